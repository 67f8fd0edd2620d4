package org.parley.console.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A client's place in the events: what it has not been sent yet. One thread takes, others put. */
final class Follower implements AutoCloseable {
    /** How far a client may fall behind, beside what it missed before it came. */
    private static final int BEHIND_MAX = 2_000;

    /**
     * What happens within this time goes out together: to send is what costs, and of 200 calls something happens every
     * few milliseconds.
     */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private static final int TOGETHER_MAX = 500;

    private final Predicate<LiveEvent> wanted;
    private final boolean gap;
    private final Consumer<Follower> leave;
    private final BlockingQueue<Told> waiting = new LinkedBlockingQueue<>(); // bounded by offer
    private final AtomicInteger before = new AtomicInteger(); // events of the past among them
    private long takenNanos = System.nanoTime() - GATHER_NANOS; // of the thread that takes
    private volatile boolean slow;
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

    /** An event that happened before it came, if it fits. */
    void past(Told told) {
        if (wanted.test(told.event())) {
            again(told);
        }
    }

    /** One that it is to have whatever it wants otherwise. */
    void again(Told told) {
        before.incrementAndGet();
        waiting.add(told);
    }

    /** False when it is to be let go. */
    boolean offer(Told told) {
        if (over) {
            return false;
        }
        if (isBehind()) {
            slow = true;
            over = true;
            return false;
        }
        if (wanted.test(told.event())) {
            waiting.add(told);
        }
        return true;
    }

    /** Whether it has fallen as far behind as it may. */
    boolean isBehind() {
        return waiting.size() - before.get() >= BEHIND_MAX;
    }

    /** The next events, at least one; none when none came for so long, or it is over. */
    List<Told> next(Duration within) throws InterruptedException {
        long early = takenNanos + GATHER_NANOS - System.nanoTime();
        if (early > 0) {
            TimeUnit.NANOSECONDS.sleep(early);
        }
        Told first = waiting.poll(within.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            return List.of();
        }
        List<Told> together = new ArrayList<>();
        together.add(first);
        waiting.drainTo(together, TOGETHER_MAX - 1);
        takenNanos = System.nanoTime();
        together.removeIf(told -> told == Told.NOTHING);
        before.updateAndGet(left -> Math.max(0, left - together.size()));
        return together;
    }

    /** Whether it was let go, because it did not keep up or the host stops. */
    boolean isOver() {
        return over;
    }

    /** Whether it is over because it did not keep up. */
    boolean isSlow() {
        return slow;
    }

    @Override
    public void close() {
        over = true;
        waiting.add(Told.NOTHING);
        leave.accept(this);
    }
}
