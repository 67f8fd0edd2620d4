package org.parley.audio;

/**
 * What a leg tells its owner. Every method runs on the media loop, which serves all calls: it must return within
 * microseconds and may never block, read a database or run script code.
 */
public interface LegListener {

    /**
     * Caller audio as it arrived: 8 kHz samples, usually 160 but any number from 1. The array is reused after the
     * return; copy what is kept. Nothing arrives while the caller's line is silent at the far end (hold, no RTP).
     */
    void heard(short[] samples, int length);

    /** The voice detector's decision changed; {@code nanos} is {@link System#nanoTime()} at the sample that decided. */
    void voice(boolean speaking, long nanos);

    /** The caller pressed a key: one of {@code 0-9*#A-D}. */
    void digit(char key);

    /** The leg is over; said exactly once, and nothing follows. */
    void ended(LegEnd end);
}
