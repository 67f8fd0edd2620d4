package org.parley.ai.talk;

import java.time.Duration;

/**
 * How a turn of the caller sounded.
 *
 * @param loudness in dB against how loud he spoke before; 0 for his first turn
 * @param rate syllables in a second of speech
 * @param overlap how much of it was said while we had something to say
 * @param speech how long he spoke, without pauses
 */
public record TurnSound(double loudness, double rate, Duration overlap, Duration speech) {

    /** Of a turn that was not heard. */
    public static final TurnSound NONE = new TurnSound(0, 0, Duration.ZERO, Duration.ZERO);
}
