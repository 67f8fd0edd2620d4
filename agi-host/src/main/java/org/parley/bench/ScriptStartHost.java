package org.parley.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.parley.script.compile.CodeFolder;
import org.parley.script.library.ScriptLibrary;

/** A start of {@link ScriptBench}: from nothing to all scripts ready, in a process of its own. */
public final class ScriptStartHost {
    private static final int START_MAX_SECONDS = 300;

    private ScriptStartHost() {}

    /** The arguments are a folder of scripts, and one for what is compiled. */
    public static void main(String[] arguments) {
        Path kept = Path.of(arguments[1]);
        CodeFolder.prepare(kept, Long.MAX_VALUE);
        long began = System.nanoTime();
        try (ScriptLibrary library = ScriptLibrary.open(
                ScriptBenchHost.settings(Path.of(arguments[0])).keptIn(kept))) {
            double millis = (System.nanoTime() - began) / 1e6;
            BenchHost.print(millis + " " + library.compiled());
        }
    }

    /** Runs one in a process, and answers its ms; {@code compiles} is what it is expected to do, some or nothing. */
    static double run(Path scripts, Path kept, boolean compiles) throws IOException, InterruptedException {
        Process process = Jvm.program(
                        List.of("-DPARLEY_LOG_LEVEL=warn"),
                        ScriptStartHost.class,
                        List.of(scripts.toString(), kept.toString()))
                .start();
        try (BufferedReader said = process.inputReader()) {
            String line = said.readLine();
            String[] words = line == null ? new String[0] : line.split(" ", -1);
            if (words.length != 2 || compiles == words[1].equals("0")) {
                throw new IOException("Expected a start that compiles %s but it told '%s'"
                        .formatted(compiles ? "its scripts" : "nothing", line));
            }
            return Double.parseDouble(words[0]);
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
