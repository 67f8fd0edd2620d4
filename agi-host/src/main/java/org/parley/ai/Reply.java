package org.parley.ai;

import java.util.List;

/**
 * A model's whole answer: what to say, the tools to run first, the name of the intent that it saw, or "", and what the
 * answer has used.
 */
public record Reply(String text, List<ToolCall> toolCalls, String intent, List<Usage> used) {
    public Reply {
        toolCalls = List.copyOf(toolCalls);
        used = List.copyOf(used);
    }
}
