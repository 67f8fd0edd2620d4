package org.parley.console.http;

import io.javalin.http.Handler;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts what takes too long to answer, so that requests cannot pile up behind something that hangs. */
public final class Deadline implements AutoCloseable {
    private final Duration time;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("request-deadlines").daemon().factory());

    public Deadline(Duration time) {
        this.time = time;
    }

    /** The same handler, which has so long. */
    public Handler within(Handler handler) {
        return context -> {
            Watched watched = new Watched(Thread.currentThread());
            Future<?> end = watch.schedule(watched::interrupt, time.toMillis(), TimeUnit.MILLISECONDS);
            try {
                handler.handle(context);
            } catch (Exception failure) {
                if (!watched.isLate()) {
                    throw failure;
                }
                throw new Problem(504, "Too slow", "It could not be answered within %d s.".formatted(time.toSeconds()));
            } finally {
                watched.done();
                end.cancel(false);
            }
        };
    }

    /** A thread that answers; it is interrupted while it does so, and never afterwards. */
    private static final class Watched {
        private final Thread thread;
        private boolean isDone; // guarded by this
        private boolean isLate; // guarded by this

        Watched(Thread thread) {
            this.thread = thread;
        }

        synchronized void interrupt() {
            if (!isDone) {
                isLate = true;
                thread.interrupt();
            }
        }

        synchronized boolean isLate() {
            return isLate;
        }

        synchronized void done() {
            isDone = true;
            if (isLate) {
                Thread.interrupted(); // it has done its work
            }
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
