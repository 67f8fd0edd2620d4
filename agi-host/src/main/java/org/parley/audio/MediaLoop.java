package org.parley.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that serves the audio of all calls. Time runs in ticks of 5 ms on one grid; each leg belongs to one
 * of four phases, so that its frames leave on every fourth tick and the work is spread evenly. With few legs the loop
 * wakes for every message that comes in; with many it reads at the ticks only, which costs at most 5 ms and spares
 * thousands of wake-ups a second.
 */
final class MediaLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);

    private static final int PHASES = 4;
    private static final long TICK_NANOS = AudioSocketFrame.NANOS / PHASES;
    private static final int CROWD = 16;
    private static final long MILLI = 1_000_000L;
    private static final long IDLE_MILLIS = 250;
    private static final long BUSY_MILLIS = 10;
    /** How long the far end may take to close after it was told that the stream is over. */
    private static final long CLOSE_NANOS = 1_000 * MILLI;

    private final Selector selector;
    private final ServerSocketChannel door;
    private final AudioSettings settings;
    private final Map<UUID, ExpectedLeg> expected;
    private final MediaCounters counters;
    private final PeerBacklogs backlogs;
    private final MediaPulse pulse;
    private final FrameBuffers buffers;
    private final Strangers strangers;
    private final List<List<SocketLeg>> phases = new ArrayList<>();
    /** In the order of their deadlines. */
    private final LinkedHashSet<Connection> closing = new LinkedHashSet<>();

    private final Queue<SocketLeg> askedToClose = new ConcurrentLinkedQueue<>();
    private final Consumer<SelectionKey> ready = this::ready;

    private volatile boolean stopAsked;
    private boolean stopping;
    private long stopDeadline;

    private int legs;
    private long tick;
    private long nextTickNanos;
    private long nextSweepNanos;

    MediaLoop(
            Selector selector,
            ServerSocketChannel door,
            AudioSettings settings,
            Map<UUID, ExpectedLeg> expected,
            MediaCounters counters,
            PeerBacklogs backlogs,
            MediaPulse pulse) {
        this.selector = selector;
        this.door = door;
        this.settings = settings;
        this.expected = expected;
        this.counters = counters;
        this.backlogs = backlogs;
        this.pulse = pulse;
        buffers = new FrameBuffers(settings.comfortNoise());
        strangers = new Strangers(settings, expected, counters, pulse, buffers, this::admit);
        for (int i = 0; i < PHASES; i++) {
            phases.add(new ArrayList<>());
        }
    }

    /** Any thread: ends all legs in order, then the loop. */
    void stop() {
        stopAsked = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        nextTickNanos = System.nanoTime();
        nextSweepNanos = nextTickNanos;
        try {
            while (turn()) {
                // until all legs have ended after stop
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("The media loop failed; no audio is served any more, the host must be restarted", e);
        } finally {
            shutDown();
        }
    }

    private boolean turn() throws IOException {
        sleep();
        boolean _ = Thread.interrupted(); // a listener's left-over would make every wait return at once
        long now = System.nanoTime();
        pulse.turned(now);
        if (stopAsked && !stopping) {
            beginStop(now);
        }
        closeAsked(now);
        if (now - nextTickNanos >= 0) {
            selector.selectNow(ready);
            tick();
        }
        return !stopping || (!closing.isEmpty() && now - stopDeadline < 0);
    }

    private void sleep() throws IOException {
        if (legs == 0) {
            boolean busy = strangers.size() > 0 || !closing.isEmpty();
            selector.select(ready, busy ? BUSY_MILLIS : IDLE_MILLIS);
            return;
        }
        long wait = nextTickNanos - System.nanoTime();
        if (wait <= 0) {
            return;
        }
        if (legs < CROWD && wait >= MILLI) {
            selector.select(ready, wait / MILLI);
        } else {
            LockSupport.parkNanos(this, wait); // exact, where a selector knows whole milliseconds only
        }
    }

    private void tick() {
        long late = (System.nanoTime() - nextTickNanos) / TICK_NANOS;
        for (int i = 0; i <= Math.min(late, PHASES - 1); i++) {
            List<SocketLeg> due = phases.get((int) ((tick + i) % PHASES));
            // from the end, as a leg that ends is replaced by the last one
            for (int at = due.size() - 1; at >= 0; at--) {
                frames(due.get(at));
            }
        }
        tick += late + 1;
        nextTickNanos += (late + 1) * TICK_NANOS;
        long now = System.nanoTime();
        strangers.expire(now);
        serveClosing(now);
        if (now - nextSweepNanos >= 0) {
            nextSweepNanos = now + IDLE_MILLIS * MILLI;
            expected.values().removeIf(leg -> leg.isExpired(now));
            pulse.look(now);
        }
    }

    private void frames(SocketLeg leg) {
        try {
            LegEnd end = leg.frames(System.nanoTime());
            if (end != null) {
                end(leg, end);
            }
        } catch (RuntimeException | Error e) {
            fault(leg, e);
        }
    }

    private void ready(SelectionKey key) {
        long now = System.nanoTime();
        if (key.attachment() instanceof Connection connection) {
            read(connection, now);
        } else if (key.isValid() && key.isAcceptable()) {
            strangers.accept(key, selector, now);
        }
    }

    private void read(Connection connection, long now) {
        SocketLeg leg = connection.leg;
        try {
            if (leg == null) {
                strangers.read(connection, now);
                return;
            }
            ByteBuffer in = buffers.in.clear();
            if (connection.channel.read(in) < 0) {
                gone(connection, leg);
            } else if (!connection.closing) {
                in.flip();
                LegEnd end = leg.read(now);
                if (end != null) {
                    end(leg, end);
                }
            }
        } catch (IOException e) {
            if (leg != null) {
                gone(connection, leg);
            }
        } catch (RuntimeException | Error e) {
            fault(leg, e);
            connection.reset();
        }
    }

    private boolean admit(Connection connection, ExpectedLeg expectedLeg, long now) {
        if (stopping || legs >= settings.legsMax()) {
            return false;
        }
        int phase = 0;
        for (int i = 1; i < PHASES; i++) {
            if (phases.get(i).size() < phases.get(phase).size()) {
                phase = i;
            }
        }
        // the first frame goes at once, the second on the grid, 10 to 30 ms later
        long ticksAway = Math.max(0, (now + AudioSocketFrame.NANOS / 2 - nextTickNanos) / TICK_NANOS + 1);
        while ((tick + ticksAway) % PHASES != phase) {
            ticksAway++;
        }
        Pacer pacer = new Pacer(nextTickNanos + ticksAway * TICK_NANOS, settings.framesAheadMax());
        SocketLeg leg = new SocketLeg(expectedLeg, connection, buffers, counters, pacer, settings, this::askToClose);
        if (!expectedLeg.pair(leg)) {
            return false;
        }
        connection.leg = leg;
        leg.phase = phase;
        leg.place = phases.get(phase).size();
        phases.get(phase).add(leg);
        legs++;
        counters.legs.set(legs);
        backlogs.add(connection);
        counters.legsTotal.increment();
        LegEnd end = leg.frame(now, now);
        if (end != null) {
            end(leg, end);
        }
        return true;
    }

    private void askToClose(SocketLeg leg) {
        askedToClose.add(leg);
        selector.wakeup();
    }

    private void closeAsked(long now) {
        SocketLeg leg = askedToClose.poll();
        while (leg != null) {
            if (!leg.hasEnded()) {
                endByUs(leg, now);
            }
            leg = askedToClose.poll();
        }
    }

    private void endByUs(SocketLeg leg, long now) {
        Connection connection = leg.connection();
        forget(leg);
        try {
            connection.sendHangup(now);
            connection.closing = true;
            connection.deadline = now + CLOSE_NANOS;
            closing.add(connection);
        } catch (IOException e) {
            connection.reset();
        }
        leg.end(LegEnd.CLOSED);
    }

    private void end(SocketLeg leg, LegEnd reason) {
        if (leg.hasEnded()) {
            return;
        }
        forget(leg);
        if (reason == LegEnd.PEER_GONE || reason == LegEnd.PEER_HANGUP) {
            leg.connection().closeInOrder();
        } else {
            leg.connection().reset();
        }
        if (reason == LegEnd.STALLED) {
            counters.stalled.increment();
        }
        leg.end(reason);
    }

    private void gone(Connection connection, SocketLeg leg) {
        if (connection.closing) {
            closing.remove(connection);
            connection.closeInOrder();
        } else {
            end(leg, LegEnd.PEER_GONE);
        }
    }

    private void forget(SocketLeg leg) {
        List<SocketLeg> phase = phases.get(leg.phase);
        SocketLeg last = phase.removeLast();
        if (last != leg) {
            phase.set(leg.place, last);
            last.place = leg.place;
        }
        legs--;
        counters.legs.set(legs);
        backlogs.remove(leg.connection());
    }

    private void serveClosing(long now) {
        Iterator<Connection> all = closing.iterator();
        while (all.hasNext()) {
            Connection connection = all.next();
            boolean over = now - connection.deadline >= 0;
            try {
                boolean _ = connection.flush(now);
            } catch (IOException e) {
                over = true;
            }
            if (over) {
                all.remove();
                connection.reset();
            }
        }
    }

    /** Without memory nothing goes on; any other error is the matter of the leg in which it happens. */
    static void rethrowFatal(Throwable failure) {
        if (failure instanceof VirtualMachineError fatal && !(fatal instanceof StackOverflowError)) {
            throw fatal;
        }
    }

    private void fault(@Nullable SocketLeg leg, Throwable e) {
        rethrowFatal(e);
        LOG.error("Serving an audio connection failed; it is closed, the others go on", e);
        if (leg != null) {
            end(leg, LegEnd.PROTOCOL);
        }
    }

    private void beginStop(long now) throws IOException {
        stopping = true;
        stopDeadline = now + CLOSE_NANOS;
        door.close();
        strangers.closeAll();
        for (List<SocketLeg> phase : phases) {
            while (!phase.isEmpty()) {
                endByUs(phase.getLast(), now);
            }
        }
    }

    private void shutDown() {
        for (List<SocketLeg> phase : phases) {
            while (!phase.isEmpty()) {
                end(phase.getLast(), LegEnd.CLOSED);
            }
        }
        strangers.closeAll();
        closing.forEach(Connection::reset);
        closing.clear();
        try {
            door.close();
            selector.close();
        } catch (IOException e) {
            LOG.warn("Closing the audio server's selector failed", e);
        }
    }
}
