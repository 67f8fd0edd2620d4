package org.parley.ai.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Places in a JSON document, looked at in their order: JSON pointers (RFC 6901), in which * is every element. */
record Pointers(List<String> pointers) {

    /** @throws IllegalArgumentException when one of them is none */
    static Pointers of(List<String> texts) {
        for (String text : texts) {
            if (!text.startsWith("/")) {
                throw new IllegalArgumentException(
                        "JSON pointers such as /result/text, but '" + text + "' does not begin with /");
            }
        }
        return new Pointers(List.copyOf(texts));
    }

    boolean isEmpty() {
        return pointers.isEmpty();
    }

    /** The first text, number or truth that is not blank; those of several elements are joined. */
    Optional<String> first(JsonNode document) {
        return pointers.stream()
                .map(pointer -> text(document, pointer))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    /** Whether one of the places is there, whatever it holds. */
    boolean isThere(JsonNode document) {
        return pointers.stream().anyMatch(pointer -> !found(document, pointer).isEmpty());
    }

    private static String text(JsonNode document, String pointer) {
        return found(document, pointer).stream()
                .filter(node -> node.isValueNode() && !node.isNull())
                .map(node -> node.asText().strip())
                .collect(Collectors.joining(" "));
    }

    /** What is at that place. */
    static List<JsonNode> found(JsonNode document, String pointer) {
        List<JsonNode> here = List.of(document);
        for (String step : pointer.substring(1).split("/", -1)) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : here) {
                if (step.equals("*")) {
                    node.forEach(next::add);
                } else {
                    JsonNode below = below(node, step.replace("~1", "/").replace("~0", "~"));
                    if (!below.isMissingNode()) {
                        next.add(below);
                    }
                }
            }
            here = next;
        }
        return here;
    }

    private static JsonNode below(JsonNode node, String step) {
        return node.isArray() && step.matches("\\d{1,6}") ? node.path(Integer.parseInt(step)) : node.path(step);
    }
}
