package org.parley.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call with all that was said and all that happened, each in order, and what it owes the dialer: null when nothing,
 * or when that was paid.
 */
public record CallStory(
        CallRow call,
        List<TurnRow> turns,
        List<EventRow> events,
        @Nullable Debt debt) {
    /** One that owes nothing. */
    public CallStory(CallRow call, List<TurnRow> turns, List<EventRow> events) {
        this(call, turns, events, null);
    }

    /** What it used of providers, by provider and unit. */
    public List<UsageRow> usage() {
        return UsageRow.of(events);
    }
}
