package org.parley.script;

import java.util.List;
import org.parley.ai.ToolSpec;
import org.parley.ai.ToolSpec.Parameter;

/** An argument of a tool: {@code text}, {@code number}, {@code integer}, {@code flag} or {@code oneOf}. */
public final class ToolParameter {
    private final ToolSpec.Type type;
    private final String description;
    private final List<String> choices;
    private final boolean required;

    ToolParameter(ToolSpec.Type type, String description, List<String> choices, boolean required) {
        this.type = type;
        this.description = description;
        this.choices = choices;
        this.required = required;
    }

    /** The model may leave it out: {@code text('the reason').optional()}. */
    public ToolParameter optional() {
        return new ToolParameter(type, description, choices, false);
    }

    Parameter named(String name) {
        return new Parameter(name, type, description, required, choices);
    }
}
