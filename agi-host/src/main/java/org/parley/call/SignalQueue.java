package org.parley.call;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a call's thread. Any thread may post, without blocking; only the call's thread takes. When it is
 * full the call is ended rather than that a hang-up gets lost: {@link #take} then answers {@link Signal.Stop}.
 */
final class SignalQueue {
    private static final int SIGNALS_MAX = 256;

    private final BlockingQueue<Signal> queue = new ArrayBlockingQueue<>(SIGNALS_MAX);
    private volatile boolean overflowed;

    void post(Signal signal) {
        if (!queue.offer(signal)) {
            overflowed = true;
        }
    }

    /** The next signal, or null when the deadline ({@link System#nanoTime()}) passed without one. */
    @Nullable
    Signal take(long deadlineNanos) throws InterruptedException {
        if (overflowed) {
            return new Signal.Stop();
        }
        return queue.poll(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
