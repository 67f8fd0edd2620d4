package org.parley;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client of the console that speaks over its socket as it likes, and reads only when it is asked to. */
final class RawClient implements AutoCloseable {
    private static final int RECEIVE_BYTES = 4_096;
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket = new Socket();

    /** Asks that of the host at that address, with those headers, a line each. */
    RawClient(String address, String path, String... headers) throws IOException {
        int colon = address.lastIndexOf(':');
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
        send("GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n".formatted(path, address, String.join("\r\n", headers)));
    }

    /** One that has asked for the WebSocket of live events, and offers to compress. */
    static RawClient webSocket(String address, String token) throws IOException {
        return new RawClient(
                address,
                "/api/socket",
                "Authorization: Bearer " + token,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, permessage-deflate");
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The first line and the headers of the answer. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("Expected an answer but was " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** One frame of text of up to 125 characters, masked with zeros as a client may (RFC 6455, section 5.2). */
    void say(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream()
                .write(ByteBuffer.allocate(bytes.length + 6)
                        .put((byte) 0x81)
                        .put((byte) (0x80 | bytes.length))
                        .putInt(0)
                        .put(bytes)
                        .array());
    }

    /** How many bytes are still to come before the host has closed. */
    long rest() {
        byte[] some = new byte[65_536];
        long bytes = 0;
        try {
            int count;
            while ((count = socket.getInputStream().read(some)) >= 0) {
                bytes += count;
            }
        } catch (IOException reset) {
            return bytes;
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
