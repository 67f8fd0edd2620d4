package org.parley.store;

import org.jspecify.annotations.Nullable;

/**
 * One side's utterance. Times count in milliseconds from the start of the call.
 *
 * @param latencyMs from the end of the caller's speech to our first frame, null where that means nothing
 * @param confidence of the recogniser, 0 to 1, null for our own words
 * @param interrupted the caller spoke over it
 */
public record TurnRow(
        Side side,
        String text,
        long startedMs,
        long endedMs,
        @Nullable Long latencyMs,
        @Nullable Double confidence,
        boolean interrupted) {

    /** Who spoke. */
    public enum Side {
        CALLER,
        AGENT
    }
}
