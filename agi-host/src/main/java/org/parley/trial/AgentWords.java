package org.parley.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.LanguageModel;
import org.parley.ai.ProviderException;
import org.parley.ai.Reply;
import org.parley.ai.ToolCall;
import org.parley.ai.local.RuleModel;
import org.parley.script.ScriptException;

/** What stands inside {@code agent { … }}: what the model of a free talk answers, in order; then the intents count. */
public final class AgentWords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private String recording = "";
    private final Deque<Answer> answers = new ArrayDeque<>();

    private sealed interface Answer {
        record Words(String text, String intent) implements Answer {}

        record Tool(String name, String arguments) implements Answer {}

        record Failure() implements Answer {}
    }

    /** The model says this. */
    public void answers(String text) {
        answers.add(new Answer.Words(text, ""));
    }

    /** The model says this and sees an intent: {@code answers 'Goodbye.', intent: 'bye'}. */
    public void answers(
            @NamedParams(@NamedParam(value = "intent", type = CharSequence.class, required = true))
                    Map<String, ?> options,
            String text) {
        answers.add(new Answer.Words(text, String.valueOf(options.get("intent"))));
    }

    /** The model calls a tool without arguments. */
    public void calls(String tool) {
        calls(Map.of(), tool);
    }

    /** The model calls a tool: {@code calls 'price', plan: 'gold', people: 2}. */
    public void calls(Map<String, ?> arguments, String tool) {
        try {
            answers.add(new Answer.Tool(tool, arguments.isEmpty() ? "{}" : JSON.writeValueAsString(arguments)));
        } catch (JsonProcessingException wrong) {
            throw new ScriptException("Expected texts and numbers for '" + tool + "'", wrong);
        }
    }

    /** The model, or the voice, cannot be reached, and the talk ends as FAILED: {@code fails()}. */
    public void fails() {
        answers.add(new Answer.Failure());
    }

    /**
     * The model answers as it was recorded in {@code sales-1.exchange.json} beside the test; no key is needed:
     * {@code recorded 'sales-1'}. {@code ./parley test-scripts --record sales-1} makes the file with the real model.
     */
    public void recorded(String name) {
        if (!NAME.matcher(name).matches() || !recording.isEmpty() || !answers.isEmpty()) {
            throw new ScriptException(
                    "Expected recorded with one name of letters, digits, '-' and '_', and nothing else in agent { … },"
                            + " but was '" + name + "'",
                    null);
        }
        recording = name;
    }

    /** The name of the recording, or "". */
    String recording() {
        return recording;
    }

    /** A model that answers so. */
    LanguageModel model() {
        return new Scripted(new ArrayDeque<>(answers), new RuleModel());
    }

    private record Scripted(Deque<Answer> left, RuleModel rules) implements LanguageModel {
        @Override
        public String name() {
            return "the test's";
        }

        @Override
        public Reply reply(AgentSpec spec, List<ChatTurn> history, Consumer<String> text) {
            return switch (left.poll()) {
                case null -> rules.reply(spec, history, text);
                case Answer.Words(String words, String intent) -> new Reply(words, List.of(), intent, List.of());
                case Answer.Tool(String name, String arguments) ->
                    new Reply("", List.of(new ToolCall("call-" + history.size(), name, arguments)), "", List.of());
                case Answer.Failure _ ->
                    throw new ProviderException("the test", ProviderException.Kind.NETWORK, "the test wants it", null);
            };
        }

        @Override
        public void close() {
            rules.close();
        }
    }
}
