package org.parley.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * {@code bench agi}: what a session of six commands costs the host, and how soon a script gets to its first command.
 * The
 * host is a process of its own for each variant; this process is the load.
 */
public final class AgiBench {
    private static final Duration STOP_TIME = Duration.ofSeconds(10);
    private static final int ROUNDS = 5;

    private AgiBench() {}

    /**
     * What to run.
     *
     * @param handlers variants of the host by name, in order
     * @param clients sessions at once at saturation
     * @param warmUp load before anything is measured, for each variant, in rounds
     * @param time of each of the two measurements of a variant, in rounds
     * @param pacedPerSecond new sessions a second when dispatch is measured
     */
    public record Options(List<String> handlers, int clients, Duration warmUp, Duration time, int pacedPerSecond) {
        public Options {
            handlers = List.copyOf(handlers);
            if (clients < 1 || clients > 1_000) {
                throw new IllegalArgumentException("Expected 1 to 1000 clients but was " + clients);
            }
            if (pacedPerSecond < 1 || pacedPerSecond > 10_000) {
                throw new IllegalArgumentException("Expected 1 to 10000 sessions a second but was " + pacedPerSecond);
            }
            for (String handler : handlers) {
                if (!AgiBenchHost.variants().containsKey(handler)) {
                    throw new IllegalArgumentException(
                            "Expected handlers of " + AgiBenchHost.variants().keySet() + " but was '" + handler + "'");
                }
            }
        }

        /** All variants at 200 clients and 500 sessions a second, about a minute each. */
        public static Options standard() {
            return new Options(
                    List.copyOf(AgiBenchHost.variants().keySet()),
                    200,
                    Duration.ofSeconds(35), // the compiler is at work for so long, and takes a core of the host's two
                    Duration.ofSeconds(10),
                    500);
        }
    }

    /**
     * Runs all variants and prints one JSON object. All hosts are up from the first to the last, and take turns under
     * load: what changes on the machine meets all of them, and a figure is the median of its rounds.
     */
    public static void run(Options options, PrintStream out) throws IOException, InterruptedException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode report = mapper.createObjectNode();
        report.put("bench", "agi");
        report.put("cores", Runtime.getRuntime().availableProcessors());
        report.put(
                "loadAverage",
                rounded(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        report.put("java", Runtime.version().toString());
        report.put("commandsPerSession", 6);
        report.put("clients", options.clients());
        report.put("rounds", ROUNDS);
        List<Contender> contenders = new ArrayList<>();
        try {
            for (String handler : options.handlers()) {
                contenders.add(Contender.start(handler));
            }
            measure(contenders, options);
            ObjectNode variants = report.putObject("variants");
            for (Contender contender : contenders) {
                variants.set(contender.handler(), contender.figures(mapper.createObjectNode()));
            }
        } finally {
            for (Contender contender : contenders) {
                contender.close();
            }
        }
        out.println(mapper.writeValueAsString(report));
    }

    private static void measure(List<Contender> contenders, Options options) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            for (Contender contender : contenders) {
                contender.load().saturate(options.clients(), options.warmUp().dividedBy(ROUNDS));
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Contender contender : contenders) {
                contender.saturate(options.clients(), options.time().dividedBy(ROUNDS));
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Contender contender : contenders) {
                contender.load().pace(options.pacedPerSecond(), options.time().dividedBy(4L * ROUNDS));
                contender.pace(options.pacedPerSecond(), options.time().dividedBy(ROUNDS));
            }
        }
    }

    /** A variant's host and what was measured of it so far. */
    private record Contender(
            String handler,
            Process host,
            AgiLoad load,
            List<AgiLoad.Outcome> saturated,
            List<Double> cpuMillis,
            List<AgiLoad.Outcome> paced) {

        static Contender start(String handler) throws IOException {
            Process host = AgiBench.start(handler);
            AgiLoad load = new AgiLoad(port(handler, host.inputReader()));
            return new Contender(handler, host, load, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void saturate(int clients, Duration time) throws IOException {
            Duration before = cpu(host);
            AgiLoad.Outcome outcome = load.saturate(clients, time);
            double millis = cpu(host).minus(before).toNanos() / 1e6;
            saturated.add(outcome);
            cpuMillis.add(millis / Math.max(1, outcome.sessions()));
        }

        void pace(int perSecond, Duration time) throws IOException {
            paced.add(load.pace(perSecond, time));
        }

        ObjectNode figures(ObjectNode figures) {
            figures.put("sessionsPerSecond", median(saturated, AgiLoad.Outcome::perSecond));
            figures.put("hostCpuMillisPerSession", median(cpuMillis, millis -> millis));
            figures.put(
                    "sessions",
                    saturated.stream().mapToLong(AgiLoad.Outcome::sessions).sum());
            figures.put(
                    "errors",
                    saturated.stream().mapToLong(AgiLoad.Outcome::errors).sum());
            ObjectNode dispatch = figures.putObject("dispatch");
            dispatch.put("sessionsPerSecond", median(paced, AgiLoad.Outcome::perSecond));
            dispatch.put("p50Millis", median(paced, AgiLoad.Outcome::dispatchP50Millis));
            dispatch.put("p99Millis", median(paced, AgiLoad.Outcome::dispatchP99Millis));
            dispatch.put(
                    "maxMillis",
                    rounded(paced.stream()
                            .mapToDouble(AgiLoad.Outcome::dispatchMaxMillis)
                            .max()
                            .orElse(0)));
            dispatch.put(
                    "errors", paced.stream().mapToLong(AgiLoad.Outcome::errors).sum());
            return figures;
        }

        void close() throws IOException, InterruptedException {
            load.close();
            host.getOutputStream().close();
            if (!host.waitFor(STOP_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                host.destroyForcibly();
            }
        }
    }

    private static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? 0 : rounded(sorted[sorted.length / 2]);
    }

    private static Process start(String handler) throws IOException {
        return Jvm.program(List.of("-Xmx512m"), AgiBenchHost.class, List.of("--handler", handler))
                .start();
    }

    private static int port(String handler, BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring("port ".length()));
            }
        }
        throw new IOException("Expected the host '" + handler + "' to print its port but it has ended");
    }

    private static Duration cpu(Process host) throws IOException {
        return host.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IOException("This system does not tell the CPU time of a process"));
    }

    private static double rounded(double figure) {
        return Math.round(figure * 10_000) / 10_000.0;
    }
}
