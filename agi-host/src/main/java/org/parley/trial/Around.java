package org.parley.trial;

import java.util.List;
import java.util.Map;
import org.parley.script.People.Campaign;
import org.parley.script.Transfer.Reason;

/**
 * Who is there in a trial beside the caller.
 *
 * @param outcomes of those who are called, in order; then they answer
 * @param free people by in-group, "" for all others; one when it does not say
 * @param campaign of the call
 * @param fields of the lead that the dialer calls custom
 */
public record Around(List<Reason> outcomes, Map<String, Integer> free, Campaign campaign, Map<String, String> fields) {
    static final Around USUAL = new Around(List.of(), Map.of(), Campaign.NONE, Map.of());

    public Around {
        outcomes = List.copyOf(outcomes);
        free = Map.copyOf(free);
        fields = Map.copyOf(fields);
    }

    /** So many take calls of this in-group. */
    public int freeIn(String inGroup) {
        return free.getOrDefault(inGroup, free.getOrDefault("", 1));
    }
}
