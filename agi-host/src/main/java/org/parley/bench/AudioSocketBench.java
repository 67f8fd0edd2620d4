package org.parley.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What the audio of a call costs, and how punctual it is: a load generator and the host under test as separate
 * processes, beside a minimal NIO echo as the yardstick of the machine.
 */
public final class AudioSocketBench {

    private static final List<String> VARIANTS = List.of("nio", "parley", "parley-full");
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    /** How late frames were, in microseconds. */
    public record Late(long p50, long p99, long p999, long max) {}

    /**
     * One host under load.
     *
     * @param cpuMillisPerCallSecond CPU of the whole host process, garbage collection and compiler included
     * @param ratioToNio the same against the yardstick of this run
     * @param seenLate lateness in microseconds as the far end sees it
     * @param serverLate lateness in microseconds as the server measured it; all 0 for the yardstick
     * @param stalls gaps of more than 60 ms between two frames of a call
     * @param gapMaxMicros the longest gap between two frames of a call
     */
    public record Measured(
            String variant,
            double cpuMillisPerCallSecond,
            double ratioToNio,
            long frames,
            Late seenLate,
            Late serverLate,
            long stalls,
            long earlyCloses,
            long gapMaxMicros,
            long framesSkipped,
            long recordingSecondsLost,
            long heapBytesPerCall,
            long residentBytesPerCall) {}

    /** A whole run; its JSON is what {@code --compare} reads. */
    public record Result(
            String bench, int calls, long seconds, String mode, int cores, String java, List<Measured> variants) {}

    private AudioSocketBench() {}

    /** As {@link #run(int, Duration, String, boolean, Path, PrintStream)}, with nothing to compare with. */
    public static int run(int calls, Duration length, String mode, boolean json, PrintStream out) {
        return run(calls, length, mode, json, null, out);
    }

