package org.parley.ai.openai;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.ai.wire.Deadline;

/** The tools that the model has called and waits for. The talk's thread only, but for the deadlines' cry. */
final class PendingTools {
    private static final Duration UNKNOWN_TOOL = Duration.ofSeconds(10);
    private static final ToolResult TOO_LATE =
            ToolResult.failure("The tool has not answered in time. Go on without it.");

    private final List<ToolSpec> tools;
    private final BiConsumer<ToolCall, ToolResult> late;
    private final Map<String, Pending> pending = new LinkedHashMap<>();

    private static final class Pending {
        private final ToolCall call;
        private final Deadline deadline;
        private @Nullable ToolResult result;

        Pending(ToolCall call, Deadline deadline) {
            this.call = call;
            this.deadline = deadline;
        }
    }

    /** With {@code late} told, from any thread, what a tool failed with that has not answered within its limit. */
    PendingTools(List<ToolSpec> tools, BiConsumer<ToolCall, ToolResult> late) {
        this.tools = tools;
        this.late = late;
    }

    /** Waits for this call's answer, no longer than the tool may take. */
    void expect(ToolCall call) {
        Duration limit = tools.stream()
                .filter(tool -> tool.name().equals(call.name()))
                .map(ToolSpec::limit)
                .findFirst()
                .orElse(UNKNOWN_TOOL);
        pending.put(call.id(), new Pending(call, Deadline.start(limit, () -> late.accept(call, TOO_LATE))));
    }

    /** The first answer to a call counts; one that nobody waits for does not. */
    void answer(ToolCall call, ToolResult result) {
        Pending waiting = pending.get(call.id());
        if (waiting != null && waiting.result == null) {
            waiting.deadline.close();
            waiting.result = result;
        }
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** When all have answered: hands the answers on in the order of their calls, and waits for none. */
    boolean settle(BiConsumer<ToolCall, ToolResult> answered) {
        if (pending.isEmpty() || pending.values().stream().anyMatch(call -> call.result == null)) {
            return false;
        }
        pending.values().forEach(call -> {
            ToolResult result = call.result;
            if (result != null) {
                answered.accept(call.call, result);
            }
        });
        pending.clear();
        return true;
    }

    void close() {
        pending.values().forEach(call -> call.deadline.close());
        pending.clear();
    }
}
