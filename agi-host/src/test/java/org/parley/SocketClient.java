package org.parley;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client of the console's WebSocket, which keeps all that it is told in order. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(20);

    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
    private final List<JsonNode> passedOver = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    /** @throws CompletionException when it is refused, with the handshake's answer as its cause */
    SocketClient(HttpClient client, String address, String... headers) {
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(SOON);
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create("ws://" + address + "/api/socket"), this)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try {
                told.add(JSON.readTree(part.toString()));
            } catch (IOException noJson) {
                throw new AssertionError("Expected JSON but was " + part, noJson);
            }
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }

    void send(String message) {
        socket.sendText(message, true).join();
    }

    void sendBinary(byte[] message) {
        socket.sendBinary(java.nio.ByteBuffer.wrap(message), true).join();
    }

    /** Sends that and gives what answers that id. */
    JsonNode ask(long id, String rest) throws InterruptedException {
        send("{\"id\":" + id + (rest.isEmpty() ? "" : "," + rest) + "}");
        return next(message -> message.has("id") && message.get("id").longValue() == id);
    }

    /** The next message that fits; those before it can be had as {@link #passedOver()}. */
    JsonNode next(Predicate<JsonNode> wanted) throws InterruptedException {
        while (true) {
            JsonNode message = told.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("Expected another message after " + passedOver);
            }
            if (wanted.test(message)) {
                return message;
            }
            passedOver.add(message);
        }
    }

    /** The next event of that kind. */
    JsonNode event(String kind) throws InterruptedException {
        return next(message -> message.path("event").path("kind").asText().equals(kind))
                .get("event");
    }

    /** What came before what was asked for. */
    List<JsonNode> passedOver() {
        return passedOver;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
