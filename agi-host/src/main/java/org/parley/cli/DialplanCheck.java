package org.parley.cli;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.parley.Settings;
import org.parley.ami.Ami;
import org.parley.ami.AmiException;
import org.parley.dialer.DialerException;
import org.parley.dialer.lines.AgentLines;
import org.parley.dialer.lines.AgentView;
import org.parley.store.Database;
import org.parley.store.DatabaseException;

/** Whether the dialer's Asterisk has loaded Parley's include, with each agent's extension in it, and reaches it. */
final class DialplanCheck {
    private static final String NAME = "dialplan";

    private DialplanCheck() {}

    static Check check(Settings settings) {
        String url = settings.database().url();
        boolean unused =
                url.equals("embedded") && !Files.exists(settings.database().embeddedFolder());
        if (url.equals("none") || unused || settings.asterisk().user().isEmpty()) {
            return Check.ok(NAME, "not looked at: that takes asterisk.user and the dialer's database");
        }
        try (Database database = url.equals("embedded")
                ? Database.join(settings.database(), _ -> {})
                : Database.look(settings.database())) {
            AgentLines lines = AgentLines.of(database.jdbi());
            String server = settings.dialer().serverIp();
            List<AgentView> agents = lines.list().stream()
                    .filter(agent -> server.isEmpty() || agent.serverIp().equals(server))
                    .toList();
            if (agents.isEmpty()) {
                return Check.ok(NAME, "no agents yet");
            }
            try (Ami ami = Ami.connect(settings.asterisk())) {
                return check(
                        ami,
                        lines.isOsdial() ? "parley-osdial" : "parley-vicidial",
                        lines.isOsdial() ? "osdial" : "default",
                        agents);
            }
        } catch (DialerException | DatabaseException absent) {
            return Check.warn(NAME, "the agents could not be read: " + absent.getMessage(), "see the check 'database'");
        } catch (AmiException refused) {
            return Check.warn(NAME, "Asterisk could not be asked: " + refused.found(), refused.remedy());
        }
    }

    private static Check check(Ami ami, String ours, String dialers, List<AgentView> agents) {
        List<String> absent = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        for (String extension :
                agents.stream().map(AgentView::extension).distinct().toList()) {
            if (ami.variable("", "DIALPLAN_EXISTS(%s,%s,1)".formatted(ours, extension))
                    .equals("0")) {
                absent.add(extension);
            } else if (ami.variable("", "DIALPLAN_EXISTS(%s,%s,1)".formatted(dialers, extension))
                    .equals("0")) {
                hidden.add(extension);
            }
        }
        if (!absent.isEmpty()) {
            return Check.fail(
                    NAME,
                    "the context %s has no extension %s".formatted(ours, String.join(", ", absent)),
                    "./parley dialplan prints the file to include; then asterisk -rx 'dialplan reload'");
        }
        if (!hidden.isEmpty()) {
            return Check.fail(
                    NAME,
                    "the dialer's context %s does not reach %s".formatted(dialers, String.join(", ", hidden)),
                    "add 'include => %s' to [%s]".formatted(ours, dialers));
        }
        if (ami.variable("", "DIALPLAN_EXISTS(%s-person,s,1)".formatted(ours)).equals("0")) {
            return Check.warn(
                    NAME,
                    "there is no context %s-person, so scripts can call nobody for their callers".formatted(ours),
                    "the include is of an older Parley: ./parley dialplan prints today's; then dialplan reload");
        }
        return Check.ok(NAME, "%s is loaded, with every agent's extension, and %s reaches it".formatted(ours, dialers));
    }
}
