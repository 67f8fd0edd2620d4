package org.parley.ai;

/** What was used of a provider, in the unit that it counts by. */
public record Usage(String provider, Unit unit, long amount) {

    /** What providers count. */
    public enum Unit {
        /** Milliseconds of the caller's audio that were recognised. */
        AUDIO_IN_MS,
        /** Milliseconds of speech made. */
        AUDIO_OUT_MS,
        /** Milliseconds of an open talk. */
        TALK_MS,
        /** Characters spoken. */
        CHARACTERS,
        /** Tokens that a model read. */
        INPUT_TOKENS,
        /** Tokens that a model wrote. */
        OUTPUT_TOKENS
    }
}
