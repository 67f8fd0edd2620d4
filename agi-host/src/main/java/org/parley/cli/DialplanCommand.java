package org.parley.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.dialer.lines.AgentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley dialplan}: what the dialer's Asterisk includes. */
@Command(
        name = "dialplan",
        description = "Print the dialplan include for the dialer's Asterisk, filled in for the agents in the database."
                + " Its head says where it goes. Changes nothing.")
final class DialplanCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--server-ip",
            paramLabel = "IP",
            defaultValue = "",
            description = "Only the agents of this one of the dialer's servers. Default: all.")
    private String serverIp = "";

    DialplanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = options.load(surroundings).value();
        PrintWriter out = Specs.out(spec);
        String text = AgentDoor.in(settings, Specs.err(spec), lines -> {
            List<AgentView> agents = lines.list().stream()
                    .filter(agent -> serverIp.isEmpty() || agent.serverIp().equals(serverIp))
                    .toList();
            return DialplanFile.of(lines.isOsdial()).filled(agents);
        });
        out.print(text);
        out.flush();
        return ExitCode.OK;
    }
}
