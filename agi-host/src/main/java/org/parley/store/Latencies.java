package org.parley.store;

import java.util.Arrays;

/**
 * How long something took in many turns: each percentile is the shortest time that so many of a hundred did not
 * exceed. In milliseconds, to ten.
 */
public record Latencies(long turns, long p50, long p90, long p95, long p99) {

    /** How often each time was taken. Used by one thread. */
    static final class Count {
        private static final int STEP_MS = 10;
        private static final int STEPS_MAX = 6_000; // a minute; nobody waits longer

        private int[] times = new int[256]; // by steps
        private long turns;

        /** One more turn; what is below zero was no wait. */
        void add(int ms) {
            if (ms < 0) {
                return;
            }
            int step = Math.min((ms + STEP_MS / 2) / STEP_MS, STEPS_MAX);
            if (step >= times.length) {
                times = Arrays.copyOf(times, Math.max(step + 1, times.length * 2));
            }
            times[step]++;
            turns++;
        }

        Latencies latencies() {
            return new Latencies(turns, rank(50), rank(90), rank(95), rank(99));
        }

        private long rank(int percent) {
            long wanted = Math.ceilDiv(turns * percent, 100);
            long seen = 0;
            for (int step = 0; step < times.length; step++) {
                seen += times[step];
                if (seen >= wanted && seen > 0) {
                    return (long) step * STEP_MS;
                }
            }
            return 0;
        }
    }
}
