package org.parley.console.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The JSON object that came with a request. Each reader says what it expected when something else came. */
public final class Body {
    private static final int TEXT_MAX = 200;
    private static final int ITEMS_MAX = 100;

    private final Map<String, Object> fields;

    private Body(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads it.
     *
     * @throws Problem when it is none, or has a field that is not one of these
     */
    public static Body of(Context context, String... known) {
        Map<String, Object> fields;
        try {
            fields = Json.read(context.bodyAsBytes(), new TypeReference<>() {});
        } catch (IOException broken) {
            throw Problem.refused("Expected a JSON object with " + String.join(", ", known) + " but it is none");
        }
        if (fields == null) {
            throw Problem.refused("Expected a JSON object with " + String.join(", ", known) + " but was null");
        }
        Set<String> unknown = new TreeSet<>(fields.keySet());
        List.of(known).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw Problem.refused("There is no field '%s'; there are %s"
                    .formatted(Problem.shown(unknown.iterator().next()), String.join(", ", known)));
        }
        return new Body(fields);
    }

    /** Whatever JSON came with that request. */
    public static JsonNode json(Context context) {
        try {
            return Json.tree(context.bodyAsBytes());
        } catch (IOException broken) {
            throw Problem.refused("Expected JSON but was '" + Problem.shown(context.body()) + "'");
        }
    }

    /** A text that must be there and say something. */
    public String text(String name) {
        String text = text(name, "");
        if (text.isBlank()) {
            throw Problem.refused(name + ": expected a text but there is none");
        }
        return text;
    }

    /** A text, or that one when it is not there. */
    public String text(String name, String otherwise) {
        Object value = fields.get(name);
        if (value == null) {
            return otherwise;
        }
        return item(name, value);
    }

    private static String item(String name, Object value) {
        if (value instanceof String text && text.length() <= TEXT_MAX) {
            return text.strip();
        }
        throw Problem.refused("%s: expected a text of at most %d characters".formatted(name, TEXT_MAX));
    }

    /** A whole number that must be there. */
    public int number(String name, int min, int max) {
        if (fields.get(name) instanceof Integer number && number >= min && number <= max) {
            return number;
        }
        throw Problem.refused("%s: expected a whole number, %d to %d".formatted(name, min, max));
    }

    /** Yes or no; no when it is not there. */
    public boolean flag(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw Problem.refused(name + ": expected true or false");
    }

    /** Texts; none when it is not there. */
    public List<String> texts(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items) || items.size() > ITEMS_MAX) {
            throw Problem.refused("%s: expected a list of at most %d texts".formatted(name, ITEMS_MAX));
        }
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            texts.add(item(name, item));
        }
        return texts;
    }
}
