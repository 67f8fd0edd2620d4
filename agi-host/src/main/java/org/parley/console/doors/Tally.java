package org.parley.console.doors;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts by name or address what happens within a minute, and who must wait. Any thread may use it. */
public final class Tally {
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int COUNTED_MAX = 10_000; // those longest unseen are forgotten

    private final int max;
    private final long waitNanos;
    private final LongSupplier nanos;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > COUNTED_MAX;
        }
    };

    /** So many since then; who has the most of them waits until then. */
    private record Count(long sinceNanos, int count, long waitsUntilNanos) {}

    /** Who comes to {@code max} within a minute waits so long from then on. */
    public Tally(int max, Duration wait, LongSupplier nanos) {
        this.max = max;
        this.waitNanos = wait.toNanos();
        this.nanos = nanos;
    }

    /** How long he must wait; zero when he need not. */
    public synchronized Duration waits(String who) {
        Count count = counts.get(who);
        long left = count == null || count.count() < max ? 0 : count.waitsUntilNanos() - nanos.getAsLong();
        return Duration.ofNanos(Math.max(0, left));
    }

    /** One more; whether that was the one after which he waits. */
    public synchronized boolean add(String who) {
        long now = nanos.getAsLong();
        Count before = counts.get(who);
        boolean isOver = before == null
                || (before.count() < max
                        ? now - before.sinceNanos() > WINDOW_NANOS
                        : now - before.waitsUntilNanos() >= 0);
        Count after = isOver || before == null
                ? new Count(now, 1, now + waitNanos)
                : new Count(before.sinceNanos(), before.count() + 1, before.waitsUntilNanos());
        if (after.count() == max) {
            after = new Count(after.sinceNanos(), max, now + waitNanos);
        }
        counts.put(who, after);
        return after.count() == max;
    }

    /** He has shown that he is no stranger. */
    synchronized void forget(String who) {
        counts.remove(who);
    }
}
