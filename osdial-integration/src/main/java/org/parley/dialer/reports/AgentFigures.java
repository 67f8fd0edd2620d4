package org.parley.dialer.reports;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the agents' report says of one user, or of all together; times in seconds.
 *
 * @param calls rows of the agents' log that have a status
 * @param dead of the talk, without the customer; OSDial knows none
 * @param time pause, waited, talk and dispo
 * @param statuses calls by status
 */
public record AgentFigures(
        String user,
        String name,
        String group,
        long calls,
        long time,
        long pause,
        long waited,
        long talk,
        long dispo,
        long dead,
        Map<String, Long> statuses) {
    public AgentFigures {
        statuses = new TreeMap<>(statuses);
    }

    /** Nothing yet. */
    static AgentFigures none(String user, String name, String group) {
        return new AgentFigures(user, name, group, 0, 0, 0, 0, 0, 0, 0, Map.of());
    }

    /** Talk per call; 0 without calls. */
    public long averageTalk() {
        return calls == 0 ? 0 : Math.round((double) talk / calls);
    }

    /** Both together, under this one's name. */
    AgentFigures and(AgentFigures other) {
        Map<String, Long> both = new TreeMap<>(statuses);
        other.statuses.forEach((status, count) -> both.merge(status, count, Long::sum));
        return new AgentFigures(
                user,
                name,
                group,
                calls + other.calls,
                time + other.time,
                pause + other.pause,
                waited + other.waited,
                talk + other.talk,
                dispo + other.dispo,
                dead + other.dead,
                both);
    }
}
