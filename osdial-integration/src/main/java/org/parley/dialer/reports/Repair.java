package org.parley.dialer.reports;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.schema.Schema;

/**
 * One statement that is shown or carried out, the same either way. Its WHERE names the state that it expects, so that
 * it can be run twice and never undoes what somebody has done since.
 */
final class Repair {
    private static final Pattern ROLE = Pattern.compile("<([a-z_]+)>");
    /** A quoted text, or a value's place. */
    private static final Pattern PLACE = Pattern.compile("'[^']*'|:(\\w+)");

    private static final Pattern TAME = Pattern.compile("[ !#-&(-\\[\\]-~]*");

    private static final TemplateEngine VERBATIM = new TemplateEngine() {
        @Override
        public String render(String template, StatementContext context) {
            return template;
        }
    };

    private final String sql;
    private final Map<String, Object> values;

    /**
     * A statement.
     *
     * @param sql tables as {@code <role>}, values as {@code :name}; in one line when it is shown
     */
    Repair(Schema schema, String sql, Map<String, Object> values) {
        String named = ROLE.matcher(sql).replaceAll(role -> Matcher.quoteReplacement(schema.table(role.group(1))));
        this.sql = named.replaceAll("\\s+", " ").strip();
        this.values = Map.copyOf(values);
    }

    /** How many rows it changed; none when what it expects is no longer so. */
    int carryOut(Handle handle) {
        handle.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return handle.createUpdate(sql)
                .setTemplateEngine(VERBATIM)
                .bindMap(values)
                .execute();
    }

    /** For a MariaDB client: the values in their places, quoted for any sql_mode. */
    String text() {
        return PLACE.matcher(sql)
                        .replaceAll(place -> Matcher.quoteReplacement(
                                place.group(1) == null ? place.group() : literal(values.get(place.group(1)))))
                + ";";
    }

    private static String literal(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("Expected a value for each place of a repair");
        }
        if (value instanceof Number number) {
            return number.toString();
        }
        String text = value.toString();
        return TAME.matcher(text).matches()
                ? "'" + text + "'"
                : "_utf8mb4 0x" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
