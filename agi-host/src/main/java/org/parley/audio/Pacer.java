package org.parley.audio;

/**
 * The absolute deadlines of one leg's frames, 20 ms apart. It knows no clock: the caller says what time it is. After a
 * late wake-up it grants the frame that is due and at most {@code framesAheadMax} of those missed; the rest is skipped,
 * so that a stall never becomes a burst. Used by one thread.
 */
final class Pacer {

    private final int framesAheadMax;
    private long deadline;
    private long skipped;

    Pacer(long firstDeadline, int framesAheadMax) {
        this.deadline = firstDeadline;
        this.framesAheadMax = framesAheadMax;
    }

    /** When the next frame is to leave. */
    long deadline() {
        return deadline;
    }

    /** How many frames to send now; the deadline moves to the first that lies ahead. */
    int due(long now) {
        if (now - deadline < 0) {
            return 0;
        }
        long passed = 1 + (now - deadline) / AudioSocketFrame.NANOS;
        deadline += passed * AudioSocketFrame.NANOS;
        int granted = (int) Math.min(passed, 1L + framesAheadMax);
        skipped += passed - granted;
        return granted;
    }

    /** Frames that were never sent because their time had passed. */
    long skipped() {
        return skipped;
    }
}
