package org.parley.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What calls have come to.
 *
 * @param rows by what was asked for; days and hours in their order, without gaps
 * @param total of all rows
 * @param unpriced providers that were used and of which no price is known: the cost lacks them
 */
public record CallReport(List<Row> rows, Row total, Set<String> unpriced) {
    private static final int COST_DIGITS = 4;

    /**
     * One row.
     *
     * @param key the day, hour, script, status or line; {@code total}
     * @param calls that began
     * @param running of those, that have not ended
     * @param contained that ended without a person
     * @param transferred that were sent on
     * @param failed that the dialplan took to a person, because something broke or the host stopped
     * @param died during which the host died
     * @param talkMs of all of them together
     * @param cost what providers cost for them, by the prices that are set now
     * @param statuses ended calls by the status that the script gave them, {@code -} for none
     * @param ends ended calls by who or what ended them
     * @param latency the stages of answers, since the caller's last word
     */
    public record Row(
            String key,
            long calls,
            long running,
            long contained,
            long transferred,
            long failed,
            long died,
            long talkMs,
            BigDecimal cost,
            Map<String, Long> statuses,
            Map<String, Long> ends,
            Map<Stage, Latencies> latency) {
        public Row {
            statuses = Map.copyOf(statuses);
            ends = Map.copyOf(ends);
            latency = Map.copyOf(latency);
        }

        /** Those that have. */
        public long ended() {
            return calls - running;
        }

        /** What part of the ended ones ended without a person, 0 to 1. */
        public double containment() {
            return part(contained);
        }

        /** What part of the ended ones was sent on, 0 to 1. */
        public double transferRate() {
            return part(transferred);
        }

        private double part(long of) {
            return ended() == 0
                    ? 0
                    : BigDecimal.valueOf(of)
                            .divide(BigDecimal.valueOf(ended()), COST_DIGITS, RoundingMode.HALF_UP)
                            .doubleValue();
        }

        /** Of an ended call. */
        public long averageTalkMs() {
            return ended() == 0 ? 0 : Math.round((double) talkMs / ended());
        }

        /** Of an ended call. */
        public BigDecimal averageCost() {
            return ended() == 0
                    ? BigDecimal.ZERO.setScale(COST_DIGITS)
                    : cost.divide(BigDecimal.valueOf(ended()), COST_DIGITS, RoundingMode.HALF_UP);
        }
    }

    /** A row that is being added up. Used by one thread. */
    static final class Sum {
        private long calls;
        private long running;
        private long contained;
        private long transferred;
        private long failed;
        private long died;
        private long talkMs;
        private BigDecimal cost = BigDecimal.ZERO;
        private final Map<String, Long> statuses = new TreeMap<>();
        private final Map<String, Long> ends = new TreeMap<>();
        private final Map<Stage, Latencies.Count> times = new EnumMap<>(Stage.class);

        void add(CallState state, String status, String end, long count, long talk) {
            calls += count;
            talkMs += talk;
            switch (state) {
                case RUNNING -> running += count;
                case DONE -> contained += count;
                case TRANSFERRED -> transferred += count;
                case FAILED -> failed += count;
                case DIED -> died += count;
            }
            if (state != CallState.RUNNING) {
                statuses.merge(status.isEmpty() ? "-" : status, count, Long::sum);
                ends.merge(end.isEmpty() ? state.name() : end, count, Long::sum);
            }
        }

        void add(BigDecimal more) {
            cost = cost.add(more);
        }

        void add(Stage stage, int ms) {
            times.computeIfAbsent(stage, _ -> new Latencies.Count()).add(ms);
        }

        Row row(String key) {
            Map<Stage, Latencies> latency = new EnumMap<>(Stage.class);
            times.forEach((stage, count) -> latency.put(stage, count.latencies()));
            return new Row(
                    key,
                    calls,
                    running,
                    contained,
                    transferred,
                    failed,
                    died,
                    talkMs,
                    cost.setScale(COST_DIGITS, RoundingMode.HALF_UP),
                    statuses,
                    ends,
                    latency);
        }
    }

    /** The statuses of all rows, in order. */
    public Set<String> statuses() {
        return new TreeSet<>(total.statuses().keySet());
    }
}
