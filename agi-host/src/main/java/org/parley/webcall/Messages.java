package org.parley.webcall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Text messages between page and host: JSON objects with a {@code type} from the host, and a {@code do} from him. */
final class Messages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Messages() {}

    /** A message; keys and values alternate in {@code data}. */
    static String text(String type, Object... data) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        for (int i = 0; i < data.length; i += 2) {
            message.put((String) data[i], data[i + 1]);
        }
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected values that JSON can hold", e);
        }
    }

    /** What he said; empty when that is no JSON object. */
    static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
