package org.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Parley;
import org.parley.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley run}: the host, until it is told to stop. */
@Command(
        name = "run",
        description = "Serve calls: prints one line when it is ready, and serves until SIGTERM or Ctrl-C. Then it takes"
                + " no new calls, and lets those that run go on up to the setting calls.drain.")
final class RunCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--json", description = "Print the ready line as one JSON object.")
    private boolean json;

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.load(surroundings).value();
        Parley parley = start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(parley::close, "stop"));
        PrintWriter out = Specs.out(spec);
        if (json) {
            JsonOutput.print(out, parley.ready());
        } else {
            out.println(parley.readyLine());
        }
        out.flush();
        parley.awaitStop();
        return ExitCode.OK;
    }

    private Parley start(Settings settings) {
        try (Progress _ = Progress.of(Specs.err(spec), "starting")) {
            return Parley.start(settings, surroundings.folders().home());
        } catch (IOException refused) {
            throw new CommandFailure(ExitCode.FAILED, "cannot start: " + refused.getMessage());
        }
    }
}
