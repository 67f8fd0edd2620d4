package org.parley.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs of this machine. */
final class Programs {
    /** Where servers are put, which is not on the path of an ordinary user. */
    private static final List<String> MORE_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");

    private static final int OUTPUT_BYTES_MAX = 64 << 10;

    private final String path;

    Programs(String path) {
        this.path = path;
    }

    Optional<Path> find(String name) {
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), MORE_FOLDERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What the program prints, both streams, within the time; empty when it does not start, fails or takes longer. */
    static Optional<String> output(Duration within, Path program, String... arguments) throws InterruptedException {
        List<String> command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            Thread.ofVirtual().start(() -> {
                try {
                    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                        process.destroyForcibly(); // ends the read below
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            byte[] bytes = process.getInputStream().readNBytes(OUTPUT_BYTES_MAX);
            process.destroy();
            return process.waitFor() == 0 ? Optional.of(new String(bytes, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
