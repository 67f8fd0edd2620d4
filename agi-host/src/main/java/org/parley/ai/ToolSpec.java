package org.parley.ai;

import java.util.Map;

/** A tool that a model may call: its name, what it does, and its parameters with a description each. */
public record ToolSpec(String name, String description, Map<String, String> parameters) {
    public ToolSpec {
        parameters = Map.copyOf(parameters);
    }
}
