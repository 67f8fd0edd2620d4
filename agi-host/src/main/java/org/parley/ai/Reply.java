package org.parley.ai;

import java.util.List;

/** A model's whole answer: what to say, the tools to run first, and the name of the intent that it saw, or "". */
public record Reply(String text, List<ToolCall> toolCalls, String intent) {
    public Reply {
        toolCalls = List.copyOf(toolCalls);
    }
}
