package org.parley.sim.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A client that does what it should not, to see whether a stand-in minds. */
final class RawClient extends WebSocketListener implements AutoCloseable {
    private final OkHttpClient client = new OkHttpClient();
    private final WebSocket socket;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    RawClient(String url, String header, String value) {
        socket = client.newWebSocket(
                new Request.Builder().url(url).header(header, value).build(), this);
    }

    RawClient send(String text) {
        assertThat(socket.send(text)).isTrue();
        return this;
    }

    /** Sends it if it may be sent still. */
    void tries(String text) {
        boolean _ = socket.send(text);
    }

    RawClient send(byte... bytes) {
        assertThat(socket.send(ByteString.of(bytes))).isTrue();
        return this;
    }

    /** A message, or {@code closed CODE REASON}, or {@code refused STATUS}, that begins or goes on so. */
    void awaits(String part) {
        await("'" + part + "' among " + heard).until(() -> has(part));
    }

    boolean has(String part) {
        return heard.stream().anyMatch(message -> message.contains(part));
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        heard.add(text);
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        heard.add("closed " + code + " " + reason);
        webSocket.close(1000, null);
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable cause, @Nullable Response response) {
        heard.add(response == null ? "broken" : "refused " + response.code());
    }

    @Override
    public void close() {
        socket.cancel();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
