package org.parley.audio;

/**
 * Takes a call's sound, both ways, as it goes by. Called on the media loop, which serves all calls: it must return
 * within microseconds and never block. The arrays are reused after the return.
 */
public interface Recorder {

    /** What the caller said, at 8 kHz; the last sample came at {@code nanos} of {@link System#nanoTime()}. */
    void caller(short[] samples, int length, long nanos);

    /** What the caller is given to hear, at 8 kHz, silence included; the first sample belongs to {@code nanos}. */
    void agent(short[] samples, int length, long nanos);
}
