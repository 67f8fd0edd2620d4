package org.parley.console.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.call.CallListener;
import org.parley.console.http.Json;
import org.parley.console.http.Problem;

/**
 * One who listens to a call over a WebSocket: its frames wait in a short queue and go out on a virtual thread of their
 * own. A client says which frame it has; one that is behind loses frames, and one that stays behind is let go.
 */
final class ListenIn implements CallListener, AutoCloseable {
    static final int FRAME_MILLIS = 20;

    /** While a frame has waited for so long another one is lost. */
    private static final long WAITING_NANOS = Duration.ofMillis(500).toNanos();
    /** Frames that wait for the socket, twenty seconds: on a line by files a whole turn comes at once. */
    private static final int WAITING_MAX = 1000;

    private static final int NEWS_MAX = 50;
    /** Frames that the client has not confirmed, two seconds; the others wait. */
    private static final int AHEAD_MAX = 100;

    private static final long BEHIND_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final String ENDED = "ended";

    private final String call;
    private final SocketWire wire;
    private final BooleanSupplier mayStay;
    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(WAITING_MAX + NEWS_MAX);
    private final Semaphore awake = new Semaphore(0); // for a sender who waits until the client is not behind
    private final AtomicInteger lost = new AtomicInteger();
    private final Thread sender;
    private int sent = -1; // the number of the last frame that went out; the sender's
    private volatile int confirmed = -1; // the number of the last frame that the client has
    private volatile boolean over; // the call is
    private volatile boolean stopping; // the host does
    private volatile boolean left; // the client has

    /** What goes out. */
    private sealed interface Item {
        /** A frame of the call, and since when it waits. */
        @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
        record Sound(byte[] bytes, long nanos) implements Item {}

        /** News as JSON. */
        record News(String name, Object value) implements Item {}

        /** Something else has changed. */
        record Look() implements Item {}
    }

    /** {@code ended} is told once it is over, whoever ended it. */
    ListenIn(String call, SocketWire wire, BooleanSupplier mayStay, Consumer<ListenIn> ended) {
        this.call = call;
        this.wire = wire;
        this.mayStay = mayStay;
        this.sender = Thread.ofVirtual().name("listen-in").unstarted(() -> {
            try {
                run();
            } finally {
                ended.accept(this);
            }
        });
    }

    /** Begins to send. */
    void begin() {
        sender.start();
    }

    /** How many frames the client has not got. */
    int lost() {
        return lost.get();
    }

    @Override
    public void frame(byte[] frame) {
        long now = System.nanoTime();
        boolean late = items.peek() instanceof Item.Sound(var _, long since) && now - since > WAITING_NANOS;
        if (late || items.size() >= WAITING_MAX || !items.offer(new Item.Sound(frame, now))) {
            lost.incrementAndGet();
        }
    }

    @Override
    public void silenced(boolean on) {
        if (!items.offer(new Item.News("silenced", on))) {
            close(); // it has taken nothing for long
        }
    }

    @Override
    public void over() {
        over = true;
        look();
    }

    private void look() {
        boolean _ = items.offer(new Item.Look()); // with no room for it the sender looks anyway
        wake();
    }

    private void wake() {
        if (awake.availablePermits() == 0) {
            awake.release();
        }
    }

    /** What is next; null after a second, and while the client is behind. */
    private @Nullable Item next() throws InterruptedException {
        if (!isBehind()) {
            return items.poll(LOOK_NANOS, TimeUnit.NANOSECONDS);
        }
        boolean _ = awake.tryAcquire(LOOK_NANOS, TimeUnit.NANOSECONDS);
        return null;
    }

    private void run() {
        try {
            send("listening", Map.of("call", call, "window", AHEAD_MAX));
            sendAll();
        } catch (SocketWire.Gone gone) {
            wire.abort();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendAll() throws SocketWire.Gone, InterruptedException {
        long looked = System.nanoTime();
        long breathed = looked;
        long inTime = looked; // when the client was last not behind
        while (!left) {
            Item item = next();
            long now = System.nanoTime();
            if (stopping) {
                wire.close(SocketWire.GOING_AWAY, "the host stops");
                return;
            }
            if (over && items.isEmpty() && !(item instanceof Item.Sound)) {
                send(ENDED, true);
                wire.close(SocketWire.NORMAL, ENDED);
                return;
            }
            if (now - looked >= LOOK_NANOS) {
                looked = now;
                if (!mayStay.getAsBoolean()) {
                    wire.close(SocketWire.POLICY, "you may not come in any more");
                    return;
                }
            }
            inTime = isBehind() ? inTime : now;
            if (now - inTime > BEHIND_NANOS) {
                wire.close(SocketWire.AGAIN_LATER, "slow: say which frame has come, as {\"has\": 4711}");
                return;
            }
            if (item instanceof Item.Sound(byte[] frame, var _)) {
                send(frame);
                breathed = now;
            } else if (item instanceof Item.News(String name, Object value)) {
                send(name, value);
            } else if (now - breathed > SocketWire.BREATH.toNanos()) {
                breathed = now;
                wire.send(List.of(SocketWire.ping()));
            }
        }
    }

    private boolean isBehind() {
        return sent - confirmed >= AHEAD_MAX;
    }

    private void send(byte[] frame) throws SocketWire.Gone, InterruptedException {
        int number = ByteBuffer.wrap(frame).getInt();
        if (sent < 0) {
            confirmed = number - 1;
        }
        sent = number;
        wire.send(List.of(SocketWire.binary(frame)));
    }

    private void send(String name, Object value) throws SocketWire.Gone, InterruptedException {
        wire.send(List.of(SocketWire.text(Json.bytes(Map.of(name, value)))));
    }

    /**
     * The client has sent that.
     *
     * @throws Problem when it is not the number of a frame
     */
    void take(String text) {
        JsonNode has = Json.tree(text).orElseGet(Json::object).path("has");
        if (!has.isInt() || has.intValue() < 0) {
            throw Problem.refused("Expected {\"has\": 4711}, the number of the last frame that has come");
        }
        confirmed = Math.max(confirmed, has.intValue());
        wake();
    }

    /** The client has gone. */
    @Override
    public void close() {
        left = true;
        look();
    }

    /** The host stops: the client hears of it. */
    void stop() {
        stopping = true;
        look();
    }

    /** Waits until it is over. */
    void awaitEnd(Duration limit) throws InterruptedException {
        boolean _ = sender.join(limit);
    }
}
