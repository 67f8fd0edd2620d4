package org.parley.audio;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * One AudioSocket connection as whole messages, one write each: Asterisk's end of it, which connects, or the service's,
 * which is connected to. One thread reads; any thread sends.
 */
public final class AudioSocketLink implements AutoCloseable {
    private static final int KNOCK_LOOK_MILLIS = 50;
    private static final int UUID_MAX_MILLIS = 1000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private AudioSocketLink(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** One message as it came: kind 0 to 255 and its payload. */
    @SuppressWarnings("ArrayRecordComponent") // handed over to the one reader, never kept
    public record Message(int kind, byte[] payload) {

        /** The payload as samples, little endian; an odd last byte is dropped. */
        public short[] samples() {
            short[] samples = new short[payload.length / 2];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) ((payload[2 * i] & 0xff) | (payload[2 * i + 1] << 8));
            }
            return samples;
        }
    }

    /** Connects within the limit and sends the UUID. */
    public static AudioSocketLink connect(InetSocketAddress host, UUID id, Duration limit) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.connect(host, Math.toIntExact(limit.toMillis()));
            AudioSocketLink client = new AudioSocketLink(socket);
            client.send(AudioSocketFrame.uuid(id));
            return client;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** What app_audiosocket does on a channel that is not answered: connects, and closes without a byte. */
    public static void touch(InetSocketAddress host, Duration limit) {
        try (Socket socket = new Socket()) {
            socket.connect(host, Math.toIntExact(limit.toMillis()));
        } catch (IOException e) {
            // the result is -1 whether it connects or not
        }
    }

    /**
     * Waits for the one among those who knock that shows the UUID; the others are sent away.
     *
     * @param over says that it will not come any more
     * @throws IOException when it has not come within the limit
     */
    public static AudioSocketLink accept(ServerSocket door, UUID id, Duration limit, BooleanSupplier over)
            throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        door.setSoTimeout(KNOCK_LOOK_MILLIS);
        while (true) {
            boolean last = over.getAsBoolean() || System.nanoTime() > deadline; // one may have knocked just before
            try {
                Socket socket = door.accept();
                Optional<AudioSocketLink> link = shown(socket, id);
                if (link.isPresent()) {
                    return link.get();
                }
            } catch (SocketTimeoutException e) {
                if (last) {
                    throw e;
                }
            }
        }
    }

    /** The connection, when its first message is this UUID and comes soon. */
    private static Optional<AudioSocketLink> shown(Socket socket, UUID id) throws IOException {
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setSoTimeout(UUID_MAX_MILLIS);
            AudioSocketLink link = new AudioSocketLink(socket);
            Optional<Message> first = link.read();
            if (first.isPresent()
                    && first.get().kind() == AudioSocketFrame.UUID_KIND
                    && Arrays.equals(first.get().payload(), uuidBytes(id))) {
                socket.setSoTimeout(0);
                return Optional.of(link);
            }
        } catch (IOException e) {
            // a stranger who left or said nothing
        }
        socket.close();
        return Optional.empty();
    }

    private static byte[] uuidBytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** Sends a whole message in one write; waits while the far end takes nothing. */
    public synchronized void send(byte[] message) throws IOException {
        out.write(message);
    }

    /** The next message, or empty when the far end closed its side between two messages. */
    public Optional<Message> read() throws IOException {
        int kind = in.read();
        if (kind < 0) {
            return Optional.empty();
        }
        byte[] payload = new byte[in.readUnsignedShort()];
        if (in.readNBytes(payload, 0, payload.length) < payload.length) {
            throw new EOFException("Expected " + payload.length + " bytes of a message but the far end closed before");
        }
        return Optional.of(new Message(kind, payload));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // the connection is gone either way
        }
    }
}
