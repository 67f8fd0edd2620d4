package org.parley.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/**
 * The Asterisk side of many AGI sessions on one thread: connects, sends a request of 510 bytes in one write, answers
 * each
 * command at once, and connects anew when the host closes. One thread, so that it takes as little as possible of a
 * machine
 * that the host under test shares. Not thread-safe.
 */
final class AgiLoad implements AutoCloseable {
    private static final byte[] REQUEST = request();
    private static final byte[] DONE = "200 result=1\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZERO = "200 result=0\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UP = "200 result=6\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUE = "200 result=1 (4711)\n".getBytes(StandardCharsets.US_ASCII);
    private static final int COMMANDS_BEFORE_STATUS = 5;

    private final int port;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(8192);
    private long sessions;
    private long errors;
    private int open;
    private int sources;
    private long[] dispatchNanos = new long[1024];
    private int dispatched;

    AgiLoad(int port) throws IOException {
        this.port = port;
        this.selector = Selector.open();
    }

    /**
     * What came out of a run.
     *
     * @param sessions complete ones: all commands answered, closed by the host
     * @param errors those that ended otherwise
     * @param dispatchP50Millis from the request to the first command; and the other quantiles
     */
    record Outcome(
            long sessions,
            long errors,
            Duration time,
            double dispatchP50Millis,
            double dispatchP99Millis,
            double dispatchMaxMillis) {
        double perSecond() {
            return sessions / (time.toNanos() / 1e9);
        }
    }

    /** So many sessions at once, each followed by the next. */
    Outcome saturate(int clients, Duration time) throws IOException {
        reset();
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        for (int i = 0; i < clients; i++) {
            connect();
        }
        for (long now = begun; now < end; now = System.nanoTime()) {
            turn(1, true);
        }
        Outcome outcome = outcome(System.nanoTime() - begun);
        finish();
        return outcome;
    }

    /** So many new sessions a second, whatever becomes of those before. */
    Outcome pace(int perSecond, Duration time) throws IOException {
        reset();
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        long period = 1_000_000_000L / perSecond;
        long next = begun;
        for (long now = begun; now < end; now = System.nanoTime()) {
            while (next <= now) {
                connect();
                next += period;
            }
            // whole milliseconds would bunch the sessions, so the last bit is spent turning
            turn((next - System.nanoTime()) / 1_000_000, false);
        }
        finish();
        return outcome(System.nanoTime() - begun);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private void connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // the host's side of a closed session keeps its pair of ports for a minute: many addresses, many pairs
        byte[] source = {127, 0, (byte) (1 + sources / 250 % 4), (byte) (1 + sources % 250)};
        sources++;
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(source), 0));
        channel.register(selector, SelectionKey.OP_CONNECT, new Session());
        open++;
        channel.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }

    private void turn(long waitMillis, boolean again) throws IOException {
        int ready = waitMillis > 0 ? selector.select(waitMillis) : selector.selectNow();
        if (ready == 0) {
            return;
        }
        Set<SelectionKey> keys = selector.selectedKeys();
        for (SelectionKey key : keys) {
            Session session = (Session) key.attachment();
            SocketChannel channel = (SocketChannel) key.channel();
            boolean goesOn;
            try {
                goesOn = key.isConnectable() ? connected(key, channel, session) : read(channel, session);
            } catch (IOException e) {
                session.commands = 0;
                goesOn = false;
            }
            if (!goesOn) {
                ended(channel, session);
                if (again) {
                    connect();
                }
            }
        }
        keys.clear();
    }

    private boolean connected(SelectionKey key, SocketChannel channel, Session session) throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        session.requestedNanos = System.nanoTime();
        write(channel, REQUEST);
        return true;
    }

    private boolean read(SocketChannel channel, Session session) throws IOException {
        buffer.clear();
        int length = channel.read(buffer);
        if (length < 0) {
            return false;
        }
        if (session.commands == 0 && !session.begun) {
            session.begun = true;
            dispatched(System.nanoTime() - session.requestedNanos);
        }
        for (int i = 0; i < length; i++) {
            byte character = buffer.get(i);
            if (session.first == 0) {
                session.first = character;
            }
            if (character == '\n') {
                session.commands++;
                write(channel, reply(session.first));
                session.first = 0;
            }
        }
        return true;
    }

    private static byte[] reply(byte first) {
        return switch (first) {
            case 'G' -> VALUE; // GET VARIABLE
            case 'C' -> UP; // CHANNEL STATUS
            case 'A', 'E' -> ZERO; // ANSWER, EXEC
            default -> DONE;
        };
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        if (channel.write(out) < bytes.length) {
            throw new IOException("Expected a new socket to take " + bytes.length + " bytes at once");
        }
    }

    private void ended(SocketChannel channel, Session session) throws IOException {
        channel.close();
        open--;
        if (session.commands > COMMANDS_BEFORE_STATUS) {
            sessions++;
        } else {
            errors++;
        }
    }

    private void dispatched(long nanos) {
        if (dispatched == dispatchNanos.length) {
            dispatchNanos = Arrays.copyOf(dispatchNanos, dispatched * 2);
        }
        dispatchNanos[dispatched++] = nanos;
    }

    /** Lets the last sessions end. */
    private void finish() throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (open > 0 && System.nanoTime() < end) {
            turn(10, false);
        }
    }

    private void reset() {
        sessions = 0;
        errors = 0;
        dispatched = 0;
    }

    private Outcome outcome(long nanos) {
        Arrays.sort(dispatchNanos, 0, dispatched);
        return new Outcome(
                sessions,
                errors,
                Duration.ofNanos(nanos),
                quantileMillis(0.5),
                quantileMillis(0.99),
                quantileMillis(1));
    }

    private double quantileMillis(double quantile) {
        int index = (int) Math.ceil(quantile * dispatched) - 1;
        return dispatched == 0 ? 0 : dispatchNanos[Math.max(0, index)] / 1e6;
    }

    private static byte[] request() {
        String text = """
                agi_network: yes
                agi_network_script: bench
                agi_request: agi://127.0.0.1:4573/bench
                agi_channel: PJSIP/sipp-00000001
                agi_language: en
                agi_type: PJSIP
                agi_uniqueid: lab-1785283200.1
                agi_version: 22.10.1
                agi_callerid: 5550100
                agi_calleridname: V0101120000000000123
                agi_callingpres: 0
                agi_callingani2: 0
                agi_callington: 0
                agi_callingtns: 0
                agi_dnid: 8300
                agi_rdnis: unknown
                agi_context: lab
                agi_extension: 8300
                agi_priority: 2
                agi_enhanced: 0.0
                agi_accountcode:\s
                agi_threadid: 140120120120120

                """;
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Session {
        long requestedNanos;
        int commands;
        boolean begun;
        byte first; // of the command that is coming, 0 between commands
    }
}
