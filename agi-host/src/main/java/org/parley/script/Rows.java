package org.parley.script;

import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a query read: a list of rows, each a map from the column's name; empty as well when it could not be read. */
public final class Rows extends AbstractList<Map<String, @Nullable Object>> {
    private final List<Map<String, @Nullable Object>> rows;
    private final Reason reason;

    /** Why there are no rows, or OK. */
    public enum Reason {
        OK,
        SLOW,
        UNREACHABLE
    }

    private Rows(List<Map<String, @Nullable Object>> rows, Reason reason) {
        this.rows = rows;
        this.reason = reason;
    }

    /** Rows that were read. */
    public static Rows of(List<? extends Map<String, ? extends @Nullable Object>> read) {
        return new Rows(
                read.stream()
                        .<Map<String, @Nullable Object>>map(LinkedHashMap::new)
                        .toList(),
                Reason.OK);
    }

    /** None, for that reason. */
    public static Rows failed(Reason why) {
        return new Rows(List.of(), why);
    }

    /** Whether the query was answered, be it with no row. */
    public boolean isOk() {
        return reason == Reason.OK;
    }

    /** Why there are no rows, or OK. */
    public Reason getReason() {
        return reason;
    }

    /** The first row's value of that column as text; "" when there is no row, no value, or no such column. */
    public String text(String column) {
        Object value = rows.isEmpty() ? null : rows.getFirst().get(column);
        return value == null ? "" : value.toString();
    }

    @Override
    public Map<String, @Nullable Object> get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }
}
