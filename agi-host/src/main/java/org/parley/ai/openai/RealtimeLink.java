package org.parley.ai.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.wire.Closes;
import org.parley.ai.wire.SocketLink;
import org.parley.ai.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of the Realtime API, from {@code session.created} over {@code session.update} to {@code session.updated},
 * whose formats are the ones used. Any thread may send.
 */
final class RealtimeLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RealtimeLink.class);
    private static final int GOING_AWAY = 1001;

    private final Wire wire;
    private final Ear ear;
    private final CompletableFuture<JsonNode> created = new CompletableFuture<>();
    private final CompletableFuture<JsonNode> updated = new CompletableFuture<>();
    private final SocketLink socket;
    private final RealtimeFormat input;
    private final RealtimeFormat output;
    private volatile boolean expired;

    /** Hears what comes once the session stands; one thread at a time. */
    interface Ear {

        void message(RealtimeLink link, JsonNode message);

        /** The session is over; nothing follows from it. */
        void lost(RealtimeLink link, ProviderException cause);
    }

    private RealtimeLink(Wire wire, OpenAiServer server, OpenAiRealtimeSettings settings, ObjectNode session, Ear ear)
            throws InterruptedException {
        this.wire = wire;
        this.ear = ear;
        long until = System.nanoTime() + settings.connect().toNanos();
        String query = "realtime?model=" + URLEncoder.encode(settings.model(), StandardCharsets.UTF_8);
        socket = SocketLink.open(wire, server.request(query).build(), settings.connect(), new Ends(), new SocketEar());
        boolean agreed = false;
        try {
            JsonNode _ = await(created, until, "session.created");
            socket.send(session);
            JsonNode effective = await(updated, until, "session.updated").path("session");
            input = effective(effective, "input", settings.format());
            output = effective(effective, "output", settings.format());
            agreed = true;
        } finally {
            if (!agreed) {
                socket.close();
            }
        }
    }

    /**
     * Opens a session and returns when it stands.
     *
     * @throws ProviderException when it is refused or takes too long
     */
    static RealtimeLink open(
            Wire wire, OpenAiServer server, OpenAiRealtimeSettings settings, ObjectNode session, Ear ear)
            throws InterruptedException {
        return new RealtimeLink(wire, server, settings, session, ear);
    }

    /** Servers were seen to answer in another format than asked for: what they name is believed. */
    private RealtimeFormat effective(JsonNode session, String direction, RealtimeFormat asked) {
        RealtimeFormat told = RealtimeFormat.of(session, direction).orElse(asked);
        if (told != asked) {
            log.warn("{} was asked for {} as {} and uses {}", wire.provider(), asked, direction, told);
        }
        return told;
    }

    private JsonNode await(CompletableFuture<JsonNode> future, long untilNanos, String what)
            throws InterruptedException {
        try {
            return future.get(Math.max(1, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new ProviderException(
                    wire.provider(), Kind.SLOW, "Expected " + what + " in time but it did not come", late);
        } catch (ExecutionException failed) {
            throw wire.failure(failed.getCause());
        }
    }

    /** What the caller's audio is sent as. */
    RealtimeFormat input() {
        return input;
    }

    /** What answers come as. */
    RealtimeFormat output() {
        return output;
    }

    /** True when the server ended it for its age. */
    boolean expired() {
        return expired;
    }

    void send(ObjectNode message) {
        socket.send(message);
    }

    void sendAudio(byte[] bytes) {
        socket.sendAudio(RealtimeMessages.audio(bytes));
    }

    /** Messages of audio that were dropped because the server did not read. */
    long audioDropped() {
        return socket.audioDropped();
    }

    @Override
    public void close() {
        socket.close();
    }

    /** How the socket ends, or is refused. */
    private static final class Ends implements Closes {
        @Override
        public Kind kind(int code, String reason) {
            return OpenAiFailures.closed(code, reason);
        }

        @Override
        public ProviderException refused(Wire wire, int status, String body) {
            return OpenAiFailures.refused(wire, new Wire.Refused(status, body, ""));
        }
    }

    private final class SocketEar implements SocketLink.Listener {
        @Override
        public void message(JsonNode message) {
            if (updated.isDone()) {
                if (message.path("error").path("code").asText("").equals("session_expired")) {
                    expired = true;
                }
                ear.message(RealtimeLink.this, message);
                return;
            }
            switch (message.path("type").asText("")) {
                case "session.created" -> created.complete(message);
                case "session.updated" -> updated.complete(message);
                case "error" ->
                    refuse(OpenAiFailures.failure(wire.provider(), message, Kind.SETTINGS, "refused the session: "));
                default -> log.debug("{} sent {} before the session", wire.provider(), message.path("type"));
            }
        }

        @Override
        public void closed(int code, String reason, ProviderException cause) {
            expired |= code == GOING_AWAY && reason.toLowerCase(Locale.ROOT).contains("maximum duration");
            failed(cause);
        }

        @Override
        public void failed(ProviderException cause) {
            if (updated.isDone() && !updated.isCompletedExceptionally()) {
                ear.lost(RealtimeLink.this, cause);
            } else {
                refuse(cause);
            }
        }

        private void refuse(ProviderException cause) {
            created.completeExceptionally(cause);
            updated.completeExceptionally(cause);
        }
    }
}
