package org.parley.audio;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** How late frames left, counted in steps of 50 µs up to 200 ms; one thread writes, any may read. */
public final class Lateness {

    private static final long STEP_NANOS = 50_000L;
    private static final int STEPS = 4000;

    private final AtomicLongArray counts;

    Lateness() {
        this(new AtomicLongArray(STEPS + 1));
    }

    private Lateness(AtomicLongArray counts) {
        this.counts = counts;
    }

    /** One frame; used by the loop alone, so no contention and no lock. */
    void record(long nanos) {
        int step = (int) Math.clamp(nanos / STEP_NANOS, 0L, STEPS);
        counts.lazySet(step, counts.get(step) + 1);
    }

    /** What stands now, or with an earlier snapshot taken off: what came since. */
    public Lateness since(Lateness earlier) {
        AtomicLongArray difference = new AtomicLongArray(STEPS + 1);
        for (int i = 0; i <= STEPS; i++) {
            difference.set(i, counts.get(i) - earlier.counts.get(i));
        }
        return new Lateness(difference);
    }

    Lateness snapshot() {
        return since(new Lateness());
    }

    /** Frames counted. */
    public long frames() {
        long sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** The lateness that a share (0.999 for p99.9) of the frames did not exceed; 1 gives the latest. */
    public Duration quantile(double share) {
        long wanted = (long) Math.ceil(frames() * share);
        long seen = 0;
        for (int i = 0; i <= STEPS; i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) {
                return Duration.ofNanos((i + 1) * STEP_NANOS);
            }
        }
        return Duration.ZERO;
    }
}
