package org.parley.ai.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.parley.ai.AgentSpec;
import org.parley.ai.AgentSpec.Intent;
import org.parley.ai.AskingWords;
import org.parley.ai.ChatTurn;
import org.parley.ai.ChatTurn.Role;
import org.parley.ai.Folded;
import org.parley.ai.LanguageModel;
import org.parley.ai.Reply;
import org.parley.ai.StandardWords;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolSpec;

/**
 * A language model without a model: it answers by the intents of the spec. The longest phrase whose words all stand
 * in the caller's sentence, in that order, decides. What it does not understand it asks again, in other words. An
 * intent with the name of a tool that needs no argument calls that tool, and its answer is said once the tool has
 * answered, with the tool's words in place of {@code {result}}.
 */
public final class RuleModel implements LanguageModel {
    /** Words that tell nothing about what somebody wants. */
    private static final Set<String> FILLERS =
            Set.of("a", "an", "the", "please", "uh", "um", "well", "just", "so", "to", "of", "my", "is", "it");

    private static final String RESULT = "{result}";
    private static final int WORDS_MAX = 200;

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public boolean heeds() {
        return false;
    }

    @Override
    public Reply reply(AgentSpec spec, List<ChatTurn> history, Consumer<String> text) {
        if (!history.isEmpty() && history.getLast().role() == Role.TOOL) {
            return afterTool(spec, history, text);
        }
        List<String> said =
                history.isEmpty() ? List.of() : words(history.getLast().text());
        Optional<Intent> meant = said.isEmpty() ? Optional.empty() : best(spec.intents(), said);
        Optional<ToolCall> call = meant.filter(intent -> isTool(spec, intent))
                .map(intent -> new ToolCall("rule-" + history.size(), intent.name(), "{}"));
        if (call.isPresent()) {
            return new Reply("", List.of(call.get()), "", List.of());
        }
        AskingWords words = StandardWords.of(spec.language()).asking();
        List<String> again = List.of(words.again(), words.againAgain());
        return said(
                meant.map(Intent::answer)
                        .orElseGet(() -> again.get(Math.min(missesBefore(history, again), again.size() - 1))),
                meant.map(Intent::name).orElse(""),
                text);
    }

    private static Reply said(String answer, String intent, Consumer<String> text) {
        text.accept(answer);
        return new Reply(answer, List.of(), intent, List.of());
    }

    private static boolean isTool(AgentSpec spec, Intent intent) {
        return spec.tools().stream()
                .anyMatch(tool -> tool.name().equals(intent.name())
                        && tool.parameters().stream().noneMatch(ToolSpec.Parameter::required));
    }

    private static Reply afterTool(AgentSpec spec, List<ChatTurn> history, Consumer<String> text) {
        ChatTurn result = history.getLast();
        String tool = history.stream()
                .flatMap(turn -> turn.calls().stream())
                .filter(call -> call.id().equals(result.callId()))
                .map(ToolCall::name)
                .findFirst()
                .orElse("");
        Optional<Intent> intent =
                spec.intents().stream().filter(each -> each.name().equals(tool)).findFirst();
        return result.failed() || intent.isEmpty()
                ? said(StandardWords.of(spec.language()).asking().notPossible(), "", text)
                : said(intent.get().answer().replace(RESULT, result.text()), tool, text);
    }

    private static Optional<Intent> best(List<Intent> intents, List<String> said) {
        Intent best = null;
        int longest = 0;
        for (Intent intent : intents) {
            for (String phrase : intent.phrases()) {
                List<String> wanted = words(phrase);
                if (wanted.size() > longest && inOrder(wanted, said)) {
                    best = intent;
                    longest = wanted.size();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean inOrder(List<String> wanted, List<String> said) {
        int found = 0;
        for (String word : said) {
            if (found < wanted.size() && word.equals(wanted.get(found))) {
                found++;
            }
        }
        return found == wanted.size();
    }

    private static List<String> words(String sentence) {
        List<String> all = Stream.of(Folded.of(sentence).split(" ", -1))
                .filter(word -> !word.isEmpty())
                .limit(WORDS_MAX)
                .toList();
        List<String> telling =
                all.stream().filter(word -> !FILLERS.contains(word)).toList();
        return telling.isEmpty() ? all : telling;
    }

    private static int missesBefore(List<ChatTurn> history, List<String> again) {
        int misses = 0;
        List<ChatTurn> ours = new ArrayList<>(
                history.stream().filter(turn -> turn.role() == Role.AGENT).toList());
        while (!ours.isEmpty() && again.contains(ours.removeLast().text())) {
            misses++;
        }
        return misses;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
