package org.parley.sim.lab;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The smallest host that Asterisk can send a call's audio to: sends it back, and keeps the keys. */
final class AudioSocketPeer implements AutoCloseable {
    private static final int DTMF = 0x03;
    private static final int SLIN_8K = 0x10;

    private final ServerSocket door;
    private final LinkedBlockingQueue<Character> keys = new LinkedBlockingQueue<>(100);
    // the call's connection; null before Asterisk has connected
    private volatile @Nullable Socket open;

    AudioSocketPeer() throws IOException {
        door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("audio-peer").start(this::serve);
    }

    String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** The next key, or a blank when none came in time. */
    char awaitKey(Duration limit) throws InterruptedException {
        Character key = keys.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        return key == null ? ' ' : key;
    }

    /** Dies as a killed host does: the kernel resets the connection. */
    void vanish() throws IOException {
        Socket socket = open;
        if (socket != null) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private void serve() {
        try (Socket socket = door.accept();
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            open = socket;
            while (true) {
                int kind = in.readUnsignedByte();
                byte[] payload = new byte[in.readUnsignedShort()];
                in.readFully(payload);
                if (kind == DTMF) {
                    keys.add((char) payload[0]);
                } else if (kind == SLIN_8K) {
                    byte[] message = new byte[3 + payload.length];
                    message[0] = SLIN_8K;
                    message[1] = (byte) (payload.length >> 8);
                    message[2] = (byte) payload.length;
                    System.arraycopy(payload, 0, message, 3, payload.length);
                    socket.getOutputStream().write(message);
                }
            }
        } catch (IOException e) {
            // the call is over
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
