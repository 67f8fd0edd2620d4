package org.parley.ai.hume;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What comes before the call has audio: half a minute of speech at most. Used under its session's lock. */
final class EarlyMessages {
    private static final int CHARS_MAX = 8_000_000;
    private static final int MESSAGES_MAX = 1000;

    private final Deque<JsonNode> messages = new ArrayDeque<>();
    private long chars;

    void add(JsonNode message) {
        chars += message.path("data").asText().length();
        if (messages.size() < MESSAGES_MAX && chars < CHARS_MAX) {
            messages.add(message);
        }
    }

    /** All in their order. */
    void drain(Consumer<JsonNode> to) {
        while (!messages.isEmpty()) {
            to.accept(messages.remove());
        }
    }

    void clear() {
        messages.clear();
    }
}
