package org.parley;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Somebody who listens to a call over the console's WebSocket, and keeps all that he hears. */
public final class ListenClient implements WebSocket.Listener, AutoCloseable {
    public static final int FRAME = 160;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int LOUD = 500;

    public final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final List<Frame> frames = new ArrayList<>(); // guarded by this, as is the next
    private final List<JsonNode> told = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final boolean confirms;
    private final WebSocket socket;

    /** 20 ms as they came, and when. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Frame(int number, int ms, short[] caller, short[] agent, long nanos) {
        static Frame of(byte[] message) {
            ByteBuffer buffer = ByteBuffer.wrap(message);
            int number = buffer.getInt();
            int ms = buffer.getInt();
            short[] caller = new short[FRAME];
            short[] agent = new short[FRAME];
            buffer.order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < FRAME; i++) {
                caller[i] = buffer.getShort();
                agent[i] = buffer.getShort();
            }
            if (buffer.hasRemaining()) {
                throw new AssertionError("Expected 648 bytes but were " + message.length);
            }
            return new Frame(number, ms, caller, agent, System.nanoTime());
        }

        static boolean isLoud(short[] side) {
            for (short sample : side) {
                if (Math.abs(sample) > LOUD) {
                    return true;
                }
            }
            return false;
        }
    }

    /** @throws CompletionException when it is refused, with the handshake's answer as its cause */
    public ListenClient(HttpClient client, String address, String call, boolean confirms, String... headers) {
        this.confirms = confirms;
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(SOON);
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create("ws://" + address + "/api/calls/" + call + "/listen"), this)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] piece = new byte[data.remaining()];
        data.get(piece);
        bytes.writeBytes(piece);
        if (last) {
            Frame frame = Frame.of(bytes.toByteArray());
            bytes.reset();
            synchronized (this) {
                frames.add(frame);
            }
            if (confirms && frame.number() % 10 == 0) {
                var _ = from.sendText("{\"has\":" + frame.number() + "}", true);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try {
                synchronized (this) {
                    told.add(JSON.readTree(part.toString()));
                }
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

    public void send(String message) {
        socket.sendText(message, true).join();
    }

    public synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }

    public synchronized List<JsonNode> told() {
        return List.copyOf(told);
    }

    public boolean wasTold(String name) {
        return told().stream().anyMatch(message -> message.has(name));
    }

    /** One side of all that came. */
    public short[] side(boolean agent) {
        List<Frame> all = frames();
        short[] samples = new short[all.size() * FRAME];
        for (int i = 0; i < all.size(); i++) {
            System.arraycopy(agent ? all.get(i).agent() : all.get(i).caller(), 0, samples, i * FRAME, FRAME);
        }
        return samples;
    }

    /** The frames in which that side is heard. */
    public List<Frame> loud(boolean agent) {
        return frames().stream()
                .filter(frame -> Frame.isLoud(agent ? frame.agent() : frame.caller()))
                .toList();
    }

    /** How many frames were lost between the first and the last. */
    public int lost() {
        List<Frame> all = frames();
        return all.isEmpty() ? 0 : all.getLast().number() - all.getFirst().number() + 1 - all.size();
    }

    /** Leaves as who closes the page. */
    public void leave() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
