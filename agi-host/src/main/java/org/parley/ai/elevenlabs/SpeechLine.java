package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.parley.ai.wire.SocketLink;

/** One socket of the synthesiser with its sentences. Late sound of a sentence that is over finds nobody. */
final class SpeechLine implements SocketLink.Listener, AutoCloseable {
    private static final AtomicInteger IDS = new AtomicInteger();

    private final Map<String, SpeechContext> contexts = new ConcurrentHashMap<>();
    private final String language;
    private volatile @Nullable SocketLink link; // set before a sentence is begun
    private volatile boolean over;
    private int taken; // places; guarded by the pool's lock

    SpeechLine(String language) {
        this.language = language;
    }

    void link(SocketLink opened) {
        link = opened;
    }

    /** True when no sentence is to be begun on it. */
    boolean isOver() {
        return over;
    }

    /** Under the pool's lock. */
    boolean take(String spoken, int placesMax) {
        boolean free = !over && spoken.equals(language) && taken < placesMax;
        taken += free ? 1 : 0;
        return free;
    }

    /** Under the pool's lock. */
    void giveBack() {
        taken--;
    }

    /** Begins a sentence. */
    SpeechContext begin() {
        SocketLink open = link;
        if (open == null) {
            throw new IllegalStateException("Expected a socket that is open");
        }
        SpeechContext context = new SpeechContext("s" + IDS.incrementAndGet(), open);
        contexts.put(context.id(), context);
        return context;
    }

    /** A sentence is over; a socket that is not used again is closed with its last one. */
    void end(SpeechContext context) {
        contexts.remove(context.id());
        if (over && contexts.isEmpty()) {
            close();
        }
    }

    @Override
    public void message(JsonNode message) {
        String id = message.path("contextId").asText(message.path("context_id").asText());
        String error = message.path("error").asText(message.path("message").asText());
        if (!error.isEmpty()) {
            over = true; // no more sentences: a close follows
            ProviderException cause = new ProviderException(
                    ElevenLabs.NAME, ElevenLabs.kind(message.path("code").asInt(1011), error), "said: " + error, null);
            contexts.forEach((known, context) -> {
                if (id.isEmpty() || id.equals(known)) {
                    context.failed(cause);
                }
            });
            return;
        }
        SpeechContext context = contexts.get(id);
        if (context != null) {
            context.message(message);
        }
    }

    @Override
    public void failed(ProviderException cause) {
        over = true;
        contexts.values().forEach(context -> context.failed(cause));
    }

    @Override
    public void close() {
        over = true;
        SocketLink open = link;
        if (open != null) {
            open.send(JsonNodeFactory.instance.objectNode().put("close_socket", true));
            open.close();
        }
    }
}
