package org.parley.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.parley.settings.HostPort;

/** A host under test: a {@link BenchHost} in a process of its own, with a home that goes with it. */
final class HostProcess implements AutoCloseable {
    private static final Duration STARTED_MAX = Duration.ofSeconds(60);
    private static final Duration ENDED_MAX = Duration.ofSeconds(30);

    private final Process process;
    private final Path home;
    private final BufferedWriter orders;
    private final CompletableFuture<Ready> ready = new CompletableFuture<>();

    /** What a host says when it serves. */
    private record Ready(InetSocketAddress agi, Duration endOfTurn) {}

    private HostProcess(Process process, Path home) {
        this.process = process;
        this.home = home;
        this.orders = process.outputWriter();
    }

    /**
     * Starts it and returns when it serves; the lines that it prints later go to {@code told}, on a thread of their
     * own.
     */
    static HostProcess start(Class<?> main, Consumer<String> told, String... arguments)
            throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("parley-bench");
        List<String> words =
                Stream.concat(Stream.of(home.toString()), Stream.of(arguments)).toList();
        HostProcess host = new HostProcess(
                Jvm.program(List.of("-DPARLEY_LOG_LEVEL=warn"), main, words).start(), home);
        Thread.ofVirtual().name("host-says").start(() -> host.listen(told));
        try {
            host.ready.get(STARTED_MAX.toSeconds(), TimeUnit.SECONDS);
            return host;
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            host.close();
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IOException(
                    "Expected the host of the bench to be ready within %d s but it %s"
                            .formatted(STARTED_MAX.toSeconds(), e instanceof TimeoutException ? "was not" : "ended"),
                    e);
        }
    }

    private void listen(Consumer<String> told) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(BenchHost.READY)) {
                    String[] words = line.substring(BenchHost.READY.length()).split(" ", -1);
                    ready.complete(
                            new Ready(HostPort.parse(words[0]).address(), Duration.ofMillis(Long.parseLong(words[1]))));
                } else {
                    told.accept(line);
                }
            }
        } catch (IOException e) {
            // it is gone, and whoever waits for it is told below
        }
        ready.completeExceptionally(new IOException("The host ended"));
    }

    /** Where calls go. */
    InetSocketAddress agi() {
        return ready.join().agi();
    }

    /** The silence that ends a turn there. */
    Duration endOfTurn() {
        return ready.join().endOfTurn();
    }

    /** Its folder; gone when this is closed. */
    Path home() {
        return home;
    }

    /** The CPU time that it has taken so far. */
    Duration cpu() throws IOException {
        return cpuOf(process.toHandle());
    }

    /** The CPU time of this process, which is the load. */
    static Duration cpuOfLoad() throws IOException {
        return cpuOf(ProcessHandle.current());
    }

    private static Duration cpuOf(ProcessHandle process) throws IOException {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IOException("This system does not tell the CPU time of a process"));
    }

    long pid() {
        return process.pid();
    }

    /** Asks for its memory; the answer is a line that begins with {@link BenchHost#HEAP}. */
    void askHeap() throws IOException {
        orders.write("heap\n");
        orders.flush();
    }

    /** The host ends when its input does. */
    @Override
    public void close() throws IOException {
        try {
            orders.close();
            if (!process.waitFor(ENDED_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            delete(home);
        }
    }

    /** With all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
