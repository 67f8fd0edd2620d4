package org.parley.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.parley.ai.ToolSpec;
import org.parley.ai.ToolSpec.Parameter;

/** Reads the arguments that a model gives a tool. What it got wrong is told in words that it can act on. */
public final class ToolArguments {
    private static final int CHARS_MAX = 16_000;
    private static final int SHOWN_MAX = 80;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private ToolArguments() {}

    /** Says what was expected, what came, and so what to do. */
    public static final class Wrong extends Exception {
        Wrong(String message) {
            super(message);
        }
    }

    /**
     * The arguments by name: String, Long, BigDecimal or Boolean. What the tool does not know is left out, for models
     * add things; a number in a text is a number.
     */
    public static Map<String, Object> of(ToolSpec tool, String json) throws Wrong {
        if (json.length() > CHARS_MAX) {
            throw new Wrong("Expected arguments of up to %d characters but got %d. Call again with less."
                    .formatted(CHARS_MAX, json.length()));
        }
        JsonNode object = object(json);
        Map<String, Object> arguments = new HashMap<>();
        for (Parameter parameter : tool.parameters()) {
            JsonNode value = object.path(parameter.name());
            if (value.isMissingNode() || value.isNull()) {
                if (parameter.required()) {
                    throw new Wrong("The argument '%s' is missing: %s. Ask the caller if you do not know it."
                            .formatted(parameter.name(), expected(parameter)));
                }
            } else {
                arguments.put(parameter.name(), value(parameter, value));
            }
        }
        return arguments;
    }

    private static JsonNode object(String json) throws Wrong {
        try {
            JsonNode object = JSON.readTree(json.isBlank() ? "{}" : json);
            if (object.isObject()) {
                return object;
            }
        } catch (JsonProcessingException garbled) {
            // told below
        }
        throw new Wrong("Expected the arguments as one JSON object but got: " + shown(json));
    }

    private static Object value(Parameter parameter, JsonNode value) throws Wrong {
        String text = value.asText().strip();
        try {
            switch (parameter.type()) {
                case STRING -> {
                    if (value.isValueNode()
                            && (parameter.choices().isEmpty()
                                    || parameter.choices().contains(text))) {
                        return text;
                    }
                }
                case INTEGER -> {
                    return new BigDecimal(text).longValueExact();
                }
                case NUMBER -> {
                    return new BigDecimal(text);
                }
                case BOOLEAN -> {
                    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
                        return text.equalsIgnoreCase("true");
                    }
                }
            }
        } catch (ArithmeticException | NumberFormatException noSuchNumber) {
            // told below
        }
        throw new Wrong("The argument '%s' must be %s but was %s. Call again with that."
                .formatted(parameter.name(), expected(parameter), shown(value.toString())));
    }

    private static String expected(Parameter parameter) {
        if (!parameter.choices().isEmpty()) {
            return parameter.choices().stream().collect(Collectors.joining("', '", "one of '", "'"));
        }
        return switch (parameter.type()) {
            case STRING -> "a text, " + parameter.description();
            case NUMBER -> "a number, " + parameter.description();
            case INTEGER -> "a whole number, " + parameter.description();
            case BOOLEAN -> "true or false, " + parameter.description();
        };
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    }
}
