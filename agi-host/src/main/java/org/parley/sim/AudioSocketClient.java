package org.parley.sim;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.parley.audio.AudioSocketFrame;

/**
 * Asterisk's end of one AudioSocket connection: connects, sends the UUID first and then whole messages, one write each.
 * One thread reads; any thread sends.
 */
public final class AudioSocketClient implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private AudioSocketClient(Socket socket) throws IOException {
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
    public static AudioSocketClient connect(InetSocketAddress host, UUID id, Duration limit) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.connect(host, Math.toIntExact(limit.toMillis()));
            AudioSocketClient client = new AudioSocketClient(socket);
            client.send(AudioSocketFrame.uuid(id));
            return client;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends a whole message in one write; waits while the host takes nothing. */
    public synchronized void send(byte[] message) throws IOException {
        out.write(message);
    }

    /** The host's next message, or empty when it closed its side between two messages. */
    public Optional<Message> read() throws IOException {
        int kind = in.read();
        if (kind < 0) {
            return Optional.empty();
        }
        byte[] payload = new byte[in.readUnsignedShort()];
        if (in.readNBytes(payload, 0, payload.length) < payload.length) {
            throw new EOFException("Expected " + payload.length + " bytes of a message but the host closed before");
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
