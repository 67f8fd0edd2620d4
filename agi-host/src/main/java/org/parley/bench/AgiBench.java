package org.parley.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code bench agi}: what a session of six commands costs the host, and how soon a script gets to its first command.
 * The
 * host is a process of its own for each variant; this process is the load.
 */
public final class AgiBench {
    private static final Duration STOP_TIME = Duration.ofSeconds(10);

    private AgiBench() {}

    /**
     * What to run.
     *
     * @param handlers variants of the host by name, in order
     * @param clients sessions at once at saturation
     * @param warmUp load before anything is measured, for each variant
     * @param time of each of the two measurements of a variant
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

        /** All variants at 200 clients and 500 sessions a second, some 15 s each. */
        public static Options standard() {
            return new Options(
                    List.copyOf(AgiBenchHost.variants().keySet()),
                    200,
                    Duration.ofSeconds(20), // the compiler is at work for so long, and takes a core of the host's two
                    Duration.ofSeconds(5),
                    500);
        }
    }

    /** Runs all variants one after the other and prints one JSON object. */
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
        ObjectNode variants = report.putObject("variants");
        for (String handler : options.handlers()) {
            variants.set(handler, measured(handler, options, mapper.createObjectNode()));
        }
        out.println(mapper.writeValueAsString(report));
    }

    private static ObjectNode measured(String handler, Options options, ObjectNode figures)
            throws IOException, InterruptedException {
        Process host = start(handler);
        try (BufferedReader lines = host.inputReader();
                AgiLoad load = new AgiLoad(port(handler, lines))) {
            load.saturate(options.clients(), options.warmUp());
            Duration before = cpu(host);
            AgiLoad.Outcome saturated = load.saturate(options.clients(), options.time());
            double cpuMillis = cpu(host).minus(before).toNanos() / 1e6;
            figures.put("sessionsPerSecond", rounded(saturated.perSecond()));
            figures.put("hostCpuMillisPerSession", rounded(cpuMillis / Math.max(1, saturated.sessions())));
            figures.put("sessions", saturated.sessions());
            figures.put("errors", saturated.errors());

            load.pace(options.pacedPerSecond(), Duration.ofSeconds(1));
            AgiLoad.Outcome paced = load.pace(options.pacedPerSecond(), options.time());
            ObjectNode dispatch = figures.putObject("dispatch");
            dispatch.put("sessionsPerSecond", rounded(paced.perSecond()));
            dispatch.put("p50Millis", rounded(paced.dispatchP50Millis()));
            dispatch.put("p99Millis", rounded(paced.dispatchP99Millis()));
            dispatch.put("maxMillis", rounded(paced.dispatchMaxMillis()));
            dispatch.put("errors", paced.errors());
            return figures;
        } finally {
            host.getOutputStream().close();
            if (!host.waitFor(STOP_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                host.destroyForcibly();
            }
        }
    }

    private static Process start(String handler) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgiBenchHost.class.getName(),
                        "--handler",
                        handler)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
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
