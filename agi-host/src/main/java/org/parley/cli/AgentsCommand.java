package org.parley.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley agents}: our remote agents at the dialer. */
@Command(
        name = "agents",
        description =
                "The AI lines at the dialer: remote agents of OSDial or VICIdial that Parley answers. Each command"
                        + " works beside a running host; no remote agent but those added here is ever touched.",
        synopsisSubcommandLabel = "COMMAND")
final class AgentsCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new AgentsCommand())
                .addSubcommand(new AgentsAddCommand(surroundings))
                .addSubcommand(new AgentsAddCommand.Plan(surroundings))
                .addSubcommand(new AgentsListCommand(surroundings))
                .addSubcommand(new AgentsListCommand.Show(surroundings))
                .addSubcommand(new AgentsChangeCommand.Pause(surroundings))
                .addSubcommand(new AgentsChangeCommand.Resume(surroundings))
                .addSubcommand(new AgentsChangeCommand.SetLines(surroundings))
                .addSubcommand(new AgentsRemoveCommand(surroundings));
    }

    @Override
    public void run() {
        Specs.command(spec).usage(Specs.out(spec));
    }
}
