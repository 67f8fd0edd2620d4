package org.parley.ai.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;

/**
 * One WebSocket to a provider. Text frames must hold JSON objects. The listener is called by one thread at a time, and
 * is told exactly once that the socket is over, unless we closed it ourselves. Any thread may send.
 */
public final class SocketLink implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Two seconds of audio as base64 text: a provider that lags more does not get the rest. */
    private static final long AUDIO_QUEUE_BYTES_MAX = 64_000;

    private static final int NORMAL = 1000;
    private static final Duration FLUSH = Duration.ofSeconds(1);

    private final Wire wire;
    private final Closes closes;
    private final Listener listener;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong audioDropped = new AtomicLong();
    private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    private @Nullable WebSocket socket; // set by open, before anybody else sees the link

    /** What comes from the provider. */
    public interface Listener {

        /** A JSON object in a text frame, or in a binary one of a provider that sends them so. */
        void message(JsonNode message);

        /** A binary frame. */
        default void binary(ByteString bytes) {}

        /** The socket is over and we did not close it; nothing follows. */
        void failed(ProviderException cause);

        /** The provider closed it with a code and a reason, which may be a good end; nothing follows. */
        default void closed(int code, String reason, ProviderException cause) {
            failed(cause);
        }
    }

    private SocketLink(Wire wire, Closes closes, Listener listener) {
        this.wire = wire;
        this.closes = closes;
        this.listener = listener;
    }

    /**
     * Opens the socket and waits until it is upgraded.
     *
     * @throws ProviderException when it is refused or takes longer than the limit to connect
     */
    public static SocketLink open(Wire wire, Request request, Closes closes, Listener listener)
            throws InterruptedException {
        return open(wire, request, wire.limits().connect(), closes, listener);
    }

    /** The same with its own limit to connect. */
    public static SocketLink open(Wire wire, Request request, Duration limit, Closes closes, Listener listener)
            throws InterruptedException {
        SocketLink link = new SocketLink(wire, closes, listener);
        WebSocket socket = wire.socket(request, link.new Ear());
        link.socket = socket;
        try {
            link.opened.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return link;
        } catch (TimeoutException late) {
            link.over.set(true);
            socket.cancel();
            throw new ProviderException(
                    wire.provider(),
                    Kind.SLOW,
                    "Expected a connection within " + limit.toMillis() + " ms but had none",
                    late);
        } catch (ExecutionException refused) {
            throw wire.failure(refused.getCause());
        } catch (InterruptedException stopped) {
            link.over.set(true);
            socket.cancel();
            throw stopped;
        }
    }

    /** Sends a message; false when the socket is over. */
    public boolean send(JsonNode message) {
        WebSocket open = socket;
        return open != null && !over.get() && open.send(message.toString());
    }

    /** Sends a text frame as it is, where a provider minds how its JSON is written; false when the socket is over. */
    public boolean sendText(String text) {
        WebSocket open = socket;
        return open != null && !over.get() && open.send(text);
    }

    /** Sends caller audio as a message, or drops and counts it when two seconds of it wait already. */
    public boolean sendAudio(JsonNode message) {
        WebSocket open = socket;
        if (open == null || over.get() || lags(open)) {
            return false;
        }
        return open.send(message.toString());
    }

    /** Sends caller audio as a binary frame, or drops and counts it when two seconds of it wait already. */
    public boolean sendAudio(ByteString audio) {
        WebSocket open = socket;
        if (open == null || over.get() || lags(open)) {
            return false;
        }
        return open.send(audio);
    }

    private boolean lags(WebSocket open) {
        boolean lags = open.queueSize() > AUDIO_QUEUE_BYTES_MAX;
        if (lags) {
            audioDropped.incrementAndGet();
        }
        return lags;
    }

    /** Pieces of audio that were dropped because the provider did not read. */
    public long audioDropped() {
        return audioDropped.get();
    }

    /** The provider does not keep to its protocol: the socket is closed and the listener told. */
    public void broken(String message) {
        WebSocket open = socket;
        if (over.compareAndSet(false, true)) {
            if (open != null) {
                open.cancel();
            }
            listener.failed(new ProviderException(wire.provider(), Kind.PROTOCOL, message, null));
        }
    }

    /** Closes normally; what was sent before is still delivered, within a second. Safe to call twice. */
    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null && over.compareAndSet(false, true)) {
            open.close(NORMAL, null);
            Deadline _ = Deadline.start(FLUSH, open::cancel);
        }
    }

    private void end(ProviderException cause) {
        if (!opened.completeExceptionally(cause) && over.compareAndSet(false, true)) {
            listener.failed(cause);
        }
    }

    private final class Ear extends WebSocketListener {
        @Override
        public void onOpen(WebSocket webSocket, Response response) {
            opened.complete(webSocket);
        }

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            if (over.get()) {
                return;
            }
            JsonNode message;
            try {
                message = JSON.readTree(text);
            } catch (JsonProcessingException e) {
                broken("Expected JSON but was '" + shortened(text) + "'");
                return;
            }
            if (message.isObject()) {
                listener.message(message);
            } else {
                broken("Expected a JSON object but was '" + shortened(text) + "'");
            }
        }

        @Override
        public void onMessage(WebSocket webSocket, ByteString bytes) {
            if (!over.get()) {
                listener.binary(bytes);
            }
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            webSocket.close(NORMAL, null); // or the socket would linger
            String why = reason.isEmpty() ? "without a reason" : "because: " + Secrets.hidden(shortened(reason));
            ProviderException cause = new ProviderException(
                    wire.provider(), closes.kind(code, reason), "closed with " + code + " " + why, null);
            if (!opened.completeExceptionally(cause) && over.compareAndSet(false, true)) {
                listener.closed(code, Secrets.hidden(shortened(reason)), cause);
            }
        }

        @Override
        public void onFailure(WebSocket webSocket, Throwable cause, @Nullable Response response) {
            if (response == null || response.code() == 101) {
                end(wire.failure(cause));
            } else {
                end(closes.refused(wire, response.code(), Wire.start(response)));
            }
        }

        private static String shortened(String text) {
            return text.length() <= 200 ? text : text.substring(0, 200) + "…";
        }
    }
}
