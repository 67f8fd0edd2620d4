package org.parley.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.dialer.lines.AgentLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley agents remove}: drains an agent and takes it away. */
@Command(
        name = "remove",
        description =
                "Take an agent away: no new calls at once, and when the calls in progress have ended, its rows go."
                        + " Its users stay, so that reports of the past stay whole. Ends with 1 while there are"
                        + " calls; run it again, or give it time by --wait.")
final class AgentsRemoveCommand implements Callable<Integer> {
    private static final int WAIT_SECONDS_MAX = 86_400;
    private static final long LOOK_MILLIS = 1000;

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "USER", description = "The user of the agent's first line.")
    private String user = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "How long calls in progress may take to end. Default: 0.")
    private int wait;

    AgentsRemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (wait < 0 || wait > WAIT_SECONDS_MAX) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--wait: expected 0 to %d seconds but was %d".formatted(WAIT_SECONDS_MAX, wait));
        }
        Settings settings = options.load(surroundings).value();
        PrintWriter out = Specs.out(spec);
        int busy = AgentDoor.in(settings, Specs.err(spec), agents -> {
            int left = drained(agents);
            if (left == 0) {
                out.println("removed: remote agent %s. Its users stay%s"
                        .formatted(
                                user,
                                agents.usersRest()
                                        ? ", not active"
                                        : "; OSDial's users know no rest, nobody can log in"));
            }
            return left;
        });
        if (busy > 0) {
            out.println("%d lines have a call still; the agent gets no new ones. Run it again, or with --wait"
                    .formatted(busy));
        }
        out.flush();
        return busy == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private int drained(AgentLines agents) {
        long deadline = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        int left = agents.remove(user);
        while (left > 0 && System.nanoTime() < deadline) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return left;
            }
            left = agents.remove(user);
        }
        return left;
    }
}
