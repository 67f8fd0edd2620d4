package org.parley.sim;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes one thread at absolute deadlines, so that a late wake-up is made good by a shorter wait and no drift adds up.
 */
public final class Pacer {
    /** Behind by more than this the clock starts anew: after a stopped machine nobody wants a burst of old ticks. */
    private static final long LATE_MAX_NANOS = 1_000_000_000L;

    private final long intervalNanos;
    private long next = System.nanoTime();

    public Pacer(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /** Waits for the next deadline; returns at once when it has passed or the thread is interrupted. */
    public void await() {
        next += intervalNanos;
        long now = System.nanoTime();
        if (now - next > LATE_MAX_NANOS) {
            next = now;
        }
        while (now < next && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, next - now);
            now = System.nanoTime();
        }
    }
}
