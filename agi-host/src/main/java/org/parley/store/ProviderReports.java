package org.parley.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/** What providers did in ended calls, from Parley's own tables. Any thread may ask. */
public final class ProviderReports {
    private static final int QUERY_SECONDS_MAX = 8;
    private static final int ANSWERS_MAX = 200_000; // of a day; those beyond do not move a percentile
    private static final String TALK = "TALK_MS";

    private final Jdbi jdbi;
    private final Pricing pricing;
    private final Instant since;

    /** Of the calls that began since then. */
    public ProviderReports(Jdbi jdbi, Pricing pricing, Instant since) {
        this.jdbi = jdbi;
        this.pricing = pricing;
        this.since = since;
    }

    /**
     * A service of a provider. One whose talks are timed is a voice by itself, and what it counts in such calls belongs
     * to the voice; what the same provider counts in other calls belongs to its parts of a cascade.
     *
     * @param units what it counts, as in parley_usage; the first is counted in every call that it serves
     */
    public record Service(String provider, List<String> units) {
        public Service {
            units = List.copyOf(units);
        }

        private boolean talks() {
            return units.contains(TALK);
        }
    }

    /**
     * What it did.
     *
     * @param calls that it served
     * @param spend what it cost, by the prices of now
     * @param latency its part of the answers
     */
    public record Done(long calls, BigDecimal spend, Latencies latency) {}

    private record Use(String provider, String unit, boolean talks, long calls, long amount) {}

    /**
     * Of these services, in their order.
     *
     * @throws DatabaseException when the tables do not answer in time
     */
    public List<Done> of(List<Asked> all) {
        try {
            List<Use> uses = uses();
            return all.stream().map(each -> done(each, uses)).toList();
        } catch (JdbiException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new DatabaseException("What providers did could not be read: " + root.getMessage(), e);
        }
    }

    /**
     * A service, with the part of an answer that is its own.
     *
     * @param bills whether what it counts is its own, and not told by its parts
     * @param after null for the caller's last word
     */
    public record Asked(
            Service service, boolean bills, @Nullable Stage after, Stage until) {}

    private List<Use> uses() {
        return query(
                """
                        SELECT u.provider, u.unit, t.call_id IS NOT NULL AS talks, COUNT(*) AS calls,
                               SUM(u.amount) AS amount
                          FROM parley_call c FORCE INDEX (by_start)
                          JOIN parley_usage u ON u.call_id = c.id
                          LEFT JOIN parley_usage t
                            ON t.call_id = u.call_id AND t.provider = u.provider AND t.unit = 'TALK_MS'
                         WHERE c.started_at >= :since
                         GROUP BY u.provider, u.unit, talks
                        """,
                query -> query.map((row, context) -> new Use(
                                row.getString("provider"),
                                row.getString("unit"),
                                row.getBoolean("talks"),
                                row.getLong("calls"),
                                row.getLong("amount")))
                        .list());
    }

    private Done done(Asked asked, List<Use> uses) {
        Service service = asked.service();
        List<Use> own = uses.stream()
                .filter(use -> use.provider().equals(service.provider()) && use.talks() == service.talks())
                .toList();
        long calls = own.stream()
                .filter(use -> use.unit().equals(service.units().getFirst()))
                .mapToLong(Use::calls)
                .sum();
        BigDecimal spend = own.stream()
                .filter(use -> asked.bills() && service.units().contains(use.unit()))
                .flatMap(use -> pricing.of(use.provider(), use.unit(), use.amount()).stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Done(
                calls,
                spend.setScale(4, RoundingMode.HALF_UP),
                calls == 0 ? new Latencies.Count().latencies() : latency(asked));
    }

    private Latencies latency(Asked asked) {
        Latencies.Count times = new Latencies.Count();
        Stage after = asked.after();
        List<Integer> waits = query(
                """
                        SELECT STRAIGHT_JOIN a.<until> - <after> AS ms
                          FROM parley_call c FORCE INDEX (by_start)
                          JOIN parley_usage u
                            ON u.call_id = c.id AND u.provider = :provider AND u.unit = :unit
                          LEFT JOIN parley_usage t
                            ON t.call_id = c.id AND t.provider = :provider AND t.unit = 'TALK_MS'
                          JOIN parley_answer a ON a.call_id = c.id
                         WHERE c.started_at >= :since
                           AND (t.call_id IS NOT NULL) = :talks
                           AND a.<until> - <after> IS NOT NULL
                         LIMIT :most
                        """,
                query -> query.define("until", asked.until().column())
                        .define("after", after == null ? "0" : "a." + after.column())
                        .bind("provider", asked.service().provider())
                        .bind("unit", asked.service().units().getFirst())
                        .bind("talks", asked.service().talks())
                        .bind("most", ANSWERS_MAX)
                        .mapTo(Integer.class)
                        .list());
        waits.forEach(times::add);
        return times.latencies();
    }

    private <T> T query(String sql, Function<Query, T> work) {
        return jdbi.withHandle(handle ->
                work.apply(handle.configure(SqlStatements.class, with -> with.setQueryTimeout(QUERY_SECONDS_MAX))
                        .createQuery(sql)
                        .bind("since", LocalDateTime.ofInstant(since, ZoneOffset.UTC))));
    }
}
