package org.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.console.Console;
import org.parley.console.ConsoleSettings;
import org.parley.settings.Loaded;
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
        Loaded<Settings> loaded = options.load(surroundings);
        Parley parley = start(loaded.value());
        Optional<Console> console = console(loaded, parley);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            parley.close(); // whoever looks on sees the last calls end
                            console.ifPresent(Console::close);
                        },
                        "stop"));
        PrintWriter out = Specs.out(spec);
        String address = console.map(Console::address).orElse("none");
        if (json) {
            Map<String, Object> ready = new LinkedHashMap<>(parley.ready());
            ready.put("console", address);
            JsonOutput.print(out, ready);
        } else {
            out.println(parley.readyLine() + ", console " + address);
        }
        out.flush();
        parley.awaitStop();
        return ExitCode.OK;
    }

    private Optional<Console> console(Loaded<Settings> loaded, Parley parley) {
        ConsoleSettings settings = loaded.value().console();
        if (!settings.on()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Console.open(
                    settings, surroundings.folders().home(), parley, new HostInstallation(loaded, surroundings)));
        } catch (IOException refused) {
            parley.close();
            throw new CommandFailure(ExitCode.FAILED, "cannot start: " + refused.getMessage());
        }
    }

    private Parley start(Settings settings) {
        try (Progress _ = Progress.of(Specs.err(spec), "starting")) {
            return Parley.start(settings, surroundings.folders().home());
        } catch (IOException refused) {
            throw new CommandFailure(ExitCode.FAILED, "cannot start: " + refused.getMessage());
        }
    }
}
