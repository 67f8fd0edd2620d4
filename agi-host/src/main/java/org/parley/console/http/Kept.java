package org.parley.console.http;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is dear to find out: found out by one at a time, for all who ask meanwhile, and good for a while. Any thread may
 * ask.
 */
public final class Kept<T> {
    private final String what;
    private final Duration good;
    private final Duration limit;
    private final LongSupplier nanos;
    private @Nullable Look<T> last; // guarded by this

    /** It was begun then, and is good from its end on. */
    private static final class Look<T> {
        private final FutureTask<T> task;
        private volatile long endedNanos;

        private Look(Work<T> work, LongSupplier nanos) {
            this.task = new FutureTask<>(() -> {
                try {
                    return work.run();
                } finally {
                    endedNanos = nanos.getAsLong();
                }
            });
        }
    }

    /** What it takes. */
    public interface Work<T> {
        T run() throws Exception;
    }

    /**
     * Of that kind, for people, which is good for so long, and found out within so long or not at all.
     */
    public Kept(String what, Duration good, Duration limit, LongSupplier nanos) {
        this.what = what;
        this.good = good;
        this.limit = limit;
        this.nanos = nanos;
    }

    /**
     * What was found out last, if that is good still, or what is found out now.
     *
     * @throws Problem when that takes too long, or cannot be found out
     */
    public T get(Work<T> work) {
        Look<T> look = look(work);
        try {
            return look.task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new Problem(
                    503, "Too slow", "%s: no answer within %d ms; ask again".formatted(what, limit.toMillis()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "Stopping", what + ": not found out, for the host stops");
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case Problem told -> throw told;
                case RuntimeException other -> throw other;
                case null, default -> throw new IllegalStateException(failure);
            }
        }
    }

    private synchronized Look<T> look(Work<T> work) {
        Look<T> now = last;
        if (now != null && (!now.task.isDone() || isGood(now))) {
            return now;
        }
        Look<T> next = new Look<>(work, nanos);
        last = next;
        Thread.ofVirtual().name("console-" + what).start(next.task);
        return next;
    }

    private boolean isGood(Look<T> look) {
        return look.task.state() == FutureTask.State.SUCCESS && nanos.getAsLong() - look.endedNanos < good.toNanos();
    }
}
