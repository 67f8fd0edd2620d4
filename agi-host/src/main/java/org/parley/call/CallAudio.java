package org.parley.call;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.audio.AudioLeg;
import org.parley.audio.LegListener;

/** How the audio of one call comes and goes. Used by the call's thread only. */
interface CallAudio {

    /** What the call's thread waits for. */
    enum Awaited {
        /** A time, or the end of what we say: what the caller says meanwhile answers nothing. */
        TIME,
        /** What the caller says to a question. */
        ANSWER,
        /** The caller or the voice of a free talk. */
        TALK
    }

    /**
     * Opens a leg on the answered channel; a listener is asked for at each attempt.
     *
     * @throws org.parley.audio.AudioException when Asterisk does not connect it
     */
    AudioLeg open(Supplier<LegListener> listeners) throws InterruptedException;

    /** Waits until Asterisk has let go of a leg that is over, so that AGI has the channel; false when it does not. */
    boolean ended();

    /** The next signal, or null when the deadline ({@link System#nanoTime()}) passed without one. */
    @Nullable
    Signal take(long deadlineNanos, Awaited awaited) throws InterruptedException;

    /** Whether it is known which way the audio goes. */
    default boolean isDecided() {
        return true;
    }

    /** Whether caller and host take turns, since neither hears the other while he speaks himself. */
    default boolean isByTurns() {
        return false;
    }

    /** Whether what the caller has said is still being understood or answered. */
    default boolean isAnswerDue() {
        return false;
    }
}
