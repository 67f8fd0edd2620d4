package org.parley.audio;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** The far end of a leg, on a plain blocking socket: what Asterisk does, and what it would never do. */
final class FarEnd implements AutoCloseable {

    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Message(int kind, byte[] payload, long nanos) {
        boolean isSilent() {
            for (byte value : payload) {
                if (value != 0) {
                    return false;
                }
            }
            return true;
        }

        short[] samples() {
            short[] samples = new short[payload.length / 2];
            ByteBuffer.wrap(payload)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            return samples;
        }
    }

    final Socket socket = new Socket();
    private final DataInputStream in;

    FarEnd(InetSocketAddress server) throws IOException {
        this(server, 0);
    }

    FarEnd(InetSocketAddress server, int receiveBytes) throws IOException {
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(15_000);
        socket.connect(server, 15_000);
        in = new DataInputStream(socket.getInputStream());
    }

    static FarEnd paired(AudioSocketServer server, ExpectedLeg expected) throws IOException {
        FarEnd far = new FarEnd(server.address());
        far.send(AudioSocketFrame.uuid(expected.id()));
        return far;
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void say(short[] samples, int from, int length) throws IOException {
        send(AudioSocketFrame.audio(AudioSocketFrame.AUDIO, samples, from, length));
    }

    void show(UUID id) throws IOException {
        send(AudioSocketFrame.uuid(id));
    }

    /** Blocks until one whole message is here. */
    Message next() throws IOException {
        int kind = in.readUnsignedByte();
        byte[] payload = new byte[in.readUnsignedShort()];
        in.readFully(payload);
        return new Message(kind, payload, System.nanoTime());
    }

    /** The first message of audio that is not silence, of the next ten seconds. */
    Message nextSound() throws IOException {
        for (int i = 0; i < 500; i++) {
            Message message = next();
            if (!message.isSilent()) {
                return message;
            }
        }
        throw new AssertionError("Expected a sound within 500 frames but all were silent");
    }

    /** Reads on until the server closes; true when the last message was the hang-up. */
    boolean readsToAnOrderlyEnd() throws IOException {
        int last = -1;
        try {
            while (true) {
                last = next().kind();
                if (last == AudioSocketFrame.HANGUP) {
                    return true;
                }
            }
        } catch (EOFException e) {
            return last == AudioSocketFrame.HANGUP;
        }
    }

    /** True when the server closes or resets without a word. */
    boolean isRefused() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
