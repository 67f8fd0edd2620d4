package org.parley.dialer.lines;

import java.util.List;

/**
 * A remote agent that an admin wants, in his own words: nothing of it is checked yet.
 *
 * @param userStart the user of the first line; line n has that number plus n
 * @param serverIp of the dialer's servers, or "" for the only one
 * @param active whether the dialer shall route to it at once
 */
public record AgentWish(
        String userStart,
        int lines,
        String extension,
        String campaign,
        List<String> inGroups,
        String script,
        String serverIp,
        String userGroup,
        boolean active) {
    public AgentWish {
        inGroups = List.copyOf(inGroups);
    }

    AgentWish on(String server) {
        return new AgentWish(userStart, lines, extension, campaign, inGroups, script, server, userGroup, active);
    }

    /** As the dialer keeps a list of in-groups: a blank on both sides of each, a dash at the end. */
    String closerCampaigns() {
        return inGroups.isEmpty() ? " -" : " " + String.join(" ", inGroups) + " -";
    }
}
