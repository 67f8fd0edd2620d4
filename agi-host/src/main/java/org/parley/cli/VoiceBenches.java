package org.parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.ai.SpokenFiles;
import org.parley.ai.local.LocalVoice;
import org.parley.ai.local.LocalVoiceSettings;
import org.parley.bench.BargeInBench;
import org.parley.bench.GreetingBench;
import org.parley.bench.HearingBench;
import org.parley.bench.TalkBench;
import org.parley.sim.lab.LabException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands of {@code parley bench} that measure how a caller is spoken with. */
final class VoiceBenches {
    private static final int CACHE_MEGABYTES = 8;

    private VoiceBenches() {}

    /** {@code parley bench barge-in}. */
    @Command(
            name = "barge-in",
            description = "How soon the agent falls silent when callers interrupt, whether anything of what was dropped"
                    + " is heard afterwards, and whether a cough costs a sample.")
    static final class BargeIn implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private FigureOptions figures = new FigureOptions();

        @Option(names = "--calls", paramLabel = "N", defaultValue = "20", description = "At once. Default: 20.")
        private int calls;

        @Option(
                names = "--turns",
                paramLabel = "N",
                defaultValue = "6",
                description = "Interruptions of each call, with a cough before each. Default: 6.")
        private int turns;

        @Override
        public Integer call() throws IOException, InterruptedException {
            BargeInBench bench = made(() -> new BargeInBench(calls, turns));
            figures.print(Specs.out(spec), bench.run());
            return ExitCode.OK;
        }
    }

    /** {@code parley bench greeting}. */
    @Command(
            name = "greeting",
            description =
                    "From the answer to the first sound of a cached greeting, on a real Asterisk and seen from its"
                            + " far side. Needs root for the private Asterisk of tests and demo.")
    static final class Greeting implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private FigureOptions figures = new FigureOptions();

        @Option(
                names = "--calls",
                paramLabel = "N",
                defaultValue = "100",
                description = "One after the other. Default: 100.")
        private int calls;

        @Override
        public Integer call() throws IOException, InterruptedException {
            GreetingBench bench = made(() -> new GreetingBench(calls));
            try {
                figures.print(Specs.out(spec), bench.run());
            } catch (LabException e) {
                throw new CommandFailure(ExitCode.MISSING, String.valueOf(e.getMessage()));
            }
            return ExitCode.OK;
        }
    }

    /** {@code parley bench talk}. */
    @Command(
            name = "talk",
            description = "One long recorded talk: how far the channels of its recording drift apart, and what becomes"
                    + " of the host's memory.")
    static final class Talk implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private FigureOptions figures = new FigureOptions();

        @Option(names = "--minutes", paramLabel = "N", defaultValue = "30", description = "Default: 30.")
        private int minutes;

        @Option(
                names = "--every",
                paramLabel = "S",
                defaultValue = "12",
                description = "Seconds between two turns of the caller. Default: 12.")
        private int every;

        @Override
        public Integer call() throws IOException, InterruptedException {
            TalkBench bench = made(() -> new TalkBench(Duration.ofMinutes(minutes), Duration.ofSeconds(every)));
            figures.print(Specs.out(spec), bench.run());
            return ExitCode.OK;
        }
    }

    /** {@code parley bench hearing}. */
    @Command(
            name = "hearing",
            description = "How much the recogniser on the box understands of what callers say: sentences by several"
                    + " voices of espeak-ng and that of the box, on a telephone line with noise. Takes minutes.")
    static final class Hearing implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private FigureOptions figures = new FigureOptions();

        @Option(
                names = "--voices",
                paramLabel = "N",
                defaultValue = "3",
                description = "That say each sentence. Default: 3.")
        private int voices;

        @Option(
                names = "--levels",
                paramLabel = "DB",
                split = ",",
                defaultValue = "quiet,20,10",
                description = "Of the speech above the noise. Default: quiet,20,10.")
        private List<String> levels = List.of();

        @Option(
                names = "--lines",
                paramLabel = "N",
                defaultValue = "1000",
                description = "Of each category at most. Default: all.")
        private int lines;

        @Override
        public Integer call() throws IOException, InterruptedException {
            List<Double> decibels = new ArrayList<>();
            for (String level : levels) {
                BenchCommand.require(
                        level.equals("quiet") || level.matches("\\d{1,2}"),
                        "--levels: expected quiet or 0 to 99 but was " + level);
                decibels.add(level.equals("quiet") ? Double.POSITIVE_INFINITY : Double.parseDouble(level));
            }
            int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors());
            HearingBench.Options options = made(() -> new HearingBench.Options(voices, decibels, lines, atOnce));
            LocalVoiceSettings settings = new LocalVoiceSettings(
                    "auto", "", List.of(), atOnce, Duration.ofSeconds(30), CACHE_MEGABYTES, 0, Path.of("."));
            try (SpokenFiles none = SpokenFiles.open(Path.of("."), 0);
                    LocalVoice voice = LocalVoice.open(settings, none)) {
                figures.print(
                        Specs.out(spec), new HearingBench(voice.speechToText(), voice.textToSpeech(), options).run());
            }
            return ExitCode.OK;
        }
    }

    private static <T> T made(Supplier<T> bench) {
        try {
            return bench.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }
}
