package org.parley.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.parley.ai.ToolSpec;

/** A tool as a script declares it. */
final class ToolDeclaration {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration LIMIT_MAX = Duration.ofSeconds(60);
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}"); // what every provider takes

    private ToolDeclaration() {}

    /** With its parameters by name, and {@code within} for its time. */
    static Tool of(Map<String, ?> parameters, String name, String description, Tool.Code code) {
        if (!NAME.matcher(name).matches()) {
            throw new ScriptException(
                    "Expected a tool's name of up to 64 letters, digits and _ but was '" + name + "'", null);
        }
        Duration limit = LIMIT;
        List<ToolSpec.Parameter> given = new ArrayList<>();
        for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
            if (parameter.getKey().equals("within")) {
                limit = QuestionWords.value(parameter, Duration.class);
            } else {
                given.add(QuestionWords.value(parameter, ToolParameter.class).named(parameter.getKey()));
            }
        }
        if (limit.isNegative() || limit.isZero() || limit.compareTo(LIMIT_MAX) > 0) {
            throw new ScriptException("Expected within: up to 60.s but was " + limit, null);
        }
        return new Tool(new ToolSpec(name, description, given, limit), code);
    }
}
