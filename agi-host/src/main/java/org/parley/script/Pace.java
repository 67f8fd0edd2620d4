package org.parley.script;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a script from computing for ever: every turn of a loop and every closure counts, and every verb that waits
 * begins anew. Bound to the thread while script code runs on it; used by that thread only.
 */
public final class Pace {
    private static final ScopedValue<Pace> CURRENT = ScopedValue.newInstance();

    /** The clock is read once in so many turns; a loop with fewer can take as long as it likes. */
    private static final int TURNS_PER_LOOK = 1024;

    /** So many steps may follow each other in which the script waits for nothing. */
    private static final int STEPS_MAX = 100;

    private final long quietMaxNanos;
    private long sinceNanos = System.nanoTime();
    private int turns;
    private int steps;

    /** With this longest time between two verbs that wait. */
    public Pace(Duration quietMax) {
        this.quietMaxNanos = quietMax.toNanos();
    }

    /** Runs script code at this pace. */
    public void within(Runnable code) {
        ScopedValue.where(CURRENT, this).run(code);
    }

    /** One turn of a loop, or one closure entered. */
    static void tick() {
        if (CURRENT.isBound()) {
            CURRENT.get().count();
        }
    }

    /** The script has waited for something: what it computes counts from here. */
    static void waited() {
        if (CURRENT.isBound()) {
            Pace pace = CURRENT.get();
            pace.turns = 0;
            pace.steps = 0;
            pace.sinceNanos = System.nanoTime();
        }
    }

    /** A step begins. */
    static void step(String name) {
        if (CURRENT.isBound() && ++CURRENT.get().steps > STEPS_MAX) {
            throw new TooBusy(
                    "%d steps followed each other without a verb that waits, the last one '%s'; does goTo lead"
                                    .formatted(STEPS_MAX, name)
                            + " in a circle?");
        }
    }

    /** The pace of the script code on this thread, or null. */
    static @Nullable Pace current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    private void count() {
        if (++turns < TURNS_PER_LOOK) {
            return;
        }
        turns = 0;
        look("This loop ran for %.1f s without a verb that waits; is its condition ever false?");
    }

    /** The search for a pattern goes on. */
    void searches() {
        look("The search for this pattern was given up after %.1f s; does it repeat what repeats, as (a+)+ does?");
    }

    private void look(String tooLong) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CallEnded("the host stopped the script");
        }
        if (System.nanoTime() - sinceNanos > quietMaxNanos) {
            throw new TooBusy(tooLong.formatted(quietMaxNanos / 1e9));
        }
    }

    /** Becomes a {@link ScriptFailure} with the line of the loop. */
    static final class TooBusy extends RuntimeException {
        private TooBusy(String message) {
            super(message);
        }
    }
}
