package org.parley.dialer.reports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the dialer does by itself for a campaign that our lines are in, now.
 *
 * @param method as the dialer names it: RATIO, ADAPT_AVERAGE, MANUAL
 * @param level calls that it places for a free line
 * @param hopperLevel how many leads it wants in the hopper
 * @param hopper leads that are to be dialed next; null when the hopper's table cannot be seen
 * @param dialable leads of its active lists with a status that is dialed, and not dialed since the lists were reset,
 *     whatever the clock says where they are; null when counting took too long
 * @param dialing calls on their way to somebody
 * @param waiting callers who have answered, or come in by an in-group, and have no agent yet
 * @param withAgents calls that agents have, people's too
 * @param callbacksDue call-backs whose time has come
 * @param callbacksLater those whose time comes
 * @param linesReady our lines that the dialer would give a call
 */
public record OutboundCampaign(
        String campaign,
        String name,
        boolean active,
        String method,
        String level,
        long hopperLevel,
        @Nullable Long hopper,
        @Nullable Long dialable,
        long dialing,
        long waiting,
        long withAgents,
        long callbacksDue,
        long callbacksLater,
        long linesReady) {
    private static final List<String> BY_HAND = List.of("MANUAL", "INBOUND_MAN");

    /** Why the dialer places no calls for our lines, as far as these figures tell it; empty when it may. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (!active) {
            reasons.add("the campaign is not active");
        }
        if (BY_HAND.contains(method)) {
            reasons.add("its dial method is " + method + ", by which people dial");
        } else if (level.strip().matches("0*(\\.0*)?")) {
            reasons.add("its auto dial level is 0");
        }
        if (linesReady == 0) {
            reasons.add("none of our lines waits for a call");
        }
        if (hopper != null && hopper == 0) {
            reasons.add(
                    dialable != null && dialable == 0
                            ? "no lead of its active lists is left to dial"
                            : "its hopper is empty: AST_VDhopper fills it, within its call times");
        }
        return reasons;
    }
}
