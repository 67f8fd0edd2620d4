package org.parley.sim.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** One client's socket at a provider's stand-in. Its methods are called by the connection's reader, one at a time. */
public abstract class FakeSocket extends WebSocketListener {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeProvider provider;
    private final int connection;
    private volatile @Nullable WebSocket socket; // null until it is open
    private volatile boolean over;
    private volatile int connectionIndex;

    protected FakeSocket(FakeProvider provider) {
        this.provider = provider;
        this.connection = provider.nextConnection();
    }

    final void onConnection(int index) {
        connectionIndex = index;
    }

    /** The socket is open. */
    protected abstract void opened();

    /** A JSON object came. */
    protected abstract void message(JsonNode message);

    /** A binary frame came; a violation where the provider takes none. */
    protected void binary(ByteString bytes) {
        violation("sent a binary frame of " + bytes.size() + " bytes");
    }

    /** The client closed or broke off. */
    protected void over() {}

    /** Which connection this is, counted from 1. */
    public final int connection() {
        return connection;
    }

    /** Sends a message; nothing happens when the socket is over. */
    public final void send(ObjectNode message) {
        sendText(message.toString());
    }

    /** Sends a text frame as it is, also one that is no JSON. */
    public final void sendText(String text) {
        WebSocket open = socket;
        if (open != null && !over) {
            open.send(text);
        }
    }

    /** Sends a binary frame. */
    public final void sendBytes(ByteString bytes) {
        WebSocket open = socket;
        if (open != null && !over) {
            open.send(bytes);
        }
    }

    /** Closes with code and reason. */
    public final void close(int code, String reason) {
        WebSocket open = socket;
        over = true;
        if (open != null) {
            open.close(code, reason);
        }
    }

    /** Breaks the connection without a close frame. */
    public final void reset() {
        over = true;
        provider.reset(connectionIndex);
    }

    /** True until one side has ended it. */
    public final boolean isOpen() {
        return socket != null && !over;
    }

    protected final ObjectNode object() {
        return JSON.createObjectNode();
    }

    protected final void violation(String what) {
        provider.violation("connection " + connection + ": " + what);
    }

    /** Keeps fields that the message must not have, or lacks, as violations; false when there are any. */
    protected final boolean hasOnly(JsonNode message, Set<String> required, Set<String> optional) {
        Set<String> missing = new TreeSet<>(required);
        Set<String> unknown = new TreeSet<>();
        message.fieldNames().forEachRemaining(field -> {
            if (!missing.remove(field) && !required.contains(field) && !optional.contains(field)) {
                unknown.add(field);
            }
        });
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            violation("lacks " + missing + " and has unknown " + unknown + " in " + message);
        }
        return missing.isEmpty() && unknown.isEmpty();
    }

    @Override
    public final void onOpen(WebSocket webSocket, Response response) {
        socket = webSocket;
        opened();
    }

    @Override
    public final void onMessage(WebSocket webSocket, String text) {
        provider.awaitReading();
        provider.saw(connection, text);
        text(text);
    }

    /** A text frame came, which is a JSON object but where a provider minds how it is written. */
    protected void text(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.isObject()) {
                message(message);
            } else {
                violation("sent no JSON object: " + text);
            }
        } catch (JsonProcessingException e) {
            violation("sent no JSON: " + text);
        }
    }

    @Override
    public final void onMessage(WebSocket webSocket, ByteString bytes) {
        provider.awaitReading();
        provider.saw(connection, "<" + bytes.size() + " bytes>");
        binary(bytes);
    }

    @Override
    public final void onClosing(WebSocket webSocket, int code, String reason) {
        webSocket.close(1000, null);
        end();
    }

    @Override
    public final void onFailure(WebSocket webSocket, Throwable cause, @Nullable Response response) {
        end();
    }

    private void end() {
        over = true;
        provider.closed(this);
        over();
    }
}
