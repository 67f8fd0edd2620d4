package org.parley.audio;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of what we sent has not got through. A far end whose network has gone, or whose program is stopped or hangs,
 * closes nothing, and the kernels on the way take seconds or minutes of audio for it; that it also sends nothing is no
 * sign, as a caller on hold is silent, too. Linux tells of each of its sockets what the other machine has not
 * acknowledged and what its own program has not read, so a thread of its own looks these up four times a second while
 * there are legs. What a program on another machine has not read is not known here.
 */
final class PeerBacklogs implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerBacklogs.class);
    private static final long LOOK_NANOS = 250_000_000L;
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    /** An IPv4 address in the table of IPv6. */
    private static final String MAPPED = "0000000000000000FFFF0000";

    /** By our socket, then the far end's: what was not acknowledged is in that row. */
    private final Map<String, Connection> ours = new ConcurrentHashMap<>();
    /** By the far end's socket, then ours: what was not read is in that row, which is there for this machine only. */
    private final Map<String, Connection> theirs = new ConcurrentHashMap<>();

    private volatile boolean stopped;

    /** Any thread: it is told of its backlog from now on. */
    void add(Connection connection) {
        try {
            String near = socket((InetSocketAddress) connection.channel.getLocalAddress());
            String far = socket((InetSocketAddress) connection.channel.getRemoteAddress());
            connection.near = near;
            connection.far = far;
            ours.put(near + " " + far, connection);
            theirs.put(far + " " + near, connection);
        } catch (IOException e) {
            LOG.trace("The audio connection was closed by the far end already", e);
        }
    }

    /** Any thread. */
    void remove(Connection connection) {
        ours.remove(connection.near + " " + connection.far);
        theirs.remove(connection.far + " " + connection.near);
    }

    /** Any thread: ends the loop within a look. */
    void stop() {
        stopped = true;
    }

    /** Looks until it is stopped. */
    @Override
    public void run() {
        try {
            while (!stopped) {
                LockSupport.parkNanos(this, LOOK_NANOS);
                if (!ours.isEmpty()) {
                    look();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.info(
                    "Linux's sockets cannot be looked at ({}): an Asterisk whose network has gone is noticed seconds"
                            + " later, and one that hangs on this machine minutes later",
                    e.toString());
        }
    }

    private void look() throws IOException {
        for (Path table : TABLES) {
            if (Files.exists(table) || table.equals(TABLES.getFirst())) {
                try (Stream<String> lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
                    lines.forEach(this::line);
                }
            }
        }
    }

    /** Such as {@code  0: 0100007F:2384 0100007F:C350 01 tx_queue:rx_queue …}, in hexadecimal. */
    private void line(String line) {
        int local = line.indexOf(": ") + 2;
        int remote = line.indexOf(' ', local) + 1;
        int state = line.indexOf(' ', remote) + 1;
        int unread = line.indexOf(':', state) + 1;
        if (local < 2 || unread <= state || !line.startsWith("01 ", state)) {
            return; // the heading, or no connection
        }
        String near = plain(line.substring(local, remote - 1));
        String far = plain(line.substring(remote, state - 1));
        Connection sender = ours.get(near + " " + far);
        if (sender != null) {
            sender.unacknowledged = Integer.parseUnsignedInt(line, unread - 9, unread - 1, 16);
        }
        Connection reader = theirs.get(near + " " + far);
        if (reader != null) {
            reader.unread = Integer.parseUnsignedInt(line, unread, unread + 8, 16);
        }
    }

    private static String plain(String socket) {
        return socket.startsWith(MAPPED) ? socket.substring(MAPPED.length()) : socket;
    }

    /** Words of 32 bits in this machine's order, and the port in the order in which it is read. */
    static String socket(InetSocketAddress socket) {
        InetAddress address = socket.getAddress();
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress()).order(ByteOrder.nativeOrder());
        StringBuilder text = new StringBuilder(address instanceof Inet4Address ? 13 : 37);
        while (bytes.hasRemaining()) {
            text.append("%08X".formatted(bytes.getInt()));
        }
        return text.append(":%04X".formatted(socket.getPort())).toString();
    }
}
