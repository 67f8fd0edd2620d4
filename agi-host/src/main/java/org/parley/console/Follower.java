package org.parley.console;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client's place in the events: what it has not been sent yet. One thread takes, others put. */
final class Follower implements AutoCloseable {
    /** How far a client may fall behind, beside what it missed before it came. */
    private static final int BEHIND_MAX = 2_000;

    private final Predicate<LiveEvent> wanted;
    private final boolean gap;
    private final Consumer<Follower> leave;
    private final BlockingQueue<LiveEvent> waiting = new LinkedBlockingQueue<>();
    private int before; // events of the past among them; written before others see this
    private volatile boolean over;

    Follower(Predicate<LiveEvent> wanted, boolean gap, Consumer<Follower> leave) {
        this.wanted = wanted;
        this.gap = gap;
        this.leave = leave;
    }

    /** Whether events between what the client saw last and what it gets first are gone. */
    boolean hasGap() {
        return gap;
    }

    /** An event that happened before it came. */
    void past(LiveEvent event) {
        if (wanted.test(event)) {
            before++;
            waiting.add(event);
        }
    }

    /** False when it is to be let go. */
    boolean offer(LiveEvent event) {
        if (over || waiting.size() - before >= BEHIND_MAX) {
            over = true;
            return false;
        }
        if (wanted.test(event)) {
            waiting.add(event);
        }
        return true;
    }

    /** The next event; null when none came for so long. */
    @Nullable
    LiveEvent next(Duration within) throws InterruptedException {
        return waiting.poll(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it was let go, because it did not keep up or the host stops. */
    boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        over = true;
        leave.accept(this);
    }
}