    /**
     * Runs all variants one after the other and prints a table, or one JSON object.
     *
     * @param mode {@code echo} or {@code playback}; the yardstick always echoes
     * @param compare a file with the JSON of an earlier run, whose ratios are printed too
     * @return 0 when every variant was measured, 1 otherwise
     */
    public static int run(
            int calls, Duration length, String mode, boolean json, @Nullable Path compare, PrintStream out) {
        if (!mode.equals("echo") && !mode.equals("playback")) {
            out.println("Expected the mode echo or playback but was '" + mode + "'");
            return 1;
        }
        try {
            Result result = measure(calls, WARM_UP, length, mode, VARIANTS);
            if (json) {
                out.println(new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(result));
            } else {
                print(result, out);
            }
            if (compare != null) {
                compare(result, compare, out);
            }
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (IOException e) {
            out.println("The benchmark could not be run: " + e.getMessage());
            return 1;
        }
    }

    /** Measures the variants named, of {@code nio}, {@code parley} and {@code parley-full}. */
    public static Result measure(int calls, Duration warmUp, Duration length, String mode, List<String> variants)
            throws IOException, InterruptedException {
        List<Measured> measured = new ArrayList<>();
        double nio = 0;
        for (String variant : variants) {
            Measured one = variant(variant, calls, warmUp.toSeconds(), length.toSeconds(), mode, nio);
            nio = variant.equals("nio") ? one.cpuMillisPerCallSecond : nio;
            measured.add(one);
        }
        return new Result(
                "audiosocket",
                calls,
                length.toSeconds(),
                mode,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                measured);
    }

    private static Measured variant(String variant, int calls, long warmUp, long seconds, String mode, double nio)
            throws IOException, InterruptedException {
        try (Child host = new Child(AudioSocketBenchHost.class, variant, mode)) {
            long port = host.numbers("port", ANSWER_LIMIT)[0];
            long[] before = host.ask("memory", "memory");
            try (Child load = new Child(
                    AudioSocketLoad.class, Long.toString(port), Long.toString(warmUp), Long.toString(seconds))) {
                host.say("expect " + calls);
                load.say(host.answer("ids", ANSWER_LIMIT));
                load.answer("measuring", Duration.ofSeconds(warmUp + 60));
                host.ask("start", "started");
                long[] seen = load.numbers("result", Duration.ofSeconds(seconds + 60));
                long[] cost = host.ask("stop", "measured");
                long[] after = host.ask("memory", "memory");
                double cpu = cost[0] / 1e6 / (cost[1] / 1e9) / calls;
                Late served = cost.length < 8 ? new Late(0, 0, 0, 0) : new Late(cost[2], cost[3], cost[4], cost[5]);
                return new Measured(
                        variant,
                        rounded(cpu),
                        nio == 0 ? 1 : rounded(cpu / nio),
                        seen[0],
                        new Late(seen[1], seen[2], seen[3], seen[4]),
                        served,
                        seen[5],
                        seen[6],
                        seen[7],
                        cost.length < 8 ? 0 : cost[6],
                        cost.length < 8 ? 0 : cost[7],
                        (after[0] - before[0]) / calls,
                        (after[1] - before[1]) / calls);
            }
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static void print(Result result, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "audiosocket: %d calls, %d s, %s, %d cores, Java %s%n",
                result.calls,
                result.seconds,
                result.mode,
                result.cores,
                result.java);
        out.println("variant      CPU ms/call-s  ratio   late p50   p99  p99.9    max (us)  >60 ms  closed  KB/call");
        for (Measured one : result.variants) {
            Late late = one.variant.equals("nio") ? one.seenLate : one.serverLate;
            out.printf(
                    Locale.ROOT,
                    "%-12s %13.3f %6.2f %10d %5d %6d %6d %11d %7d %8d%n",
                    one.variant,
                    one.cpuMillisPerCallSecond,
                    one.ratioToNio,
                    late.p50,
                    late.p99,
                    late.p999,
                    late.max,
                    one.stalls,
                    one.earlyCloses,
                    one.heapBytesPerCall / 1024);
        }
    }

    private static void compare(Result result, Path file, PrintStream out) throws IOException {
        Map<String, Double> earlier = new LinkedHashMap<>();
        for (JsonNode one : new ObjectMapper().readTree(Files.readString(file)).path("variants")) {
            earlier.put(
                    one.path("variant").asText(),
                    one.path("cpuMillisPerCallSecond").asDouble());
        }
        for (Measured one : result.variants) {
            Double then = earlier.get(one.variant);
            if (then != null && then > 0) {
                out.printf(
                        Locale.ROOT,
                        "%s: CPU %.2f times that of %s%n",
                        one.variant,
                        one.cpuMillisPerCallSecond / then,
                        file.getFileName());
            }
        }
    }

    /** A process of ours, spoken to in lines. */
    private static final class Child implements AutoCloseable {
        private final String name;
        private final Process process;
        private final BufferedReader from;
        private final PrintWriter to;

        Child(Class<?> main, String... arguments) throws IOException {
            name = main.getSimpleName();
            process = Jvm.program(List.of("-Xmx1g"), main, List.of(arguments)).start();
            from = process.inputReader(StandardCharsets.US_ASCII);
            to = new PrintWriter(process.outputWriter(StandardCharsets.US_ASCII), true);
        }

        void say(String line) {
            to.println(line);
        }

        long[] ask(String command, String expected) throws IOException, InterruptedException {
            say(command);
            return numbers(expected, ANSWER_LIMIT);
        }

        long[] numbers(String expected, Duration limit) throws IOException, InterruptedException {
            String rest = answer(expected, limit);
            if (rest.isEmpty()) {
                return new long[0];
            }
            String[] words = rest.split(" ", -1);
            long[] numbers = new long[words.length];
            for (int i = 0; i < words.length; i++) {
                numbers[i] = Long.parseLong(words[i]);
            }
            return numbers;
        }

        /** What follows the expected first word. */
        String answer(String expected, Duration limit) throws IOException, InterruptedException {
            FutureTask<String> reading = new FutureTask<>(this::line);
            Thread.ofVirtual().start(reading);
            try {
                String line = reading.get(limit.toNanos(), TimeUnit.NANOSECONDS);
                if (!line.startsWith(expected)) {
                    throw new IOException(
                            "Expected '" + expected + "' from the process " + name + " but was '" + line + "'");
                }
                return line.substring(expected.length()).strip();
            } catch (TimeoutException e) {
                throw new IOException(
                        "Expected '" + expected + "' from the process " + name + " within " + limit.toSeconds()
                                + " s but nothing came",
                        e);
            } catch (ExecutionException e) {
                throw new IOException("The process " + name + " ended early: " + e.getCause(), e);
            }
        }

        private String line() throws IOException {
            String line = from.readLine();
            while (line != null && !line.startsWith("> ")) {
                line = from.readLine();
            }
            if (line == null) {
                throw new IOException("end of its output");
            }
            return line.substring(2);
        }

        @Override
        public void close() throws IOException {
            to.close();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
