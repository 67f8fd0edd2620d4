package org.parley.ai.hume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.ai.wire.Deadline;

/** The calls of tools that wait for their answer, each as long as its tool may take. Any thread may use it. */
final class ToolCalls {
    private static final int WAITING_MAX = 64;
    private static final Duration LIMIT_OF_UNKNOWN = Duration.ofSeconds(10);
    private static final ToolResult LATE = ToolResult.failure("The tool did not answer in time.");

    private final List<ToolSpec> tools;
    private final BiConsumer<ToolCall, ToolResult> unanswered;
    private final Map<String, Deadline> waiting = new HashMap<>(); // guarded by itself

    /** Tells of a call that got no answer in time, with what to answer instead. */
    ToolCalls(List<ToolSpec> tools, BiConsumer<ToolCall, ToolResult> unanswered) {
        this.tools = tools;
        this.unanswered = unanswered;
    }

    /** True when this call is new and will be answered, if not by us. */
    boolean await(ToolCall call) {
        Duration limit = tools.stream()
                .filter(tool -> tool.name().equals(call.name()))
                .map(ToolSpec::limit)
                .findFirst()
                .orElse(LIMIT_OF_UNKNOWN);
        synchronized (waiting) {
            if (waiting.containsKey(call.id()) || waiting.size() >= WAITING_MAX) {
                return false;
            }
            waiting.put(call.id(), Deadline.start(limit, () -> {
                if (answered(call)) {
                    unanswered.accept(call, LATE);
                }
            }));
            return true;
        }
    }

    /** True when the call was waiting for an answer, which it has now. */
    boolean answered(ToolCall call) {
        synchronized (waiting) {
            Deadline deadline = waiting.remove(call.id());
            if (deadline == null) {
                return false;
            }
            deadline.close();
            return true;
        }
    }

    /** Nobody waits for an answer any more. */
    void forget() {
        synchronized (waiting) {
            new ArrayList<>(waiting.values()).forEach(Deadline::close);
            waiting.clear();
        }
    }
}
