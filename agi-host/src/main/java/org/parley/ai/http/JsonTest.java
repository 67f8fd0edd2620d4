package org.parley.ai.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether one of some values is at a place of a JSON document, in capital letters or not. */
record JsonTest(String pointer, Set<String> values) {

    /**
     * The tests that the texts are, {@code POINTER=VALUE|VALUE}.
     *
     * @throws IllegalArgumentException when one of them is none
     */
    static List<JsonTest> of(List<String> texts) {
        return texts.stream().map(JsonTest::of).toList();
    }

    static JsonTest of(String text) {
        int equals = text.indexOf('=');
        if (!text.startsWith("/") || equals < 0) {
            throw new IllegalArgumentException(
                    "POINTER=VALUE|VALUE such as /status=done|success, but '" + text + "' is none");
        }
        String values = text.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
        return new JsonTest(text.substring(0, equals).strip(), Set.copyOf(List.of(values.split("\\s*\\|\\s*", -1))));
    }

    boolean isThere(JsonNode document) {
        return !Pointers.found(document, pointer).isEmpty();
    }

    boolean holds(JsonNode document) {
        return Pointers.found(document, pointer).stream()
                .anyMatch(node -> values.contains(node.asText().strip().toLowerCase(Locale.ROOT)));
    }
}
