package org.parley;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A visitor of the page /talk, as a program: sends a frame every 20 ms, and keeps all that it gets. */
final class WebVisitor implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FRAME = 160;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final String address;
    private final List<JsonNode> texts = new ArrayList<>(); // these are guarded by this
    private final List<short[]> frames = new ArrayList<>();
    private final Deque<short[]> speech = new ArrayDeque<>();
    private final List<Integer> numbers = new ArrayList<>(); // of what came, in its order
    private @Nullable WebSocket socket;
    private boolean open;
    private int closeCode;
    private int has;
    private int number;
    private volatile boolean reads = true;

    WebVisitor(String console) {
        this.address = console;
        var _ = clock.scheduleAtFixedRate(this::tick, 0, 20, TimeUnit.MILLISECONDS);
    }

    /** Opens a socket with a query such as {@code token=…}, from a page of that origin. */
    WebVisitor come(String query, String origin) {
        var _ = client.newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(URI.create("ws://" + address + "/api/web-calls/socket?" + query), new Ear())
                .join();
        return this;
    }

    /** The same from the host's own page. */
    WebVisitor come(String query) {
        return come(query, "http://" + address);
    }

    /** Comes back with the key of the call and what it has. */
    WebVisitor comeBack() {
        String key = text("hello").get("key").textValue();
        int upTo;
        synchronized (this) {
            upTo = has;
        }
        return come("resume=" + key + "&has=" + upTo);
    }

    /** The network is gone, without a word. */
    void cut() {
        WebSocket old;
        synchronized (this) {
            old = socket;
            socket = null;
            open = false;
        }
        if (old != null) {
            old.abort();
        }
    }

    /** Takes nothing any more from the socket, or again. */
    void reads(boolean on) {
        reads = on;
        WebSocket now;
        synchronized (this) {
            now = socket;
        }
        if (on && now != null) {
            now.request(1);
        }
    }

    /** Says that, beginning now. */
    synchronized void say(short[] samples) {
        for (int at = 0; at + FRAME <= samples.length; at += FRAME) {
            short[] frame = new short[FRAME];
            System.arraycopy(samples, at, frame, 0, FRAME);
            speech.add(frame);
        }
    }

    private synchronized void tick() {
        WebSocket to = socket;
        if (to == null || !open) {
            return;
        }
        short[] frame = speech.isEmpty() ? new short[FRAME] : speech.poll();
        ByteBuffer message = ByteBuffer.allocate(8 + 2 * FRAME).putInt(++number).putInt(has);
        message.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(frame);
        CompletableFuture<?> _ = to.sendBinary(message.rewind(), true);
    }

    /** Sends what no page would. */
    void send(ByteBuffer message) {
        now().sendBinary(message, true).join();
    }

    void send(String text) {
        now().sendText(text, true).join();
    }

    /** Closes the socket as a page does that is left. */
    void leave() {
        now().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    private synchronized WebSocket now() {
        return Objects.requireNonNull(socket, "Expected a socket");
    }

    /** The first text message of that type, once it has come. */
    JsonNode text(String type) {
        return await().atMost(SOON)
                .until(() -> texts(type), found -> !found.isEmpty())
                .getFirst();
    }

    /** All of that type so far. */
    synchronized List<JsonNode> texts(String type) {
        return texts.stream()
                .filter(text -> text.get("type").textValue().equals(type))
                .toList();
    }

    /** The captions so far, as {@code agent: Hello.} */
    List<String> captions() {
        return texts("caption").stream()
                .map(text ->
                        text.get("who").textValue() + ": " + text.get("text").textValue())
                .toList();
    }

    /** Why the call is over, once it is. */
    String ending() {
        return text("ended").get("reason").textValue();
    }

    /** The frames in which there is sound. */
    synchronized List<short[]> sounding() {
        return frames.stream().filter(WebVisitor::sounds).toList();
    }

    private static boolean sounds(short[] frame) {
        for (short sample : frame) {
            if (sample != 0) {
                return true;
            }
        }
        return false;
    }

    /** The numbers of all that came, in its order. */
    synchronized List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    /** With which code the host closed the socket, once it has. */
    int closed() {
        return await().atMost(SOON).until(this::closeCode, code -> code != 0);
    }

    private synchronized int closeCode() {
        return closeCode;
    }

    @Override
    public void close() {
        cut();
        clock.shutdownNow();
        client.shutdownNow();
    }

    private synchronized void came(int seq) {
        has = seq;
        numbers.add(seq);
    }

    /** What the socket hears. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();
        private final ByteBuffer whole = ByteBuffer.allocate(64 * 1024);

        @Override
        public void onOpen(WebSocket opened) {
            synchronized (WebVisitor.this) {
                socket = opened;
                open = true;
            }
            opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                heard(partial.toString());
                partial.setLength(0);
            }
            next(from);
            return null;
        }

        private void heard(String text) {
            synchronized (WebVisitor.this) {
                try {
                    JsonNode message = JSON.readTree(text);
                    texts.add(message);
                    if (message.path("seq").asInt() > 0) {
                        came(message.get("seq").intValue());
                    }
                } catch (JsonProcessingException e) {
                    throw new AssertionError("Expected JSON but was " + text, e);
                }
            }
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            whole.put(data);
            if (last) {
                whole.flip();
                synchronized (WebVisitor.this) {
                    came(whole.getInt());
                    whole.getInt();
                    short[] frame = new short[FRAME];
                    whole.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(frame);
                    frames.add(frame);
                }
                whole.clear();
            }
            next(from);
            return null;
        }

        private void next(WebSocket from) {
            if (reads) {
                from.request(1);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            synchronized (WebVisitor.this) {
                if (from.equals(socket)) {
                    closeCode = code;
                    open = false;
                }
            }
            return null;
        }
    }
}
