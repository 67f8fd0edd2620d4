package org.parley.audio;

import java.time.Duration;

/** One thing said to the caller, written in pieces as it is synthesised. */
public interface Utterance {

    /**
     * Appends audio of any rate; it is brought to 8 kHz with one stateful resampler for the whole utterance. Never
     * blocks. False when the utterance was cut or the queue is full: stop synthesising.
     */
    boolean write(Pcm audio);

    /** No more audio will be written. */
    void finish();

    /** How much the caller has heard of it. */
    Duration heard();

    /** {@link System#nanoTime()} when its first frame left, or 0 when none has. */
    long firstFrameNanos();

    /** Blocks the calling (virtual) thread until it was played to its end or cut, or the time is over. */
    State await(Duration limit) throws InterruptedException;

    /** Where it stands now. */
    State state();

    /** The life of an utterance; PLAYED, CUT and GONE are final. */
    enum State {
        /** Queued or playing. */
        PENDING,
        /** Heard to its end. */
        PLAYED,
        /** Dropped by {@link Speaker#clear()}. */
        CUT,
        /** The leg ended before it was played. */
        GONE
    }
}
