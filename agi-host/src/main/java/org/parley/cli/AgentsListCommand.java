package org.parley.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.dialer.lines.AgentLines;
import org.parley.dialer.lines.AgentView;
import org.parley.dialer.lines.LineView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley agents list}: our remote agents. */
@Command(name = "list", description = "List the AI lines at the dialer: wanted, waiting for a call, in a call.")
final class AgentsListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--json", description = "Print one JSON array of agents with their lines.")
    private boolean json;

    AgentsListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = options.load(surroundings).value();
        PrintWriter out = Specs.out(spec);
        List<AgentView> agents = AgentDoor.in(settings, Specs.err(spec), AgentLines::list);
        if (json) {
            JsonOutput.print(out, agents);
            return ExitCode.OK;
        }
        if (agents.isEmpty()) {
            out.println("no agents yet; ./parley agents add");
        }
        agents.forEach(agent -> out.println(summary(agent)));
        out.flush();
        return ExitCode.OK;
    }

    private static String summary(AgentView agent) {
        return "%-10s %-8s %3d lines, %d ready, %d in calls  extension %s  %s  %s  script %s%s"
                .formatted(
                        agent.userStart(),
                        agent.state().toLowerCase(Locale.ROOT),
                        agent.linesWanted(),
                        agent.ready(),
                        agent.busy(),
                        agent.extension(),
                        agent.campaign(),
                        agent.inGroups().isEmpty() ? "-" : agent.inGroups(),
                        agent.script(),
                        agent.held().isEmpty() ? "" : "  (kept back: " + agent.held() + ")");
    }

    /** {@code parley agents show}: one with its lines. */
    @Command(
            name = "show",
            description = "Show one agent with each of its lines, its status and why it is so. Ends with 1 when the"
                    + " agent is not known.")
    static final class Show implements Callable<Integer> {
        private final Surroundings surroundings;

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private SettingsOptions options = new SettingsOptions();

        @Parameters(paramLabel = "USER", description = "The user of its first line.")
        private String user = "";

        @Option(names = "--json", description = "Print one JSON object: the agent with its lines.")
        private boolean json;

        Show(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            Settings settings = options.load(surroundings).value();
            AgentView agent = AgentDoor.in(settings, Specs.err(spec), agents -> agents.show(user))
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.FAILED, "no agent of ours begins with that user; ./parley agents list"));
            PrintWriter out = Specs.out(spec);
            if (json) {
                JsonOutput.print(out, agent);
                return ExitCode.OK;
            }
            out.println(summary(agent));
            for (LineView line : agent.lines()) {
                out.println("  %-10s %-7s %8s  %s"
                        .formatted(
                                line.user(),
                                line.status(),
                                line.seconds() < 0 ? "-" : line.seconds() + " s",
                                line.reason()));
            }
            out.flush();
            return ExitCode.OK;
        }
    }
}
