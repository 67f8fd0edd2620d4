package org.parley.cli;

import java.util.ArrayList;
import java.util.List;
import org.parley.Settings;
import org.parley.dialer.lines.AgentLines;
import org.parley.dialer.lines.AgentPlan;
import org.parley.dialer.lines.AgentWish;
import org.parley.script.ScriptException;
import org.parley.script.library.Reach;
import org.parley.script.library.ScriptLibrary;
import picocli.CommandLine.Option;

/** The flags that describe an agent to add. */
final class AgentWishOptions {
    @Option(
            names = "--user-start",
            required = true,
            paramLabel = "USER",
            description = "The user of the first line, a number; line n gets the n-th after it.")
    private String userStart = "";

    @Option(names = "--lines", required = true, paramLabel = "N", description = "How many calls at once.")
    private int lines;

    @Option(
            names = "--extension",
            required = true,
            paramLabel = "EXTEN",
            description = "Where the dialer sends their calls.")
    private String extension = "";

    @Option(names = "--campaign", required = true, paramLabel = "ID", description = "The campaign they log in to.")
    private String campaign = "";

    @Option(
            names = "--in-groups",
            split = ",",
            paramLabel = "ID",
            description = "In-groups whose calls they take, between commas.")
    private List<String> inGroups = new ArrayList<>();

    @Option(
            names = "--script",
            required = true,
            paramLabel = "NAME",
            description = "The script that answers that extension.")
    private String script = "";

    @Option(
            names = "--server-ip",
            paramLabel = "IP",
            defaultValue = "",
            description = "The dialer's server on which they are. Default: dialer.server-ip, else its only one.")
    private String serverIp = "";

    @Option(
            names = "--user-group",
            paramLabel = "GROUP",
            defaultValue = "ADMIN",
            description = "The user group of their users, by which reports are filtered. Default: ADMIN.")
    private String userGroup = "";

    @Option(
            names = "--active",
            description = "Let the dialer route to them at once. Default: not before ./parley agents resume, since the"
                    + " dialplan must have the extension first.")
    private boolean active;

    /** What adding would do, with what the scripts have against it. */
    AgentPlan plan(Settings settings, AgentLines agents) {
        String server = serverIp.isEmpty() ? settings.dialer().serverIp() : serverIp;
        AgentPlan plan = agents.plan(
                new AgentWish(userStart, lines, extension, campaign, inGroups, script, server, userGroup, active));
        List<String> problems = new ArrayList<>(plan.problems());
        problems.addAll(scriptProblems(settings));
        return new AgentPlan(plan.wish(), problems, plan.warnings(), problems.isEmpty() ? plan.changes() : List.of());
    }

    /** What the scripts have against it: their calls must come to the script that is named. */
    List<String> scriptProblems(Settings settings) {
        try (ScriptLibrary library = ScriptLibrary.open(settings.scripts())) {
            return Reach.problems(library, settings.scripts().folder(), script, extension, inGroups, campaign);
        } catch (ScriptException unreadable) {
            return List.of("script: " + unreadable.getMessage());
        }
    }
}
