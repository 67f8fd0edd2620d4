package org.parley;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What the machine itself adds to every measured time: a thread that does nothing but wake up each few milliseconds,
 * and how late it did. What is late by no more than that is not the fault of what is measured. Any thread may ask.
 */
public final class Hiccups implements AutoCloseable {
    private static final long STEP_NANOS = 5_000_000L;

    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong total = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    private Hiccups() {
        thread = Thread.ofPlatform().name("hiccups").daemon(true).unstarted(this::run);
    }

    /** Watches from now on. */
    public static Hiccups watch() {
        Hiccups hiccups = new Hiccups();
        hiccups.thread.start();
        return hiccups;
    }

    private void run() {
        long last = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(this, STEP_NANOS);
            long now = System.nanoTime();
            longest.accumulateAndGet(now - last - STEP_NANOS, Math::max);
            total.addAndGet(now - last - STEP_NANOS);
            last = now;
        }
    }

    /** The latest that it woke up since the watch began. */
    public Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    /** All of its lateness since the watch began: for what takes several wake-ups one after another. */
    public Duration total() {
        return Duration.ofNanos(total.get());
    }

    @Override
    public void close() {
        closed = true;
    }
}
