package org.parley.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.Forbidden;
import org.parley.ai.LanguageModel;
import org.parley.ai.ProviderException;
import org.parley.ai.Reply;
import org.parley.ai.StandardWords;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.call.BuiltInTools;
import org.parley.call.BuiltInTools.Outcome;
import org.parley.call.Silence;
import org.parley.call.ToolAnswers;
import org.parley.call.ToolArguments;
import org.parley.script.Call.TalkEnd;
import org.parley.script.Call.TalkEnd.Reason;
import org.parley.script.CallEnded;
import org.parley.script.Mood;
import org.parley.script.Steering;
import org.parley.script.TalkPlan;
import org.parley.script.Tool;

/** A free talk as text: a language model answers what the caller says, by the same tools as in a call. */
final class TrialTalk {
    private static final int TOOL_ROUNDS_MAX = 8;

    private final TrialCall call;
    private final TalkPlan plan;
    private final LanguageModel model;
    private final TrialSettings settings;
    private final BuiltInTools builtIn;
    private final Map<String, Tool> own = new HashMap<>();
    private final AgentSpec spec;
    private final StandardWords words;
    private final List<ChatTurn> history = new ArrayList<>();
    private String intent = "";
    private @Nullable String finished; // the intent that the script's code has ended the talk with

    TrialTalk(TrialCall call, TalkPlan plan, LanguageModel model, TrialSettings settings) {
        this.call = call;
        this.plan = plan;
        this.model = model;
        this.settings = settings;
        this.builtIn = new BuiltInTools(plan.allowed(), call, call::customersTime);
        this.words = StandardWords.of(plan.spec().language());
        List<ToolSpec> tools = new ArrayList<>(builtIn.specs());
        for (Tool tool : plan.tools()) {
            if (tools.stream().anyMatch(each -> each.name().equals(tool.spec().name()))) {
                throw new IllegalArgumentException("Expected another name for the tool '%s', which allow has given"
                        .formatted(tool.spec().name()));
            }
            own.put(tool.spec().name(), tool);
            tools.add(tool.spec());
        }
        this.spec = plan.spec().with(tools);
    }

    TalkEnd run() {
        plan.steering().begin(new Steering.Wheel() {
            @Override
            public void instruct(String text) {
                history.add(ChatTurn.fact(text));
            }

            @Override
            public void finish(String name) {
                finished = name;
            }
        });
        try {
            return talk().in(spec.language());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CallEnded("the trial was stopped");
        } catch (ProviderException failure) {
            call.speak(words.apology(), false, null);
            return new TalkEnd(intent, Reason.FAILED).in(spec.language());
        } finally {
            plan.steering().end();
        }
    }

    private TalkEnd talk() throws InterruptedException {
        Duration end = call.passed().plus(plan.limit());
        Silence silence = new Silence(settings.noInput(), words);
        silence.answered(call.passed().toNanos());
        if (!spec.greeting().isBlank()) {
            say(spec.greeting());
        }
        while (call.passed().compareTo(end) < 0) {
            Optional<TalkEnd> over;
            if (call.given().hasKeys()) {
                over = turn("The caller pressed these keys: " + call.given().takeKeys());
            } else if (call.given().hasWords()) {
                over = turn(call.given().takeWords().text());
            } else {
                silence.broken(call.passed().toNanos());
                Duration left = end.minus(call.passed());
                boolean last = left.compareTo(settings.noInput()) <= 0;
                boolean quiet =
                        call.heardWithin(last ? left : settings.noInput()).isZero();
                over = quiet && !last ? silent(silence) : Optional.empty();
                if (call.given().hasWords() || call.given().hasKeys()) {
                    silence.answered(call.passed().toNanos());
                }
            }
            if (over.isPresent()) {
                return over.get();
            }
        }
        return new TalkEnd(intent, Reason.TIME);
    }

    private Optional<TalkEnd> silent(Silence silence) {
        call.transcript().callersTurn();
        while (true) {
            switch (silence.look(call.passed().toNanos(), false)) {
                case Silence.Say(String prompt) -> {
                    say(prompt);
                    if (!prompt.equals(words.goodbyeSilent())) {
                        return Optional.empty();
                    }
                    return Optional.of(new TalkEnd(intent, Reason.SILENCE));
                }
                case Silence.End _ -> {
                    return Optional.of(new TalkEnd(intent, Reason.SILENCE));
                }
                case Silence.Wait _ -> call.pass(Duration.ofMillis(250));
            }
        }
    }

    private void say(String text) {
        call.speak(text, true, null);
        history.add(ChatTurn.agent(text));
    }

