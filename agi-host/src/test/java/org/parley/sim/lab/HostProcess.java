package org.parley.sim.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.parley.ami.OutgoingCall;

/**
 * Parley as a process of its own, started as {@code ./parley run} starts it, so that a test may kill it. Without a
 * database unless its settings name one; scripts, recordings and data in a folder of the test, where a second one goes
 * on with what the first has left.
 */
final class HostProcess implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final int LINES_MAX = 5000;

    private final Process process;
    private final int agiPort;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private HostProcess(Process process, int agiPort) {
        this.process = process;
        this.agiPort = agiPort;
    }

    /** Starts the host on these scripts, file name to text, with more lines of parley.yaml; returns when it serves. */
    static HostProcess start(Path folder, Map<String, String> scripts, String... settings) throws Exception {
        Path scriptFolder = Files.createDirectories(folder.resolve("scripts"));
        for (Map.Entry<String, String> script : scripts.entrySet()) {
            Files.writeString(scriptFolder.resolve(script.getKey()), script.getValue());
        }
        List<String> yaml = new ArrayList<>(
                List.of("console:", "  on: false", "calls:", "  recordings: " + folder.resolve("recordings")));
        yaml.addAll(List.of(settings));
        Path config = Files.write(folder.resolve("parley.yaml"), yaml);
        int agi = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "org.parley.cli.ParleyCommand",
                "run",
                "--config",
                config.toString(),
                "--scripts",
                scriptFolder.toString(),
                "--agi",
                "127.0.0.1:" + agi,
                "--audio",
                "127.0.0.1:0");
        if (!yaml.contains("database:")) {
            builder.command().addAll(List.of("--database", "none"));
        }
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("PARLEY_HOME", folder.resolve("home").toString());
        HostProcess host = new HostProcess(builder.start(), agi);
        Thread.ofVirtual().name("host-output").start(host::read);
        try {
            host.awaitDoor();
            return host;
        } catch (AssertionError | InterruptedException e) {
            host.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void read() {
        try (BufferedReader printed = process.inputReader()) {
            String line = printed.readLine();
            while (line != null) {
                add(line);
                line = printed.readLine();
            }
        } catch (IOException e) {
            // it was killed
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        if (lines.size() < LINES_MAX) {
            lines.add(line);
        }
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The one line that it prints when it serves names its door. */
    private void awaitDoor() throws InterruptedException {
        awaitLine(String.valueOf(agiPort), START_MAX);
    }

    /** Waits for a line that holds this text, also one that came before; fails with all lines otherwise. */
    void awaitLine(String text, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (this) {
            while (lines.stream().noneMatch(line -> line.contains(text))) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0 || ended) {
                    throw new AssertionError("Expected '%s' from the host within %s but it printed:%n%s"
                            .formatted(text, limit, String.join("\n", lines)));
                }
                wait(left);
            }
        }
    }

    /** For PARLEY_HOST. */
    String address() {
        return "127.0.0.1:" + agiPort;
    }

    /** A call to one of its scripts. */
    OutgoingCall call(String extension) {
        return AsteriskLab.call(extension).variable("PARLEY_HOST", address());
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Its exit code, or -1 when it has not ended in time. */
    int awaitExit(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
