package org.parley.dialer.reports;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the reports of a campaign's calls, or of those through an in-group, say of the AI's; times in seconds.
 *
 * @param inGroup whether {@code campaign} is an in-group
 * @param answered of a campaign's: those whose status says that a person answered; of an in-group's: those that the
 *     report counts as handled
 * @param drops those of status DROP of at most 6000 s
 * @param length of the calls, from the dialing or the arrival on
 * @param queue what of that the callers waited
 * @param byCaller ended by the caller
 * @param byAgent ended by the agent
 * @param statuses calls by status
 */
public record CallFigures(
        boolean inGroup,
        String campaign,
        long calls,
        long answered,
        long drops,
        long length,
        long queue,
        long byCaller,
        long byAgent,
        Map<String, Long> statuses) {
    public CallFigures {
        statuses = new TreeMap<>(statuses);
    }

    /** Nothing yet. */
    static CallFigures none(boolean inGroup, String campaign) {
        return new CallFigures(inGroup, campaign, 0, 0, 0, 0, 0, 0, 0, Map.of());
    }

    /** Length without the wait, as the report of a user has it. */
    public long talk() {
        return length - queue;
    }

    /** Length per call; 0 without calls. */
    public long averageLength() {
        return calls == 0 ? 0 : Math.round((double) length / calls);
    }

    /** Both together, under this one's name. */
    CallFigures and(CallFigures other) {
        Map<String, Long> both = new TreeMap<>(statuses);
        other.statuses.forEach((status, count) -> both.merge(status, count, Long::sum));
        return new CallFigures(
                inGroup,
                campaign,
                calls + other.calls,
                answered + other.answered,
                drops + other.drops,
                length + other.length,
                queue + other.queue,
                byCaller + other.byCaller,
                byAgent + other.byAgent,
                both);
    }
}