    /** The caller's turn is over: his mood, then the answer. */
    private Optional<TalkEnd> turn(String said) throws InterruptedException {
        if (said.isBlank()) {
            say(words.again());
            return Optional.empty();
        }
        history.add(ChatTurn.caller(said));
        Consumer<Mood> onMood = plan.onMood();
        if (onMood != null) {
            call.beside(() -> onMood.accept(new Mood(said, 0, 0, Duration.ZERO, Map.of())));
        }
        String byCode = finished;
        return byCode == null ? reply() : Optional.of(new TalkEnd(byCode, Reason.SCRIPT));
    }

    private Optional<TalkEnd> reply() throws InterruptedException {
        for (int round = 0; round < TOOL_ROUNDS_MAX; round++) {
            Reply reply = permitted();
            if (reply.toolCalls().isEmpty()) {
                if (!reply.text().isBlank()) {
                    say(reply.text());
                }
                return afterIntent(reply.intent());
            }
            if (!reply.text().isBlank()) {
                call.speak(reply.text(), true, null);
            }
            history.add(ChatTurn.calls(reply.text(), reply.toolCalls()));
            for (ToolCall called : reply.toolCalls()) {
                Optional<TalkEnd> over = run(called);
                if (over.isPresent()) {
                    return over;
                }
            }
        }
        say(words.again());
        return Optional.empty();
    }

    /** What the model answers; when it must never say that, its second answer, or a neutral sentence. */
    private Reply permitted() throws InterruptedException {
        Reply reply = model.reply(spec, history, _ -> {});
        Optional<String> phrase = spec.never().in(reply.text());
        if (phrase.isPresent() && reply.toolCalls().isEmpty()) {
            call.decided().path.add("policy: never " + phrase.get());
            history.add(
                    history.isEmpty() ? 0 : history.size() - 1,
                    ChatTurn.fact(Forbidden.toldOf(phrase.get(), ""))); // before what is to be answered
            reply = model.reply(spec, history, _ -> {});
        }
        return spec.never().in(reply.text()).isEmpty()
                ? reply
                : new Reply(words.notThat(), reply.toolCalls(), reply.intent(), reply.used());
    }

    private Optional<TalkEnd> afterIntent(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        intent = name;
        call.decided().path.add("intent: " + name);
        boolean ends = spec.intents().stream().anyMatch(each -> each.name().equals(name) && each.ends());
        return ends ? Optional.of(new TalkEnd(name, Reason.INTENT)) : Optional.empty();
    }

    private Optional<TalkEnd> run(ToolCall called) {
        ToolResult result;
        switch (outcome(called)) {
            case Outcome.Answer(ToolResult answer) -> result = answer;
            case Outcome.Keys(String keys) -> {
                call.dtmf(keys);
                result = ToolResult.of("sent");
            }
            case Outcome.Ends(String goodbye, Runnable then) -> {
                tell(called, ToolResult.of("the talk ends"));
                if (!goodbye.isBlank()) {
                    call.speak(goodbye, true, null);
                }
                then.run();
                return Optional.of(new TalkEnd(called.name(), Reason.TOOL));
            }
        }
        tell(called, result);
        history.add(ChatTurn.result(called, result));
        if (result.failed()) {
            plan.steering().happened(BuiltInTools.event(called));
        }
        String byCode = finished;
        return byCode == null ? Optional.empty() : Optional.of(new TalkEnd(byCode, Reason.SCRIPT));
    }

    private void tell(ToolCall called, ToolResult result) {
        String line = called.name() + called.arguments() + " -> " + result.text();
        call.decided().tools.add(line);
        call.decided().path.add("tool: " + line);
    }

    private Outcome outcome(ToolCall called) {
        Tool ofScript = own.get(called.name());
        Optional<ToolSpec> known = spec.tools().stream()
                .filter(tool -> tool.name().equals(called.name()))
                .findFirst();
        if (known.isEmpty()) {
            return new Outcome.Answer(ToolResult.failure("There is no tool of that name."));
        }
        try {
            Map<String, Object> arguments = ToolArguments.of(known.get(), called.arguments());
            return ofScript == null
                    ? builtIn.run(known.get(), arguments)
                    : new Outcome.Answer(ToolResult.of(result(ofScript, arguments)));
        } catch (ToolArguments.Wrong | IllegalArgumentException wrong) {
            return new Outcome.Answer(ToolResult.failure(String.valueOf(wrong.getMessage())));
        }
    }

    /** A tool that breaks down breaks the trial: in a call the model would hide it. */
    private String result(Tool tool, Map<String, Object> arguments) {
        @Nullable Object[] value = new Object[1];
        call.beside(() -> value[0] = tool.code().run(arguments));
        return ToolAnswers.text(value[0]);
    }
}
