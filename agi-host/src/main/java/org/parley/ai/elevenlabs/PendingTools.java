package org.parley.ai.elevenlabs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolSpec;

/**
 * The tool calls that the agent waits for. Each is answered once: by the call, or with a failure when its time is over.
 * Not safe for threads: the session's lock guards it.
 */
final class PendingTools {
    private static final Duration UNKNOWN_TOOL = Duration.ofSeconds(10);
    private static final int CALLS_MAX = 1000;
    private static final long ANSWERED = Long.MAX_VALUE;

    private final List<ToolSpec> tools;
    private final Map<String, Long> deadlines = new LinkedHashMap<>(); // by id

    PendingTools(List<ToolSpec> tools) {
        this.tools = tools;
    }

    /** False when the call is known already: providers repeat themselves. */
    boolean add(ToolCall call) {
        if (deadlines.containsKey(call.id()) || deadlines.size() >= CALLS_MAX) {
            return false;
        }
        Duration limit = tools.stream()
                .filter(tool -> tool.name().equals(call.name()))
                .map(ToolSpec::limit)
                .findFirst()
                .orElse(UNKNOWN_TOOL);
        deadlines.put(call.id(), System.nanoTime() + limit.toNanos());
        return true;
    }

    /** False when it was answered before, or never called. */
    boolean take(String id) {
        Long deadline = deadlines.get(id);
        if (deadline == null || deadline == ANSWERED) {
            return false;
        }
        deadlines.put(id, ANSWERED);
        return true;
    }

    /** Takes those whose time is over. */
    List<String> expired(long nowNanos) {
        List<String> late = new ArrayList<>();
        deadlines.forEach((id, deadline) -> {
            if (deadline != ANSWERED && nowNanos - deadline > 0) {
                late.add(id);
            }
        });
        late.forEach(id -> deadlines.put(id, ANSWERED));
        return late;
    }
}
