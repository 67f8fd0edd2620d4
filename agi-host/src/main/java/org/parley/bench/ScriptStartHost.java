package org.parley.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.parley.script.Script;
import org.parley.script.compile.CodeFolder;
import org.parley.script.library.ScriptLibrary;

/** A start of {@link ScriptBench}: from nothing to all scripts ready, in a process of its own. */
public final class ScriptStartHost {
    private static final int START_MAX_SECONDS = 300;

    private ScriptStartHost() {}

    /** The arguments are a folder of scripts, and one for what is compiled. */
    public static void main(String[] arguments) throws InterruptedException {
        Path kept = Path.of(arguments[1]);
        CodeFolder.prepare(kept, Long.MAX_VALUE);
        long began = System.nanoTime();
        try (ScriptLibrary library = ScriptLibrary.open(
                ScriptBenchHost.settings(Path.of(arguments[0])).keptIn(kept))) {
            double served = millis(began);
            long called = System.nanoTime();
            // the last one's turn is far away, so this is what its first caller waits for
            Script last = library.forExtension(
                            ScriptBenchHost.extension(library.status().size() - 1))
                    .orElseThrow();
            boolean compiles = !last.isComplete();
            if (!last.complete().isEmpty()) {
                throw new IllegalStateException("Expected scripts without a mistake");
            }
            double first = millis(called);
            while (library.status().stream().anyMatch(each -> !each.state().equals("live"))) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            BenchHost.print(served + " " + first + " " + millis(began) + " " + compiles);
        }
    }

    private static double millis(long since) {
        return (System.nanoTime() - since) / 1e6;
    }

    /** ms: until calls are served, what the first caller waits for his script, until all are compiled. */
    record Start(double served, double firstCall, double compiled) {}

    /** Runs one in a process; {@code compiles} is what it is expected to do. */
    static Start run(Path scripts, Path kept, boolean compiles) throws IOException, InterruptedException {
        Process process = Jvm.program(
                        List.of("-DPARLEY_LOG_LEVEL=warn"),
                        ScriptStartHost.class,
                        List.of(scripts.toString(), kept.toString()))
                .start();
        try (BufferedReader said = process.inputReader()) {
            String line = said.readLine();
            String[] words = line == null ? new String[0] : line.split(" ", -1);
            if (words.length != 4 || compiles != Boolean.parseBoolean(words[3])) {
                throw new IOException("Expected a start that compiles %s but it told '%s'"
                        .formatted(compiles ? "its scripts" : "nothing", line));
            }
            return new Start(Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
        } finally {
            if (!process.waitFor(START_MAX_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /** The scripts that a start finds. */
    static Path write(Path folder, int scripts) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < scripts; i++) {
            Files.writeString(folder.resolve("campaign-" + i + ".groovy"), ScriptBenchHost.campaign(i));
        }
        return folder;
    }
}
