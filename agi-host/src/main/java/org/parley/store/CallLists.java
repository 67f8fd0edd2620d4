package org.parley.store;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The SQL of lists of parley_call. */
final class CallLists {
    private static final int SECONDS_MAX = 5; // a list without an index is given up, and the calls have the database

    private final Jdbi jdbi;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private CallLists(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Newest first; one more than asked for, when there is. */
    static List<CallRow> list(Jdbi jdbi, CallQuery asked) {
        CallLists list = new CallLists(jdbi);
        CallQuery.Cursor before = asked.before();
        if (before != null) {
            list.moment("started_at <= :before", before.startedAt());
            list.add("(started_at < :before OR id < :id)", "id", before.id());
        }
        list.is("script", asked.script());
        list.is("campaign", asked.campaign());
        list.is("disposition", asked.status());
        list.is("line_user", asked.line());
        list.moment("started_at >= :from", asked.from());
        list.moment("started_at < :to", asked.to());
        return list.rows(asked.limit() + 1);
    }

    private void is(String column, String value) {
        if (!value.isEmpty()) {
            add(column + " = :" + column, column, value);
        }
    }

    private void moment(String condition, @Nullable Instant at) {
        if (at != null) {
            String name = condition.substring(condition.indexOf(':') + 1);
            add(condition, name, LocalDateTime.ofInstant(at, ZoneOffset.UTC));
        }
    }

    private void add(String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
    }

    private List<CallRow> rows(int limit) {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + CallTables.COLUMNS + " FROM parley_call" + where
                        + " ORDER BY started_at DESC, id DESC LIMIT :limit")
                .setQueryTimeout(SECONDS_MAX)
                .bindMap(values)
                .bind("limit", limit)
                .map((row, _) -> CallTables.call(row))
                .list());
    }
}
