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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of what we sent lies unread at the far ends on this machine. A program that is stopped or hangs closes
 * nothing, and its kernel takes minutes of audio for it; that it also sends nothing is no sign, as a caller on hold is
 * silent, too. Linux tells the unread bytes of each of its sockets, so a thread of its own looks them up four times a
 * second while there are legs. Of far ends on other machines, and without such a table, nothing is known here.
 */
final class PeerBacklogs implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerBacklogs.class);
    private static final long LOOK_NANOS = 250_000_000L;
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    /** An IPv4 address in the table of IPv6. */
    private static final String MAPPED = "0000000000000000FFFF0000";

    private final Map<String, Connection> watched = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    /** Any thread: its far end's unread bytes are told to it from now on. */
    void add(Connection connection) {
        String sockets = sockets(connection);
        if (sockets != null) {
            watched.put(sockets, connection);
            connection.sockets = sockets;
        }
    }

    /** Any thread. */
    void remove(Connection connection) {
        if (connection.sockets != null) {
            watched.remove(connection.sockets);
        }
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
                if (!watched.isEmpty()) {
                    look();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.info(
                    "Linux's table of sockets cannot be read ({}): an Asterisk on this machine that hangs is noticed"
                            + " once its kernel takes no more, which is minutes later",
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
        Connection connection =
                watched.get(plain(line.substring(local, remote - 1)) + " " + plain(line.substring(remote, state - 1)));
        if (connection != null) {
            connection.unread = Integer.parseUnsignedInt(line, unread, unread + 8, 16);
        }
    }

    private static String plain(String socket) {
        return socket.startsWith(MAPPED) ? socket.substring(MAPPED.length()) : socket;
    }

    /** The far end's socket as its own kernel writes it: its address, then ours; null when it has gone already. */
    private static @Nullable String sockets(Connection connection) {
        try {
            return socket((InetSocketAddress) connection.channel.getRemoteAddress()) + " "
                    + socket((InetSocketAddress) connection.channel.getLocalAddress());
        } catch (IOException e) {
            return null;
        }
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
