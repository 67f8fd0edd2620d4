package org.parley.store;

import java.util.List;

/** A call with all that was said and all that happened, each in order. */
public record CallStory(CallRow call, List<TurnRow> turns, List<EventRow> events) {}
