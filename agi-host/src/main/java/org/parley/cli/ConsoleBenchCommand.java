package org.parley.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.bench.ConsoleBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley bench console}. */
@Command(
        name = "console",
        description = "What clients who follow live events cost a host with many calls, beside the same calls without"
                + " them in the same run, and how late events reach them; half of them by server-sent events, half by"
                + " WebSockets.")
final class ConsoleBenchCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private FigureOptions figures = new FigureOptions();

    @Option(names = "--calls", paramLabel = "N", defaultValue = "200", description = "At once. Default: 200.")
    private int calls;

    @Option(names = "--subscribers", paramLabel = "N", defaultValue = "20", description = "At once. Default: 20.")
    private int subscribers;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "15",
            description = "Of each of four turns without and with them. Default: 15.")
    private int seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ConsoleBench bench;
        try {
            bench = new ConsoleBench(calls, subscribers, Duration.ofSeconds(seconds));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
        figures.print(Specs.out(spec), bench.run());
        return ExitCode.OK;
    }
}
