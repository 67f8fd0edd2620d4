package org.parley.sim;

import org.parley.audio.Pcm;

/**
 * A telephone line from the caller's end: what he hears comes by {@link Ear}, what he does goes by these methods. Any
 * thread may call; nothing blocks, and after the end of the line nothing has an effect.
 */
public interface CallerLine {

    /** The samples of one 20 ms frame at 8 kHz. */
    int FRAME_SAMPLES = 160;

    /** Milliseconds between two ticks. */
    int TICK_MILLIS = 20;

    /** Queues 8 kHz audio for the far end; it goes out a frame per tick, silence when nothing is queued. */
    void play(Pcm audio);

    /** True while audio or keys are queued that have not gone out. */
    boolean isBusy();

    /** Presses a key of {@code 0-9*#A-D} for 100 ms, after what is queued. */
    void press(char key);

    /** Hangs up. */
    void hangUp();

    /** What a caller hears. All methods but one run on one thread of the line, one after the other. */
    interface Ear {

        /**
         * Said every 20 ms while the line is open: the first {@code length} samples of the array came since the last
         * tick. 0 when nothing came, usually 160, more after a late arrival. The array is reused after the return.
         */
        void tick(CallerLine line, short[] heard, int length);

        /**
         * Said of each piece of sound when it arrives, before the tick that hands it on, with
         * {@link System#nanoTime()}: for those who measure. On the thread that reads the line, unlike the others.
         */
        default void arrived(short[] samples, long nanos) {}

        /** The line is over, whoever ended it; said once, and nothing follows. */
        void ended();
    }
}
