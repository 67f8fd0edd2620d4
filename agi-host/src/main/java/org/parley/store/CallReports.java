package org.parley.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.parley.store.CallReport.Sum;
import org.parley.store.ReportQuery.By;

/** Adds calls up from Parley's own tables. Any thread may ask. */
public final class CallReports {
    private static final int QUERY_SECONDS_MAX = 12; // below the pool's socket timeout
    private static final int KEYS_MAX = 2_000;
    private static final int ANSWERS_MAX = 2_000_000;
    private static final int ROWS_AT_A_TIME = 5_000;

    private static final String COLUMNS =
            Stream.of(Stage.values()).map(stage -> "a." + stage.column()).collect(Collectors.joining(", "));

    private final Jdbi jdbi;
    private final Pricing pricing;

    /** Over these tables, with these prices. */
    public CallReports(Jdbi jdbi, Pricing pricing) {
        this.jdbi = jdbi;
        this.pricing = pricing;
    }

    /**
     * Adds up what is asked for.
     *
     * @throws DatabaseException when the tables do not answer in time, or there is more than a report may hold
     */
    public CallReport report(ReportQuery asked) {
        try {
            return jdbi.withHandle(handle -> report(
                    handle.configure(SqlStatements.class, with -> with.setQueryTimeout(QUERY_SECONDS_MAX)), asked));
        } catch (JdbiException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new DatabaseException(
                    "The report could not be read, within %d s or at all: %s; ask for a shorter span"
                            .formatted(QUERY_SECONDS_MAX, root.getMessage()),
                    e);
        }
    }

    /** How many ended calls each agent line has had since then. */
    public Map<String, Long> callsByLine(Instant since) {
        Map<String, Long> calls = new TreeMap<>();
        jdbi.useHandle(handle -> handle.configure(SqlStatements.class, with -> with.setQueryTimeout(QUERY_SECONDS_MAX))
                .createQuery("""
                        SELECT c.line_user, COUNT(*) AS calls
                          FROM parley_call c FORCE INDEX (by_start)
                         WHERE c.started_at >= :since
                           AND c.line_user > ''
                         GROUP BY c.line_user
                        """)
                .bind("since", utc(since))
                .map((row, context) -> Map.entry(row.getString("line_user"), row.getLong("calls")))
                .forEach(each -> calls.put(each.getKey(), each.getValue())));
        return calls;
    }

    private CallReport report(Handle handle, ReportQuery asked) {
        Map<String, Sum> sums = new TreeMap<>();
        Sum total = new Sum();
        slots(asked).forEach(slot -> sums.put(slot, new Sum()));
        calls(handle, asked, sums, total);
        Set<String> unpriced = usage(handle, asked, sums, total);
        times(handle, asked, sums, total);
        List<CallReport.Row> rows = new ArrayList<>();
        sums.forEach((key, sum) -> rows.add(sum.row(key)));
        return new CallReport(List.copyOf(rows), total.row("total"), unpriced);
    }

    private void calls(Handle handle, ReportQuery asked, Map<String, Sum> sums, Sum total) {
        bind(handle, asked, """
                        SELECT <key> AS k, c.state, c.disposition, c.end_reason, COUNT(*) AS calls,
                               SUM(c.talk_ms) AS talk
                          FROM <calls>
                         WHERE <which>
                         GROUP BY k, c.state, c.disposition, c.end_reason
                        """)
                .map((row, context) -> {
                    String key = label(asked, row.getString("k"));
                    CallState state = CallState.valueOf(row.getString("state"));
                    String status = row.getString("disposition");
                    String end = row.getString("end_reason");
                    long calls = row.getLong("calls");
                    long talk = row.getLong("talk");
                    sum(sums, key).add(state, status, end, calls, talk);
                    total.add(state, status, end, calls, talk);
                    return key;
                })
                .forEach(_ -> {});
    }

    private Set<String> usage(Handle handle, ReportQuery asked, Map<String, Sum> sums, Sum total) {
        Set<String> unpriced = new TreeSet<>();
        bind(handle, asked, """
                        SELECT <key> AS k, u.provider, u.unit, SUM(u.amount) AS amount
                          FROM <calls>
                          JOIN parley_usage u ON u.call_id = c.id
                         WHERE <which>
                         GROUP BY k, u.provider, u.unit
                        """)
                .map((row, context) -> {
                    String provider = row.getString("provider");
                    BigDecimal cost = pricing.of(provider, row.getString("unit"), row.getLong("amount"))
                            .orElse(BigDecimal.ZERO);
                    sum(sums, label(asked, row.getString("k"))).add(cost);
                    total.add(cost);
                    return provider;
                })
                .forEach(provider -> {
                    if (pricing.lacks(provider)) {
                        unpriced.add(provider);
                    }
                });
        return unpriced;
    }

