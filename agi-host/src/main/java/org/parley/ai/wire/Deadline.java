package org.parley.ai.wire;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does something when time is over, unless it is closed before. */
public final class Deadline implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final ScheduledFuture<?> pending;

    private Deadline(ScheduledFuture<?> pending) {
        this.pending = pending;
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("provider-deadlines").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /** The action runs on a virtual thread of its own, so that it may take its time. */
    public static Deadline start(Duration after, Runnable action) {
        return new Deadline(CLOCK.schedule(
                () -> Thread.ofVirtual().name("deadline").start(action), after.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        pending.cancel(false);
    }
}
