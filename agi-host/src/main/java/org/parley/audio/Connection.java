package org.parley.audio;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One accepted socket: a stranger, then a leg, then closing. Used by the loop alone. */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /**
     * Small, so that a far end that takes nothing is felt within seconds at the latest, and large enough for the
     * unacknowledged audio of a 200 ms round trip; the kernel doubles it for its own book-keeping.
     */
    private static final int SEND_BUFFER_BYTES = 8 * 1024;

    final SocketChannel channel;
    final FrameReader reader;
    /** When a stranger must have shown who it is, or a closing one must have closed. */
    long deadline;

    /** Null while it is a stranger. */
    @Nullable
    SocketLeg leg;

    boolean closing;

    /** What {@link PeerBacklogs} knows our socket by, and the far end's. */
    String near = "";

    String far = "";

    /** Of what we sent, when last looked: the bytes that the far end's machine has not acknowledged. */
    volatile int unacknowledged;

    /** And those that it has, but not its program; 0 where that is not known. */
    volatile int unread;

    /** The rest of a message of which the socket took only a part; null when there is none. */
    private @Nullable ByteBuffer rest;

    private long blockedSince;

    Connection(SocketChannel channel, FrameReader reader, long deadline) {
        this.channel = channel;
        this.reader = reader;
        this.deadline = deadline;
    }

    /**
     * Non-blocking; whole frames at once. Linger 0 makes the kernel reset the connection when this process dies:
     * Asterisk 18 spins on a plain end of stream (app_audiosocket.c before 18.20 and in its reply to a half-close).
     */
    static void prepare(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
    }

    /** What has not got through, when last looked. */
    int backlog() {
        return unacknowledged + unread;
    }

    /** Writes what is left of an earlier message; true when nothing is. */
    boolean flush(long now) throws IOException {
        ByteBuffer pending = rest;
        if (pending == null) {
            return true;
        }
        if (channel.write(pending) > 0) {
            blockedSince = now;
        }
        if (pending.hasRemaining()) {
            return false;
        }
        rest = null;
        return true;
    }

    /** Sends one message, of which the socket may take a part only; nothing may be pending. */
    void send(ByteBuffer message, long now) throws IOException {
        channel.write(message);
        if (message.hasRemaining()) {
            rest = ByteBuffer.allocate(message.remaining()).put(message).flip();
            blockedSince = now;
        }
    }

    /** Puts the message that ends the stream behind what is pending. */
    void sendHangup(long now) throws IOException {
        ByteBuffer pending = rest;
        ByteBuffer end = ByteBuffer.wrap(AudioSocketFrame.hangup());
        if (pending == null) {
            send(end, now);
        } else {
            rest = ByteBuffer.allocate(pending.remaining() + end.remaining())
                    .put(pending)
                    .put(end)
                    .flip();
            boolean _ = flush(now);
        }
    }

    /** True when the far end has taken no byte for this long. */
    boolean isBlocked(long now, long limitNanos) {
        return rest != null && now - blockedSince >= limitNanos;
    }

    /** Closes with a reset: for those who are refused or do not answer. */
    void reset() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Closing an audio connection failed", e);
        }
    }

    /** Closes in order: for a far end that has closed, or said that it will. */
    void closeInOrder() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, -1);
        } catch (IOException e) {
            LOG.trace("The audio connection was closed by the far end already", e);
        }
        reset();
    }
}
