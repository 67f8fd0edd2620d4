package org.parley.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.bench.ScriptBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley bench scripts}. */
@Command(
        name = "scripts",
        description = "What many scripts cost: the first start and the next one, a reload of one among them, the time"
                + " from a save to its first call while calls begin all the time, and from a call's request to its"
                + " script's first verb, while many calls are up and when many begin in one moment.")
final class ScriptsBench implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private FigureOptions figures = new FigureOptions();

    @Option(names = "--scripts", paramLabel = "N", defaultValue = "500", description = "Default: 500.")
    private int scripts;

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "200",
            description = "Up, and in a burst. Default: 200.")
    private int calls;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScriptBench bench;
        try {
            bench = new ScriptBench(scripts, calls);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
        figures.print(Specs.out(spec), bench.run());
        return ExitCode.OK;
    }
}
