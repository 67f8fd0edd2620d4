package org.parley.agi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * One accepted socket, read by lines through one buffer that never holds more than one line of the longest length.
 * Used by
 * the call's thread only, but for {@link #close}.
 */
final class AgiConnection implements AutoCloseable {
    /** What becomes of the connection when a deadline passes while it waits for bytes. */
    enum Late {
        /** It is closed by the clock, within a tick: far cheaper than a timed read, of which each arms a timer. */
        CLOSES,
        /** It stays as it is and can be read again. */
        STAYS
    }

    /** A whole request of Asterisk has about 510 bytes. */
    private static final int FIRST_BUFFER_BYTES = 1024;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final int lineBytesMax;
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int start;
    private int end;
    private int timeoutMillis;
    private volatile long watchedNanos; // the deadline of the read that waits now, 0 for none; read by the clock
    private volatile boolean expired;
    private boolean keptAlive;

    AgiConnection(Socket socket, int lineBytesMax) throws IOException {
        this.socket = socket;
        this.lineBytesMax = lineBytesMax;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
    }

    /**
     * The next line without its end, {@code \n} or {@code \r\n}; null at the end of the stream, where half a line is
     * lost.
     *
     * @throws SocketTimeoutException when the deadline passes; what was read so far is kept
     * @throws LineTooLong when the line has more bytes than a line may have
     */
    @Nullable
    String readLine(long deadlineNanos, Late late) throws IOException {
        int searched = start;
        while (true) {
            for (int i = searched; i < end; i++) {
                if (buffer[i] == '\n') {
                    return take(i);
                }
            }
            int unread = end - start;
            if (unread > lineBytesMax) {
                throw new LineTooLong(lineBytesMax);
            }
            if (!fill(deadlineNanos, late)) {
                return null;
            }
            searched = start + unread;
        }
    }

    /** Waits for more bytes; false at the end of the stream. */
    boolean fill(long deadlineNanos, Late late) throws IOException {
        if (end == buffer.length) {
            makeRoom();
        }
        int read = late == Late.CLOSES ? readWatched(deadlineNanos) : readTimed(deadlineNanos);
        if (read < 0) {
            return false;
        }
        end += read;
        return true;
    }

    /** From the clock's thread: closes a connection whose deadline has passed. */
    void closeIfLate(long nowNanos) {
        long watched = watchedNanos;
        if (watched != 0 && nowNanos - watched >= 0) {
            expired = true;
            close();
        }
    }

    /** Whether what is unread begins with the prefix, as far as it has come. */
    boolean beginsLike(byte[] prefix) {
        int length = Math.min(prefix.length, end - start);
        return Arrays.equals(buffer, start, start + length, prefix, 0, length);
    }

    /** Whether bytes have come that were not read; does not wait. */
    boolean hasUnread() throws IOException {
        return end > start || in.available() > 0;
    }

    int unreadBytes() {
        return end - start;
    }

    /** One write for the whole line, its newline included: Asterisk spins on a line that comes in halves. */
    void write(byte[] line) throws IOException {
        out.write(line);
    }

    /** Lets the kernel notice a vanished Asterisk under a command that may last for hours. */
    void keepAlive() {
        if (keptAlive) {
            return;
        }
        keptAlive = true;
        try {
            socket.setKeepAlive(true);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 30);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 10);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
        } catch (IOException | UnsupportedOperationException e) {
            // closed, which the next write will tell; or a system without these options, where the call's end is the
            // bound
        }
    }

    InetAddress localAddress() {
        return socket.getLocalAddress();
    }

    InetAddress peerAddress() {
        return socket.getInetAddress();
    }

    /** Whether this side has closed: by {@link #close}, or by an interrupt of a virtual thread that was reading. */
    boolean isClosed() {
        return socket.isClosed();
    }

    /** Any thread; a blocked read ends with an exception. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // the descriptor is released all the same, and there is nobody left to tell
        }
    }

    private int readWatched(long deadlineNanos) throws IOException {
        // the clock sees only reads that wait: a peer that never stops sending is stopped here
        if (deadlineNanos - System.nanoTime() <= 0) {
            throw deadlinePassed();
        }
        setTimeoutMillis(0);
        watchedNanos = deadlineNanos == 0 ? 1 : deadlineNanos;
        try {
            return in.read(buffer, end, buffer.length - end);
        } catch (IOException e) {
            if (expired) {
                throw deadlinePassed();
            }
            throw e;
        } finally {
            watchedNanos = 0;
        }
    }

    private int readTimed(long deadlineNanos) throws IOException {
        long millis = (deadlineNanos - System.nanoTime() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        if (millis <= 0) {
            throw deadlinePassed();
        }
        setTimeoutMillis((int) Math.min(millis, Integer.MAX_VALUE));
        return in.read(buffer, end, buffer.length - end);
    }

    private void setTimeoutMillis(int millis) throws IOException {
        if (millis != timeoutMillis) {
            socket.setSoTimeout(millis);
            timeoutMillis = millis;
        }
    }

    private static SocketTimeoutException deadlinePassed() {
        return new SocketTimeoutException("deadline passed");
    }

    private String take(int newline) throws LineTooLong {
        int length = newline - start;
        if (length > lineBytesMax) {
            throw new LineTooLong(lineBytesMax);
        }
        if (length > 0 && buffer[newline - 1] == '\r') {
            length--;
        }
        String line = new String(buffer, start, length, StandardCharsets.UTF_8);
        start = newline + 1;
        if (start == end) {
            start = 0;
            end = 0;
        }
        return line;
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        } else {
            // one byte more than the longest line, so that a longer one is seen to be longer
            buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, Math.max(buffer.length + 1, lineBytesMax + 2)));
        }
    }

    /** A line of more bytes than {@code agi.lineBytesMax}. */
    static final class LineTooLong extends IOException {
        LineTooLong(int lineBytesMax) {
            super("Expected lines of at most " + lineBytesMax + " bytes");
        }
    }
}
