package org.parley.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.bench.AgiBench;
import org.parley.bench.AudioSocketBench;
import org.parley.bench.DialerBench;
import org.parley.bench.TurnBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley bench}: what Parley costs and how punctual it is on this machine. */
@Command(
        name = "bench",
        description = "Measure what a call costs on this machine, and how punctual it is. Load and host are processes"
                + " of their own, on loopback.",
        synopsisSubcommandLabel = "COMMAND")
final class BenchCommand implements Runnable {
    /** The compiler's time: what is measured is a host that has run for a while. */
    private static final Duration WARM_UP = Duration.ofSeconds(6);

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        Specs.command(spec).usage(Specs.out(spec));
    }

    /** {@code parley bench audiosocket}. */
    @Command(
            name = "audiosocket",
            description = "Calls at once over AudioSocket: CPU per call-second, lateness of frames, stalls, memory;"
                    + " beside a minimal NIO echo of the same run.")
    static final class AudioSocket implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private FigureOptions figures = new FigureOptions();

        @Option(names = "--calls", paramLabel = "N", defaultValue = "200", description = "At once. Default: 200.")
        private int calls;

        @Option(names = "--seconds", paramLabel = "S", defaultValue = "20", description = "Each. Default: 20.")
        private int seconds;

        @Option(
                names = "--mode",
                paramLabel = "echo|playback",
                defaultValue = "echo",
                description = "What the host does with the audio. Default: echo.")
        private String mode = "echo";

        @Override
        public Integer call() throws IOException, InterruptedException {
            require(List.of("echo", "playback").contains(mode), "--mode: expected echo or playback but was " + mode);
            require(calls >= 1 && calls <= 10_000, "--calls: expected 1 to 10000 but was " + calls);
            require(seconds >= 1 && seconds <= 3600, "--seconds: expected 1 to 3600 but was " + seconds);
            List<String> variants = List.of("nio", "parley", "parley-full");
            figures.print(
                    Specs.out(spec),
                    AudioSocketBench.measure(calls, WARM_UP, Duration.ofSeconds(seconds), mode, variants));
            return ExitCode.OK;
        }
    }

    /** {@code parley bench agi}. */
    @Command(
            name = "agi",
            description = "AGI sessions of six commands: sessions a second, CPU per session, time to the first command;"
                    + " beside asterisk-java's own server.")
    static final class Agi implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private FigureOptions figures = new FigureOptions();

        @Option(
                names = "--clients",
                paramLabel = "N",
                defaultValue = "200",
                description = "Sessions at once at saturation. Default: 200.")
        private int clients;

        @Option(
                names = "--seconds",
                paramLabel = "S",
                defaultValue = "10",
                description = "Of each measurement. Default: 10.")
        private int seconds;

        @Option(
                names = "--rate",
                paramLabel = "N",
                defaultValue = "500",
                description = "New sessions a second when dispatch is measured. Default: 500.")
        private int rate;

        @Override
        public Integer call() throws IOException, InterruptedException {
            require(seconds >= 1 && seconds <= 3600, "--seconds: expected 1 to 3600 but was " + seconds);
            AgiBench.Options usual = AgiBench.Options.standard();
            AgiBench.Options options;
            try {
                options = new AgiBench.Options(
                        usual.handlers(), clients, usual.warmUp(), Duration.ofSeconds(seconds), rate);
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
            }
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            AgiBench.run(options, new PrintStream(printed, true, StandardCharsets.UTF_8));
            figures.print(Specs.out(spec), new ObjectMapper().readTree(printed.toByteArray()));
            return ExitCode.OK;
        }
    }

    /** {@code parley bench dialer}. */
    @Command(
            name = "dialer",
            description = "What a caller waits for the dialer's tables before the first word, on a MariaDB of its own"
                    + " with a large site's rows; beside six bare round trips.")
    static final class DialerTables implements Callable<Integer> {
        private static final int ROWS_MAX = 10_000_000;

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private FigureOptions figures = new FigureOptions();

        @Option(
                names = "--dialect",
                paramLabel = "osdial|vicidial|vicidial-2013",
                defaultValue = "osdial",
                description = "Whose tables. Default: osdial.")
        private String dialect = "osdial";

        @Option(names = "--lines", paramLabel = "N", defaultValue = "50", description = "In calls. Default: 50.")
        private int lines;

        @Option(names = "--leads", paramLabel = "N", defaultValue = "1000000", description = "Default: 1000000.")
        private int leads;

        @Option(names = "--logs", paramLabel = "N", defaultValue = "200000", description = "Rows. Default: 200000.")
        private int logs;

        @Option(names = "--seconds", paramLabel = "S", defaultValue = "40", description = "Default: 40.")
        private int seconds;

        @Override
        public Integer call() throws IOException, InterruptedException {
            require(
                    List.of("osdial", "vicidial", "vicidial-2013").contains(dialect),
                    "--dialect: expected osdial, vicidial or vicidial-2013 but was " + dialect);
            require(lines >= 1 && lines <= 500, "--lines: expected 1 to 500 but was " + lines);
            require(leads >= 1 && leads <= ROWS_MAX, "--leads: expected 1 to " + ROWS_MAX + " but was " + leads);
            require(logs >= 1 && logs <= ROWS_MAX, "--logs: expected 1 to " + ROWS_MAX + " but was " + logs);
            require(seconds >= 1 && seconds <= 3600, "--seconds: expected 1 to 3600 but was " + seconds);
            figures.print(
                    Specs.out(spec),
                    DialerBench.run(new DialerBench.Options(dialect, leads, logs, lines, Duration.ofSeconds(seconds))));
            return ExitCode.OK;
        }
    }

    /** {@code parley bench turn}. */
    @Command(
            name = "turn",
            description =
                    "From the end of a caller's speech to the first sound of the answer, with a voice that takes no"
                            + " time: what Parley itself adds, in a script and in a free talk.")
    static final class Turn implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private FigureOptions figures = new FigureOptions();

        @Option(names = "--calls", paramLabel = "N", defaultValue = "50", description = "At once. Default: 50.")
        private int calls;

        @Option(names = "--turns", paramLabel = "N", defaultValue = "5", description = "Of each call. Default: 5.")
        private int turns;

        @Override
        public Integer call() throws IOException, InterruptedException {
            TurnBench bench;
            try {
                bench = new TurnBench(calls, turns);
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
            }
            figures.print(Specs.out(spec), bench.run());
            return ExitCode.OK;
        }
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new CommandFailure(ExitCode.USAGE, message);
        }
    }
}
