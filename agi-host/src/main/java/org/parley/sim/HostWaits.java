package org.parley.sim;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long the host lets one call wait, as its far end sees it, to the millisecond. Any thread may use it. */
public final class HostWaits {
    /** Longer ones are counted as this one. */
    private static final int MILLIS_MAX = 10_000;

    private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);

    /** What is waited for. */
    public enum Kind {
        /** From the request, or a reply, to the host's next command. */
        COMMAND,
        /** From EXEC AudioSocket to the first frame of the leg. */
        LEG,
        /** From one frame of a leg to the next. */
        FRAME
    }

    private static final class Tally {
        final int[] counts = new int[MILLIS_MAX + 1];

        @Nullable
        Long since;
    }

    /** From now on the host is waited for. */
    synchronized void begin(Kind kind) {
        tally(kind).since = System.nanoTime();
    }

    /** It has come. */
    synchronized void end(Kind kind) {
        Tally tally = tally(kind);
        if (tally.since != null) {
            long millis = (System.nanoTime() - tally.since) / 1_000_000;
            tally.counts[(int) Math.min(millis, MILLIS_MAX)]++;
        }
        tally.since = null;
    }

    /** It is not waited for any more. */
    synchronized void forget(Kind kind) {
        tally(kind).since = null;
    }

    /** How often it has come after this time or more. */
    public synchronized long count(Kind kind, int millisAtLeast) {
        int[] counts = tally(kind).counts;
        long count = 0;
        for (int millis = millisAtLeast; millis <= MILLIS_MAX; millis++) {
            count += counts[millis];
        }
        return count;
    }

    /** The longest wait; 0 when there was none. */
    public synchronized int longestMillis(Kind kind) {
        int[] counts = tally(kind).counts;
        int millis = MILLIS_MAX;
        while (millis > 0 && counts[millis] == 0) {
            millis--;
        }
        return millis;
    }

    private Tally tally(Kind kind) {
        return tallies.computeIfAbsent(kind, _ -> new Tally());
    }
}
