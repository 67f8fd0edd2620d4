package org.parley.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a model is told of the value that a tool's code returned. */
public final class ToolAnswers {
    private static final int CHARS_MAX = 16_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ToolAnswers() {}

    /** The value as text, lists and maps as JSON; "done" for none. */
    public static String text(@Nullable Object value) {
        String text = switch (value) {
            case null -> "done";
            case Map<?, ?> map -> json(map);
            case Collection<?> list -> json(list);
            default -> value.toString();
        };
        return text.length() <= CHARS_MAX ? text : text.substring(0, CHARS_MAX) + "…";
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException notJson) {
            return value.toString();
        }
    }
}