    /** Each answer comes as it is: counting them here costs a quarter of what a GROUP BY of the server does. */
    private static void times(Handle handle, ReportQuery asked, Map<String, Sum> sums, Sum total) {
        Map<String, Sum> byKey = new HashMap<>();
        long answers = bind(handle, asked, """
                        SELECT STRAIGHT_JOIN <key> AS k, <columns>
                          FROM <calls>
                          JOIN parley_answer a ON a.call_id = c.id
                         WHERE <which>
                         LIMIT :most
                        """)
                .define("columns", COLUMNS)
                .bind("most", ANSWERS_MAX)
                .setFetchSize(ROWS_AT_A_TIME)
                .map((row, context) -> {
                    Sum sum = byKey.computeIfAbsent(row.getString(1), key -> sum(sums, label(asked, key)));
                    int column = 2;
                    for (Stage stage : Stage.values()) {
                        int ms = row.getInt(column++);
                        if (!row.wasNull()) {
                            sum.add(stage, ms);
                            total.add(stage, ms);
                        }
                    }
                    return sum;
                })
                .collect(Collectors.counting());
        if (answers == ANSWERS_MAX) {
            throw new DatabaseException(
                    "The report has more answers than " + ANSWERS_MAX + "; ask for a shorter span", null);
        }
    }

    /** Each has the start as its second column; the optimizer may else read the table through. */
    private static String index(ReportQuery asked) {
        return !asked.campaign().isEmpty() ? "by_campaign" : !asked.script().isEmpty() ? "by_script" : "by_start";
    }

    private static String which(ReportQuery asked) {
        return "c.started_at >= :from AND c.started_at < :until AND c.channel NOT LIKE 'Trial/%'" // somebody tried it
                + (asked.script().isEmpty() ? "" : " AND c.script = :script")
                + (asked.campaign().isEmpty() ? "" : " AND c.campaign = :campaign");
    }

    private static Query bind(Handle handle, ReportQuery asked, String sql) {
        Query query = handle.createQuery(sql)
                .define("key", key(asked))
                .define("calls", "parley_call c FORCE INDEX (" + index(asked) + ")")
                .define("which", which(asked))
                .bind("from", utc(asked.from()))
                .bind("until", utc(asked.until()));
        if (!asked.script().isEmpty()) {
            query.bind("script", asked.script());
        }
        if (!asked.campaign().isEmpty()) {
            query.bind("campaign", asked.campaign());
        }
        if (asked.by() == By.DAY || asked.by() == By.HOUR) {
            int number = 0;
            for (Change change : changes(asked)) {
                query.bind("until" + number, utc(change.until())).bind("offset" + number, change.offset());
                number++;
            }
        }
        return query;
    }

    /** The clock of a zone is so many seconds off UTC until then. */
    private record Change(Instant until, int offset) {}

    /** Mostly one, and two or three where clocks are changed. */
    private static List<Change> changes(ReportQuery asked) {
        List<Change> changes = new ArrayList<>();
        Instant at = asked.from();
        while (at.isBefore(asked.until())) {
            ZoneOffsetTransition next = asked.zone().getRules().nextTransition(at);
            Instant turn = next == null ? asked.until() : next.getInstant();
            Instant until = turn.isAfter(asked.until()) ? asked.until() : turn;
            changes.add(new Change(until, asked.zone().getRules().getOffset(at).getTotalSeconds()));
            at = until;
        }
        return changes;
    }

    /** What the rows are grouped by: for times the number of the day or hour on the zone's clock since 1970. */
    private static String key(ReportQuery asked) {
        return switch (asked.by()) {
            case DAY -> "(" + seconds(asked) + ") DIV 86400";
            case HOUR -> "(" + seconds(asked) + ") DIV 3600";
            case SCRIPT -> "c.script";
            case STATUS -> "c.disposition";
            case LINE -> "c.line_user";
        };
    }

    private static String seconds(ReportQuery asked) {
        StringBuilder offset = new StringBuilder("CASE");
        for (int i = 0; i < changes(asked).size(); i++) {
            offset.append(" WHEN c.started_at < :until%d THEN :offset%d".formatted(i, i));
        }
        return "TIMESTAMPDIFF(SECOND, '1970-01-01', c.started_at) + " + offset + " END";
    }

    private static String label(ReportQuery asked, String key) {
        return switch (asked.by()) {
            case DAY -> LocalDate.ofEpochDay(Long.parseLong(key)).toString();
            case HOUR ->
                LocalDateTime.ofEpochSecond(Long.parseLong(key) * 3600, 0, ZoneOffset.UTC)
                        .toString();
            default -> key.isEmpty() ? "-" : key;
        };
    }

    /** Every day or hour of the span, also those without calls; none for what is no time. */
    private static List<String> slots(ReportQuery asked) {
        List<String> slots = new ArrayList<>();
        LocalDateTime last = LocalDateTime.ofInstant(asked.until().minusMillis(1), asked.zone());
        LocalDateTime at = LocalDateTime.ofInstant(asked.from(), asked.zone());
        if (asked.by() == By.DAY) {
            for (LocalDate day = at.toLocalDate(); !day.isAfter(last.toLocalDate()); day = day.plusDays(1)) {
                slots.add(day.toString());
            }
        } else if (asked.by() == By.HOUR) {
            for (LocalDateTime hour = at.truncatedTo(ChronoUnit.HOURS); !hour.isAfter(last); hour = hour.plusHours(1)) {
                slots.add(hour.toString());
            }
        }
        return slots;
    }

    private static Sum sum(Map<String, Sum> sums, String key) {
        Sum known = sums.get(key);
        if (known != null) {
            return known;
        }
        if (sums.size() == KEYS_MAX) {
            throw new DatabaseException("The report has more rows than " + KEYS_MAX + "; ask for a shorter span", null);
        }
        Sum made = new Sum();
        sums.put(key, made);
        return made;
    }

    private static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
