package org.parley.sim.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of one Asterisk. Linux ends it when the thread that started it ends, which is meant for the death of the
 * JVM: so one thread starts it, reads what it prints, and stays as long as it runs.
 */
final class LabChild implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabChild.class);
    private static final Duration END_MAX = Duration.ofSeconds(5);
    private static final int OUTPUT_LINES_MAX = 50;

    private final Deque<String> output = new ArrayDeque<>();
    private final CompletableFuture<Process> started = new CompletableFuture<>();
    private final CompletableFuture<Optional<Path>> properties = new CompletableFuture<>();
    private final Thread owner;

    private LabChild(ProcessBuilder builder) {
        this.owner = Thread.ofPlatform().daemon().name("asterisk-lab").unstarted(() -> own(builder));
    }

    static LabChild start(LabSettings settings) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                settings.scripts().resolve("run").toString(), settings.host().toString());
        builder.environment().put("PARLEY_ASTERISK", settings.chroot().toString());
        if (settings.more() != null) {
            builder.environment()
                    .put(
                            "PARLEY_ASTERISK_MORE",
                            settings.more().toAbsolutePath().toString());
        }
        builder.redirectErrorStream(true);
        LabChild child = new LabChild(builder);
        child.owner.start();
        try {
            child.started.get();
            return child;
        } catch (ExecutionException e) {
            throw new LabException(
                    "Cannot start %s: %s".formatted(builder.command().getFirst(), e.getMessage()), e);
        }
    }

    private void own(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            started.complete(process);
            try (BufferedReader printed = process.inputReader()) {
                process.getOutputStream().close();
                String line = printed.readLine();
                while (line != null) {
                    take(line);
                    line = printed.readLine();
                }
                int code = process.waitFor();
                LOG.debug("Asterisk lab ended with code {}", code);
            }
        } catch (IOException e) {
            started.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            properties.complete(Optional.empty());
        }
    }

    private void take(String line) {
        if (line.endsWith("/lab.properties")) {
            properties.complete(Optional.of(Path.of(line)));
            return;
        }
        synchronized (output) {
            if (output.size() == OUTPUT_LINES_MAX) {
                output.removeFirst();
            }
            output.addLast(line);
        }
    }

    /** Where the ports of this child are written. */
    Path awaitProperties(Duration limit) throws InterruptedException {
        try {
            return properties
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .orElseThrow(() -> new LabException(
                            output().isEmpty() ? "Asterisk's start script said nothing" : String.join("\n", output())));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new LabException("Asterisk's start script did nothing for " + limit.toSeconds() + " s");
        }
    }

    /** The last lines that it printed. */
    List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    boolean isAlive() {
        return started.join().isAlive();
    }

    long pid() {
        return started.join().pid();
    }

    /** SIGTERM, which Asterisk takes well, and SIGKILL for one that does not. */
    @Override
    public void close() {
        Process process = started.join();
        process.destroy();
        try {
            if (!process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Asterisk lab did not end within {} s of SIGTERM and was killed", END_MAX.toSeconds());
                process.destroyForcibly().waitFor();
            }
            owner.join(END_MAX);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
