package org.parley.sim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A FastAGI host of a few lines: takes one call and lets the test send commands to it. */
final class AgiScriptHost implements AutoCloseable {
    private final ServerSocket server;
    private final CompletableFuture<Socket> accepted = new CompletableFuture<>();

    AgiScriptHost() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                accepted.complete(server.accept());
            } catch (IOException e) {
                accepted.completeExceptionally(e);
            }
        });
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    Session session() throws Exception {
        return new Session(accepted.get(5, TimeUnit.SECONDS));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One call of the simulated Asterisk. */
    static final class Session implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;
        private final List<String> environment = new ArrayList<>();

        Session(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(5000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = read(); !line.isEmpty(); line = read()) {
                environment.add(line);
            }
        }

        List<String> environment() {
            return environment;
        }

        /** Sends a command and returns the next line. */
        String command(String line) throws IOException {
            begin(line);
            return read();
        }

        void begin(String line) throws IOException {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        String read() throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("Expected a line but Asterisk closed the connection");
            }
            return line;
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
