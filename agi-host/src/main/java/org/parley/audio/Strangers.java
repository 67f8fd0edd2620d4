package org.parley.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that have not shown a UUID yet. Asterisk shows its own within a millisecond, so when they are too many
 * the oldest goes once it has had half a second; until then newcomers wait in the kernel, where their UUID waits with
 * them. A stranger's first 19 bytes decide; no more are read of it. Used by the loop alone.
 */
final class Strangers {

    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);
    private static final int FIRST_MESSAGE_BYTES = AudioSocketFrame.HEADER_BYTES + 16;
    private static final int ACCEPTS_AT_ONCE = 64;
    private static final long ACCEPT_PAUSE_NANOS = 200_000_000L;
    private static final long GRACE_NANOS = 500_000_000L;

    /** Takes over a connection that showed a UUID we gave out; false when there is no room. */
    @FunctionalInterface
    interface Admission {
        boolean admit(Connection connection, ExpectedLeg expected, long now);
    }

    private final AudioSettings settings;
    private final Map<UUID, ExpectedLeg> expected;
    private final MediaCounters counters;
    private final MediaPulse pulse;
    private final FrameBuffers buffers;
    private final Admission admission;
    private final FirstMessage first = new FirstMessage();
    /** In order of arrival, which is that of their deadlines. */
    private final LinkedHashSet<Connection> waiting = new LinkedHashSet<>();

    private long acceptAgainAt;
    /** Not null while accepting is paused. */
    private @Nullable SelectionKey paused;

    private boolean failureLogged;

    Strangers(
            AudioSettings settings,
            Map<UUID, ExpectedLeg> expected,
            MediaCounters counters,
            MediaPulse pulse,
            FrameBuffers buffers,
            Admission admission) {
        this.settings = settings;
        this.expected = expected;
        this.counters = counters;
        this.pulse = pulse;
        this.buffers = buffers;
        this.admission = admission;
    }

    int size() {
        return waiting.size();
    }

    void accept(SelectionKey door, Selector selector, long now) {
        for (int i = 0; i < ACCEPTS_AT_ONCE; i++) {
            boolean full = waiting.size() >= settings.strangersMax();
            if (full && !hadItsTime(waiting.getFirst(), now)) {
                pause(door, now);
                return;
            }
            try {
                SocketChannel channel = ((ServerSocketChannel) door.channel()).accept();
                if (channel == null) {
                    return;
                }
                pulse.accepted();
                if (full) {
                    refuse(waiting.getFirst(), counters.refusedCrowded);
                }
                admit(channel, selector, now);
            } catch (IOException e) {
                // most likely out of descriptors: the waiting connection would wake us again and again
                counters.acceptFailures.increment();
                pulse.refused(String.valueOf(e.getMessage()), now);
                if (!failureLogged) {
                    failureLogged = true;
                    LOG.error(
                            "Accepting audio connections fails: {}. Tried again five times a second; raise the limit"
                                    + " of open files (LimitNOFILE). Said once; the metrics count on",
                            e.toString());
                }
                pause(door, now + ACCEPT_PAUSE_NANOS);
                return;
            }
        }
    }

    /** Reads a stranger's first message, or a part of it. */
    void read(Connection connection, long now) {
        ByteBuffer in = buffers.in;
        try {
            in.clear().limit(FIRST_MESSAGE_BYTES - connection.reader.taken());
            int count = connection.channel.read(in);
            if (count < 0) {
                // Asterisk itself does this when the channel is not up
                refuse(connection, counters.refusedSilent);
                return;
            }
        } catch (IOException e) {
            refuse(connection, counters.refusedSilent);
            return;
        }
        in.flip();
        first.clear();
        if (!connection.reader.read(in, first)) {
            refuse(connection, counters.refusedProtocol);
        } else if (first.id != null) {
            recognise(connection, first.id, now);
        }
    }

    /** Once a tick: those whose time is over. */
    void expire(long now) {
        if (paused != null && paused.isValid() && now - acceptAgainAt >= 0) {
            paused.interestOps(SelectionKey.OP_ACCEPT);
            paused = null;
        }
        while (!waiting.isEmpty() && now - waiting.getFirst().deadline >= 0) {
            refuse(waiting.getFirst(), counters.refusedSilent);
        }
    }

    void closeAll() {
        Iterator<Connection> all = waiting.iterator();
        while (all.hasNext()) {
            all.next().reset();
            all.remove();
        }
        counters.strangers.set(0);
    }

    private boolean hadItsTime(Connection stranger, long now) {
        return now - (stranger.deadline - settings.uuidTime().toNanos()) >= GRACE_NANOS;
    }

    /** Accepts no more until the first tick at or after this time. */
    private void pause(SelectionKey door, long until) {
        door.interestOps(0);
        paused = door;
        acceptAgainAt = until;
    }

    private void admit(SocketChannel channel, Selector selector, long now) throws IOException {
        Connection connection = new Connection(
                channel,
                new FrameReader(buffers.scratch),
                now + settings.uuidTime().toNanos());
        try {
            Connection.prepare(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
        } catch (IOException e) {
            connection.reset(); // gone again before it was ours
            counters.refusedSilent.increment();
            return;
        }
        waiting.add(connection);
        counters.strangers.set(waiting.size());
    }

    private void recognise(Connection connection, UUID id, long now) {
        ExpectedLeg leg = expected.remove(id);
        if (leg == null || leg.isExpired(now)) {
            refuse(connection, counters.refusedUnknown);
            return;
        }
        waiting.remove(connection);
        counters.strangers.set(waiting.size());
        if (!admission.admit(connection, leg, now)) {
            counters.refusedCrowded.increment();
            connection.reset();
        }
    }

    private void refuse(Connection connection, LongAdder counter) {
        if (waiting.remove(connection)) {
            counter.increment();
        }
        counters.strangers.set(waiting.size());
        connection.reset();
    }

    /** Takes a UUID and nothing else. */
    private static final class FirstMessage implements FrameReader.Sink {

        @Nullable
        UUID id;

        void clear() {
            id = null;
        }

        @Override
        public boolean message(int kind, int length) {
            return kind == AudioSocketFrame.UUID_KIND && length == 16;
        }

        @Override
        public boolean uuid(long high, long low) {
            id = new UUID(high, low);
            return true;
        }

        @Override
        public boolean audio(int rate, short[] samples, int length) {
            return false;
        }

        @Override
        public boolean digit(char key) {
            return false;
        }

        @Override
        public boolean hangup() {
            return false;
        }

        @Override
        public boolean error(int code) {
            return false;
        }
    }
}
