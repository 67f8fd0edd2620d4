package org.parley.script;

import java.time.Duration;

/**
 * Keeps a script from computing for ever: every turn of a loop and every closure counts, and every verb that waits
 * begins anew. Bound to the thread while script code runs on it; used by that thread only.
 */
final class Pace {
    private static final ScopedValue<Pace> CURRENT = ScopedValue.newInstance();

    /** The clock is read once in so many turns; a loop with fewer can take as long as it likes. */
    private static final int TURNS_PER_LOOK = 1024;

    private final long quietMaxNanos;
    private long sinceNanos = System.nanoTime();
    private int turns;

    Pace(Duration quietMax) {
        this.quietMaxNanos = quietMax.toNanos();
    }

    /** Runs script code at this pace. */
    void within(Runnable code) {
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
            pace.sinceNanos = System.nanoTime();
        }
    }

    private void count() {
        if (++turns < TURNS_PER_LOOK) {
            return;
        }
        turns = 0;
        if (Thread.currentThread().isInterrupted()) {
            throw new CallEnded("the host stopped the script");
        }
        if (System.nanoTime() - sinceNanos > quietMaxNanos) {
            throw new TooBusy("This loop ran for %.1f s without a verb that waits; is its condition ever false?"
                    .formatted(quietMaxNanos / 1e9));
        }
    }

    /** Becomes a {@link ScriptFailure} with the line of the loop. */
    static final class TooBusy extends RuntimeException {
        private TooBusy(String message) {
            super(message);
        }
    }
}
