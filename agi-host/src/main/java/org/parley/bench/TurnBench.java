package org.parley.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.parley.settings.HostPort;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;

/**
 * From the end of a caller's speech to the first sound of the answer, at the caller's end of the wire, with a
 * recogniser, a model and a synthesiser that take no time: what is left is the silence that ends a turn (a setting) and
 * Parley itself. The host is a process of its own.
 */
public final class TurnBench {
    private static final Duration STARTED_MAX = Duration.ofSeconds(30);
    /** One turn takes about two seconds: speech, end-of-turn silence, answer, pause. */
    private static final Duration TURN_MAX = Duration.ofSeconds(10);
    /** Calls begin so far apart that their ticks spread over the 20 ms of a frame. */
    private static final Duration APART = Duration.ofMillis(23);

    private final int calls;
    private final int turns;

    /** So many calls at once with so many turns each. */
    public TurnBench(int calls, int turns) {
        if (calls < 1 || calls > 1000 || turns < 1 || turns > 1000) {
            throw new IllegalArgumentException(
                    "Expected 1 to 1000 calls and turns but was %d and %d".formatted(calls, turns));
        }
        this.calls = calls;
        this.turns = turns;
    }

    /** Runs it and returns the figures by name, in ms; ready to be written as JSON. */
    public Map<String, Object> run() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("parley-bench-turn");
        try (Host host = Host.start(home, calls)) {
            List<TurnCaller> callers = new ArrayList<>();
            int failed = 0;
            try (SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
                List<SimulatedChannel> placed = new ArrayList<>();
                for (int i = 0; i < calls; i++) {
                    TurnCaller caller = new TurnCaller(turns);
                    callers.add(caller);
                    placed.add(asterisk.place(CallRequest.to(host.agi(), "8300"), caller));
                    Thread.sleep(APART);
                }
                for (SimulatedChannel channel : placed) {
                    try {
                        channel.await(TURN_MAX.multipliedBy(turns + 1L));
                    } catch (TimeoutException e) {
                        failed++;
                    }
                }
            }
            return figures(callers, host.endOfTurn(), failed);
        } finally {
            delete(home);
        }
    }

    private Map<String, Object> figures(List<TurnCaller> callers, Duration endOfTurn, int failed) {
        List<Double> all = callers.stream()
                .flatMap(caller -> caller.responseMillis().stream())
                .sorted()
                .toList();
        List<Double> own =
                all.stream().map(millis -> millis - endOfTurn.toMillis()).toList();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bench", "turn");
        figures.put("calls", calls);
        figures.put("turns", all.size());
        figures.put("turnsMissed", calls * turns - all.size());
        figures.put("callsUnfinished", failed);
        figures.put("endOfTurnMs", endOfTurn.toMillis());
        figures.put("responseMs", spread(all));
        figures.put("responseWithoutEndOfTurnMs", spread(own));
        return figures;
    }

    private static Map<String, Double> spread(List<Double> sorted) {
        Map<String, Double> spread = new LinkedHashMap<>();
        for (double percent : new double[] {50, 95, 99, 100}) {
            String name = percent == 100 ? "max" : "p" + (int) percent;
            int rank = (int) Math.ceil(percent / 100 * sorted.size()) - 1;
            spread.put(name, sorted.isEmpty() ? -1 : Math.round(sorted.get(Math.max(0, rank)) * 100) / 100.0);
        }
        return spread;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The host under test. */
    private record Host(Process process, InetSocketAddress agi, Duration endOfTurn) implements AutoCloseable {

        static Host start(Path home, int calls) throws IOException, InterruptedException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            absolute(System.getProperty("java.class.path")),
                            TurnHost.class.getName(),
                            home.toString(),
                            Integer.toString(calls))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Thread watch = Thread.ofVirtual().start(() -> endLate(process));
            BufferedReader out = process.inputReader();
            String line = out.readLine();
            watch.interrupt();
            if (line == null || !line.startsWith(TurnHost.READY)) {
                process.destroyForcibly().waitFor();
                throw new IOException("Expected the host of the bench to be ready within %d s but it %s"
                        .formatted(STARTED_MAX.toSeconds(), line == null ? "ended" : "said: " + line));
            }
            String[] words = line.substring(TurnHost.READY.length()).split(" ", -1);
            return new Host(process, HostPort.parse(words[0]).address(), Duration.ofMillis(Long.parseLong(words[1])));
        }

        private static void endLate(Process process) {
            try {
                Thread.sleep(STARTED_MAX);
                process.destroyForcibly();
            } catch (InterruptedException inTime) {
                Thread.currentThread().interrupt();
            }
        }

        private static String absolute(String classPath) {
            return Stream.of(classPath.split(File.pathSeparator, -1))
                    .map(entry -> Path.of(entry).toAbsolutePath().toString())
                    .reduce((one, two) -> one + File.pathSeparator + two)
                    .orElse("");
        }

        /** The host ends when its input does. */
        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            try {
                if (!process.waitFor(STARTED_MAX.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
