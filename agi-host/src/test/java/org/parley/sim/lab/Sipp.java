package org.parley.sim.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.parley.audio.G711;
import org.parley.audio.Pcm;

/**
 * SIP callers with RTP audio against a lab, by SIPp (Debian's sip-tester). A run is bounded: calls that have not ended
 * in time count as failed.
 */
final class Sipp {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final int PARALLEL_MAX = 7;
    private static final int MEDIA_PORTS = 40;

    private final Path folder;
    private final List<String> words;
    private final Map<String, String> keys =
            new LinkedHashMap<>(Map.of("caller", "sipp", "host", "", "record", "", "keys", ""));

    /** How many calls went by the scenario, and how many did not. */
    record Result(int successful, int failed, String log) {}

    private Sipp(Path folder, List<String> words) {
        this.folder = folder;
        this.words = words;
    }

    /** A scenario of the folder {@code sipp}, against an extension; the working folder keeps speech and counts. */
    static Sipp scenario(String name, AsteriskLab lab, String extension, Path folder) {
        try (InputStream xml = Objects.requireNonNull(
                Sipp.class.getResourceAsStream("/sipp/" + name + ".xml"), "no such scenario: " + name)) {
            Files.copy(xml, folder.resolve(name + ".xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int run = RUNS.getAndIncrement() % PARALLEL_MAX;
        int media = lab.callerMediaPort() + run * MEDIA_PORTS;
        List<String> words = new ArrayList<>(List.of("sipp", "127.0.0.1:" + lab.sipPort(), "-sf", name + ".xml"));
        words.addAll(List.of("-s", extension, "-i", "127.0.0.1", "-mi", "127.0.0.1", "-nostdin", "-trace_err"));
        words.addAll(List.of("-p", String.valueOf(lab.callerPort() + 1 + run), "-mp", String.valueOf(media)));
        words.addAll(List.of("-trace_stat", "-stf", "counts.csv"));
        return new Sipp(folder, words);
    }

    private Sipp key(String name, String value) {
        keys.put(name, value);
        return this;
    }

    /** The AGI host that this call's dialplan asks. */
    Sipp host(String hostPort) {
        return key("host", hostPort);
    }

    /** Keeps both sides of the call in the lab's spool as NAME-said.wav and NAME-heard.wav. */
    Sipp record(String name) {
        return key("record", name);
    }

    /** The keys that callers of the scenario {@code keys} press. */
    Sipp presses(String keys) {
        return key("keys", keys);
    }

    /** What the callers say, over and over. */
    Sipp says(Pcm speech) {
        byte[] companded = new byte[speech.samples().length];
        for (int i = 0; i < companded.length; i++) {
            companded[i] = G711.toUlaw(speech.samples()[i]);
        }
        try {
            Files.write(folder.resolve("speech.ul"), companded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Runs so many calls, as many at once, each of about that length. */
    Result run(int calls, Duration length, Duration limit) throws InterruptedException {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("-m", "" + calls, "-l", "" + calls, "-r", "25", "-d", "" + length.toMillis()));
        keys.forEach((name, value) -> all.addAll(List.of("-key", name, value)));
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sipp.log").toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new LabException("No SIPp on this machine; install it: apt-get install sip-tester", e);
        }
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Result(0, calls, "not ended after " + limit + "\n" + text("sipp.log"));
            }
        } finally {
            process.destroyForcibly();
        }
        return counts(calls);
    }

    /** The last line of the counts, by the names in the first. */
    private Result counts(int calls) {
        List<String> lines = text("counts.csv").lines().toList();
        if (lines.size() < 2) {
            return new Result(0, calls, text("sipp.log"));
        }
        List<String> names = List.of(lines.getFirst().split(";", -1));
        List<String> last = List.of(lines.getLast().split(";", -1));
        int successful = Integer.parseInt(last.get(names.indexOf("SuccessfulCall(C)")));
        return new Result(successful, calls - successful, text("sipp.log"));
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
