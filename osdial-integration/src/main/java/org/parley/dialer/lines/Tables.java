package org.parley.dialer.lines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.schema.Schema;

/** Makes statements for the tables of this dialer: their names, the columns they have, and those they insist on. */
final class Tables {
    private static final Pattern ROLE = Pattern.compile("<([a-z_]+)>");

    private final Schema schema;
    private final Map<String, Map<String, String>> insisted; // by table: column without default, and what to give it

    private Tables(Schema schema, Map<String, Map<String, String>> insisted) {
        this.schema = schema;
        this.insisted = insisted;
    }

    /** Versions differ in what they insist on, so the database is asked. */
    static Tables of(Handle handle, Schema schema) {
        record Found(String table, String column, String type) {}
        Map<String, Map<String, String>> insisted = new LinkedHashMap<>();
        handle.createQuery("""
                        SELECT TABLE_NAME AS t, COLUMN_NAME AS c, COLUMN_TYPE AS type
                          FROM information_schema.COLUMNS
                         WHERE TABLE_SCHEMA = DATABASE()
                           AND IS_NULLABLE = 'NO'
                           AND COLUMN_DEFAULT IS NULL
                           AND EXTRA = ''
                        """)
                .map((row, context) -> new Found(row.getString("t"), row.getString("c"), row.getString("type")))
                .forEach(found -> insisted.computeIfAbsent(found.table(), table -> new LinkedHashMap<>())
                        .put(found.column(), nothing(found.type())));
        return new Tables(schema, insisted);
    }

    /** The emptiest value that a type can take under any sql_mode. */
    private static String nothing(String type) {
        if (type.startsWith("enum(")) {
            return type.substring(5, type.indexOf('\'', 6) + 1);
        }
        if (type.startsWith("date") || type.startsWith("timestamp")) {
            return "NOW()";
        }
        return type.contains("char") || type.contains("text") || type.contains("blob") ? "''" : "0";
    }

    Schema schema() {
        return schema;
    }

    /** The text with {@code <role>} replaced by the tables' names. */
    String sql(String text) {
        Matcher roles = ROLE.matcher(text);
        return roles.replaceAll(role -> schema.has(role.group(1)) ? schema.table(role.group(1)) : role.group());
    }

    Change change(String about, String text, Map<String, Object> values) {
        return new Change(about, sql(text), values);
    }

    /** A value that the database works out. */
    record Worked(String sql) {}

    /**
     * A row, unless one with the same keys is there.
     *
     * @param columns those that this dialer's table lacks are left out, those that it insists on are added
     */
    Change insert(String about, String role, Map<String, ?> columns, List<String> keys) {
        String table = schema.table(role);
        List<String> names = new ArrayList<>();
        List<String> places = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        columns.forEach((column, value) -> {
            if (!schema.has(role, column)) {
                return;
            }
            names.add("`" + column + "`");
            if (value instanceof Worked worked) {
                places.add(worked.sql());
            } else {
                places.add(":" + column);
                values.put(column, value instanceof String text ? schema.storable(role, column, text) : value);
            }
        });
        insisted.getOrDefault(table, Map.of()).forEach((column, nothing) -> {
            if (!columns.containsKey(column)) {
                names.add("`" + column + "`");
                places.add(nothing);
            }
        });
        String same = keys.stream().map(key -> "`%s` = :%s".formatted(key, key)).collect(Collectors.joining(" AND "));
        String into = String.join(", ", names);
        String given = String.join(", ", places);
        return new Change(about, """
                INSERT INTO %1$s (%2$s)
                SELECT %3$s
                  FROM DUAL
                 WHERE NOT EXISTS (SELECT 1 FROM %1$s WHERE %4$s)""".formatted(table, into, given, same), values);
    }
}
