package org.parley.dialer.lines;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/**
 * One statement with its values, which is either carried out or shown: an admin sees exactly what will be done. It can
 * be run twice.
 *
 * @param about what it does, for people
 * @param sql with the tables' real names; values as {@code :name}
 */
public record Change(String about, String sql, Map<String, Object> values) {
    /** A quoted text, or a value's place. */
    private static final Pattern PLACE = Pattern.compile("'[^']*'|:(\\w+)");

    public Change {
        values = Map.copyOf(values);
    }

    /** How many rows it found to change. */
    int carryOut(Handle handle) {
        return handle.createUpdate(sql)
                .setTemplateEngine(VERBATIM)
                .bindMap(values)
                .execute();
    }

    private static final TemplateEngine VERBATIM = new TemplateEngine() {
        @Override
        public String render(String template, StatementContext context) {
            return template;
        }
    };

    /** For a MariaDB client: the values in their places, quoted for any sql_mode. */
    public String text() {
        Matcher places = PLACE.matcher(sql);
        StringBuilder text = new StringBuilder();
        while (places.find()) {
            String name = places.group(1);
            places.appendReplacement(
                    text, Matcher.quoteReplacement(name == null ? places.group() : literal(values.get(name))));
        }
        places.appendTail(text);
        return text.append(';').toString();
    }

    private static String literal(@Nullable Object value) {
        return value instanceof Number number ? number.toString() : Quote.text(String.valueOf(value));
    }
}
