package org.parley.sim.provider.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.Mind;

/** One socket of the synthesiser, with contexts. */
final class SpeechSocket extends FakeSocket {
    private static final int CONTEXTS_MAX = 5;
    private static final int PIECE_MILLIS = 250;

    private final FakeElevenLabs provider;
    private final SpeechManners manners;
    private final Mind mind;
    private final Sound sound;
    private final long inactivityMillis;
    private final ReentrantLock lock = new ReentrantLock(); // guards the rest
    private final Map<String, StringBuilder> contexts = new HashMap<>();
    private final Set<String> closed = new HashSet<>();
    private long lastMessageNanos = System.nanoTime();
    private int sent; // counts messages: their spelling differs

    SpeechSocket(FakeElevenLabs provider, SpeechManners manners, Mind mind, String format, long inactivityMillis) {
        super(provider);
        this.provider = provider;
        this.manners = manners;
        this.mind = mind;
        this.sound = new Sound(format);
        this.inactivityMillis = manners.inactivity.isZero() ? inactivityMillis : manners.inactivity.toMillis();
    }

    @Override
    protected void opened() {
        watch();
    }

    private void watch() {
        lock.lock();
        try {
            long left = inactivityMillis - (System.nanoTime() - lastMessageNanos) / 1_000_000;
            if (isOpen() && left <= 0) {
                close(1000, "Inactive");
            } else if (isOpen()) {
                provider.later(left, this::watch);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void message(JsonNode message) {
        lock.lock();
        try {
            lastMessageNanos = System.nanoTime();
            if (message.path("close_socket").asBoolean()) {
                hasOnly(message, Set.of("close_socket"), Set.of());
                close(1000, "");
                return;
            }
            hasOnly(
                    message,
                    Set.of("context_id"),
                    Set.of("text", "flush", "close_context", "voice_settings", "generation_config"));
            context(message.path("context_id").asText(), message);
        } finally {
            lock.unlock();
        }
    }

    private void context(String id, JsonNode message) {
        if (closed.contains(id)) {
            if (!message.path("close_context").asBoolean()) {
                violation("a message to a context that is closed: " + message);
            }
            return;
        }
        StringBuilder text = contexts.get(id);
        String added = message.path("text").asText();
        if (text == null) {
            if (!added.equals(" ")) {
                violation("a context that does not begin with one space: " + message);
                close(1008, "The first message must be a single space");
            } else if (contexts.size() >= CONTEXTS_MAX) {
                close(1008, "Maximum simultaneous contexts exceeded");
            } else {
                contexts.put(id, new StringBuilder());
            }
            return;
        }
        if (!added.isEmpty() && !added.endsWith(" ")) {
            violation("text that does not end in a space: " + message);
        }
        text.append(added);
        if (message.path("flush").asBoolean() && !text.isEmpty()) {
            String words = text.toString();
            text.setLength(0);
            speak(id, words);
        }
        if (message.path("close_context").asBoolean()) {
            contexts.remove(id);
            closed.add(id);
            piece(id, "late", new byte[320], 0, 320);
            piece(id, "late", new byte[320], 0, 320);
            end(id);
        }
    }

    private void speak(String id, String words) {
        String error = manners.error;
        manners.error = "";
        if (!error.isEmpty()) {
            send(named(object().put("error", error), id));
            close(1008, error);
            return;
        }
        if (manners.silent) {
            return;
        }
        byte[] bytes = sound.encoded(mind.speak(words.strip()));
        int length = Math.min(bytes.length, sound.bytesPerSecond() * PIECE_MILLIS / 1000 + 1); // within a sample
        piece(id, words.strip(), bytes, 0, length);
        Runnable rest = () -> {
            for (int at = length; at < bytes.length && !closed.contains(id); at += length) {
                piece(id, words.strip(), bytes, at, Math.min(bytes.length, at + length));
            }
            if (manners.tellsEnd && !closed.contains(id)) {
                end(id);
            }
        };
        if (manners.stallMillis == 0) {
            rest.run();
        } else {
            provider.later(manners.stallMillis, () -> {
                lock.lock();
                try {
                    rest.run();
                } finally {
                    lock.unlock();
                }
            });
        }
    }

    private void piece(String id, String text, byte[] bytes, int from, int to) {
        ObjectNode message = object();
        message.put("audio", Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, to)));
        if (manners.times) {
            ObjectNode alignment = message.putObject("alignment");
            Times.of(text, bytes.length, from, to, 1000.0 / sound.bytesPerSecond())
                    .into(
                            alignment,
                            "chars",
                            "charStartTimesMs",
                            sent % 2 == 0 ? "charDurationsMs" : "charsDurationsMs");
        } else {
            message.putNull("alignment");
        }
        message.putNull("normalizedAlignment");
        send(named(message, id));
    }

    private void end(String id) {
        send(named(object().put(sent % 2 == 0 ? "isFinal" : "is_final", true), id));
    }

    /** Both spellings occur. */
    private ObjectNode named(ObjectNode message, String id) {
        return message.put(sent++ % 2 == 0 ? "contextId" : "context_id", id);
    }
}
