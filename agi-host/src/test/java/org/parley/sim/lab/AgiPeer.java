package org.parley.sim.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The smallest AGI host: sends its commands one by one to each call, and closes. Keeps the path that was asked for. */
final class AgiPeer implements AutoCloseable {
    private final ServerSocket door;
    private final List<String> commands;
    private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>(100);

    AgiPeer(String... commands) throws IOException {
        this.commands = List.of(commands);
        door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("agi-peer").start(this::serve);
    }

    String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** The URL of the next request, or "" when none came in time. */
    String awaitRequest(Duration limit) throws InterruptedException {
        String request = requests.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        return request == null ? "" : request;
    }

    /** How many requests have come that nobody has awaited. */
    int waiting() {
        return requests.size();
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket socket = door.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                String line = in.readLine();
                while (line != null && !line.isEmpty()) {
                    if (line.startsWith("agi_request: ")) {
                        requests.add(line.substring("agi_request: ".length()));
                    }
                    line = in.readLine();
                }
                for (String command : commands) {
                    socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
                    in.readLine();
                }
            } catch (IOException e) {
                // the call or the test is over
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
