package org.parley.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.lines.AgentLines;
import org.parley.dialer.lines.AgentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands have in common that change one agent. */
abstract class AgentsChangeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(index = "0", paramLabel = "USER", description = "The user of the agent's first line.")
    private String user = "";

    AgentsChangeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    abstract void change(AgentLines agents, String user);

    @Override
    public Integer call() {
        AgentView now = AgentDoor.in(options.load(surroundings).value(), Specs.err(spec), agents -> {
            change(agents, user);
            return agents.show(user).orElseThrow();
        });
        PrintWriter out = Specs.out(spec);
        out.println("%s: %d of %d lines for the dialer, %d in calls%s"
                .formatted(
                        now.userStart(),
                        now.linesInForce(),
                        now.linesWanted(),
                        now.busy(),
                        now.held().isEmpty() ? "" : "; kept back by the host: " + now.held()));
        out.flush();
        return ExitCode.OK;
    }

    /** {@code parley agents pause}. */
    @Command(
            name = "pause",
            description = "No new calls for an agent's lines, at once. Calls in progress go on. The dialer is told that"
                    + " the remote agent is inactive.")
    static final class Pause extends AgentsChangeCommand {
        Pause(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void change(AgentLines agents, String user) {
            agents.pause(user);
        }
    }

    /** {@code parley agents resume}. */
    @Command(
            name = "resume",
            description = "Calls again for an agent's lines, as many as the host can serve. The dialer's own programs"
                    + " make the lines within seconds.")
    static final class Resume extends AgentsChangeCommand {
        Resume(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void change(AgentLines agents, String user) {
            agents.resume(user);
        }
    }

    /** {@code parley agents set-lines}. */
    @Command(
            name = "set-lines",
            description = "More or fewer lines. Of those too many the idle ones go at once, the others when their call"
                    + " has ended.")
    static final class SetLines extends AgentsChangeCommand {
        @Parameters(index = "1", paramLabel = "N", description = "How many calls at once.")
        private int lines;

        SetLines(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void change(AgentLines agents, String user) {
            agents.setLines(user, lines);
        }
    }
}
