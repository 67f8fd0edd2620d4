package org.parley.ai;

import java.util.Map;

/** A model's wish to run a tool; the id returns with the answer. Outside input: names and arguments may be anything. */
public record ToolCall(String id, String name, Map<String, String> arguments) {
    public ToolCall {
        arguments = Map.copyOf(arguments);
    }
}
