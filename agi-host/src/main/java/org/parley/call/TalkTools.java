package org.parley.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.call.BuiltInTools.Outcome;
import org.parley.script.Call;
import org.parley.script.Mood;
import org.parley.script.TalkPlan;
import org.parley.script.Tool;

/** The tools of one talk: what a model asks for is checked here, run, and answered in any case. Call's thread only. */
final class TalkTools implements AutoCloseable {
    private static final int SHOWN_MAX = 500;

    private final CallTimeline timeline;
    private final TalkPlan plan;
    private final BuiltInTools builtIn;
    private final ScriptTools scripts;
    private final Map<String, Tool> own = new HashMap<>();
    private final Map<String, ToolSpec> parleys;
    private final @Nullable Consumer<Mood> onMood; // null when the script does not ask for it
    private final Map<String, Long> begun = new HashMap<>(); // by id, for those that a script runs

    /** @throws IllegalArgumentException when the script has a tool by a name of Parley's */
    TalkTools(TalkPlan plan, Call call, Dialogue dialogue, SignalQueue signals, CallTimeline timeline) {
        this.timeline = timeline;
        this.plan = plan;
        this.onMood = plan.onMood();
        this.builtIn = new BuiltInTools(plan.allowed(), call, dialogue::customersTime);
        this.parleys = builtIn.specs().stream().collect(Collectors.toMap(ToolSpec::name, spec -> spec));
        for (Tool tool : plan.tools()) {
            if (parleys.containsKey(tool.spec().name())) {
                throw new IllegalArgumentException("Expected another name for the tool '%s', which allow has given"
                        .formatted(tool.spec().name()));
            }
            own.put(tool.spec().name(), tool);
        }
        this.scripts = new ScriptTools(
                (called, result) -> signals.post(new Signal.ToolAnswered(called, result)),
                (handler, reason) -> timeline.note("handler-failed", "name", handler, "reason", reason));
    }

    /** The talk's agent with these tools. */
    AgentSpec with(AgentSpec spec) {
        List<ToolSpec> tools = new ArrayList<>(builtIn.specs());
        own.values().forEach(tool -> tools.add(tool.spec()));
        return spec.with(tools);
    }

    /** Runs a tool; empty when a script runs it, whose answer comes as a signal. */
    Optional<Outcome> run(ToolCall call) {
        timeline.note("tool", "name", call.name(), "arguments", shown(call.arguments()));
        Tool ofScript = own.get(call.name());
        ToolSpec spec = ofScript == null ? parleys.get(call.name()) : ofScript.spec();
        if (spec == null) {
            List<String> names = new ArrayList<>(own.keySet());
            names.addAll(parleys.keySet());
            return Optional.of(new Outcome.Answer(ToolResult.failure(
                    names.isEmpty()
                            ? "There are no tools."
                            : "There is no tool of that name; there are: "
                                    + String.join(", ", names.stream().sorted().toList()))));
        }
        try {
            Map<String, Object> arguments = ToolArguments.of(spec, call.arguments());
            if (ofScript == null) {
                return Optional.of(builtIn.run(spec, arguments));
            }
            begun.put(call.id(), System.nanoTime());
            scripts.run(ofScript, call, arguments);
            return Optional.empty();
        } catch (ToolArguments.Wrong wrong) {
            return Optional.of(new Outcome.Answer(ToolResult.failure(String.valueOf(wrong.getMessage()))));
        } catch (IllegalArgumentException refused) {
            // a verb that does not take what the model gave it
            return Optional.of(new Outcome.Answer(ToolResult.failure(String.valueOf(refused.getMessage()))));
        }
    }

    /** Tells the script how the caller sounded, if it wants to know. */
    void mood(Mood mood) {
        Consumer<Mood> code = onMood;
        if (code != null) {
            scripts.tell("mood", () -> code.accept(mood));
        }
    }

    /** Notes the answer that the model gets. */
    void answered(ToolCall call, ToolResult result) {
        if (result.failed()) {
            plan.steering().happened(BuiltInTools.event(call));
        }
        Long since = begun.remove(call.id());
        timeline.note(
                "tool-answer",
                "name",
                call.name(),
                "text",
                shown(result.text()),
                "failed",
                result.failed(),
                "ms",
                since == null ? 0 : (System.nanoTime() - since) / 1_000_000);
    }

    /** Since when the one that runs for longest does, as {@link System#nanoTime()}; empty when none does. */
    Optional<Long> runningSince() {
        return begun.values().stream().min(Long::compare);
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    }

    @Override
    public void close() {
        scripts.close();
    }
}
