package org.parley.store;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How long something took in many turns: each percentile is the shortest time that so many of a hundred did not
 * exceed. In milliseconds, to ten.
 */
public record Latencies(long turns, long p50, long p90, long p95, long p99) {

    /** How often each time was taken. Used by one thread. */
    static final class Count {
        private final NavigableMap<Long, Long> times = new TreeMap<>();

        void add(long ms, long count) {
            times.merge(ms, count, Long::sum);
        }

        void add(Count other) {
            other.times.forEach(this::add);
        }

        Latencies latencies() {
            long turns = times.values().stream().mapToLong(Long::longValue).sum();
            return new Latencies(turns, rank(turns, 50), rank(turns, 90), rank(turns, 95), rank(turns, 99));
        }

        private long rank(long turns, int percent) {
            long wanted = Math.ceilDiv(turns * percent, 100);
            long seen = 0;
            for (Map.Entry<Long, Long> each : times.entrySet()) {
                seen += each.getValue();
                if (seen >= wanted) {
                    return each.getKey();
                }
            }
            return 0;
        }
    }
}
