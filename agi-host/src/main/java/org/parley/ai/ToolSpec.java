package org.parley.ai;

import java.time.Duration;
import java.util.List;

/** A tool that a model may call: its name, what it does, its parameters, and how long it may take. */
public record ToolSpec(String name, String description, List<Parameter> parameters, Duration limit) {
    public ToolSpec {
        parameters = List.copyOf(parameters);
    }

    /** One argument; {@code choices} lists all allowed values, or nothing when any will do. */
    public record Parameter(String name, Type type, String description, boolean required, List<String> choices) {
        public Parameter {
            choices = List.copyOf(choices);
        }
    }

    /** The type of an argument, by its name in JSON Schema. */
    public enum Type {
        STRING,
        NUMBER,
        INTEGER,
        BOOLEAN
    }
}
