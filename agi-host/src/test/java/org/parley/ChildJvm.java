package org.parley;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A main class of the tests in a process of its own, which ends when its input does. Used by one thread. */
final class ChildJvm implements AutoCloseable {
    private static final int LINES_KEPT = 40;

    private final Process process;
    private final BufferedReader printed;
    private final Deque<String> last = new ArrayDeque<>();

    private ChildJvm(Process process) {
        this.process = process;
        this.printed = process.inputReader();
    }

    static ChildJvm start(Class<?> main, String heap, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    void send(String line) throws IOException {
        process.outputWriter().write(line + "\n");
        process.outputWriter().flush();
    }

    /** What follows the word on the next line that begins with it; its log goes the same way and is passed over. */
    String lineAfter(String word) throws IOException {
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length());
            }
            last.add(line);
            if (last.size() > LINES_KEPT) {
                last.remove();
            }
        }
        throw new AssertionError("Expected a line '%s…' but the process has ended; it said:%n%s"
                .formatted(word, String.join("\n", last)));
    }

    /** What its open descriptors lead to, by the kernel's book. */
    List<String> descriptors() throws IOException {
        List<String> targets = new ArrayList<>();
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            for (Path descriptor : open.toList()) {
                targets.add(Files.readSymbolicLink(descriptor).toString());
            }
        }
        return targets;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
