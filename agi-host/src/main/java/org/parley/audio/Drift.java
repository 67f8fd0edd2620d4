package org.parley.audio;

/**
 * Keeps the sound of somebody whose clock is not ours beside our clock. Single pieces come late by the network's whim,
 * and those behind them catch up, but none comes early: the least lag of some time is that of the clocks, or of sound
 * that was never sent, and is made good once it is heard. Used by one thread.
 */
final class Drift {
    private static final int WINDOW = 2 * Pcm.TELEPHONE_RATE;
    /** So far off (60 ms) that it is looked at sooner: in 200 ms, in which a delay has been caught up. */
    private static final int FAR = 480;

    private static final int SHORT_WINDOW = 1600;
    /** Samples, 10 ms. */
    private static final int UNNOTICED = 80;

    private boolean watching;
    private boolean soon;
    private long windowEnd;
    private long least;
    private long toDrop;

    /** The sound begins anew where it belongs. */
    void restart() {
        watching = false;
        soon = false;
        toDrop = 0;
    }

    /**
     * What to do before a piece is put behind those before it, in samples: leave so many free, or below zero, drop so
     * many of its beginning.
     *
     * @param start where our clock puts its beginning
     * @param at where the piece before it ended
     */
    long correct(long start, long at, int length) {
        if (toDrop > 0) {
            long now = Math.min(toDrop, length);
            toDrop -= now;
            return -now;
        }
        long lag = start - at;
        boolean far = Math.abs(lag) > FAR;
        if (!watching || (far && !soon)) {
            watching = true;
            soon = far;
            windowEnd = start + (far ? SHORT_WINDOW : WINDOW);
            least = Long.MAX_VALUE;
        }
        least = Math.min(least, lag);
        if (start < windowEnd) {
            return 0;
        }
        long found = least;
        restart();
        if (found < -UNNOTICED) {
            toDrop = -found;
            return correct(start, at, length);
        }
        return found > UNNOTICED ? found : 0;
    }
}
