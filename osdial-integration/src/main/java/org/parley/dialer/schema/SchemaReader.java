package org.parley.dialer.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.DialerException;

/** Reads a {@link Schema} from information_schema and the dialer's own settings. */
public final class SchemaReader {
    /** The tables that have the same name in both dialers. */
    static final Set<String> UNPREFIXED = Set.of(
            "call_log",
            "conferences",
            "live_channels",
            "live_sip_channels",
            "park_log",
            "phones",
            "recording_log",
            "server_keepalive_processes",
            "servers",
            "system_settings",
            "user_call_log");

    private static final Pattern WORD = Pattern.compile("'((?:[^']|'')*)'");

    private SchemaReader() {}

    /**
     * The database server.
     *
     * @param schema the database in use
     * @param version such as {@code 10.11.14-MariaDB}
     * @param sqlMode of connections that set none, as the dialer's own
     */
    public record Server(String schema, String version, String sqlMode) {
        /** Whether the dialer's own programs find a value that does not fit refused rather than bent. */
        public boolean isStrict() {
            return sqlMode.contains("STRICT_");
        }
    }

    static Schema read(Handle handle) {
        Server server = server(handle);
        Map<String, Map<String, Column>> all = tables(handle);
        boolean osdial = all.containsKey("osdial_live_agents");
        boolean vicidial = all.containsKey("vicidial_live_agents");
        if (osdial == vicidial) {
            throw new DialerException(
                    ("Expected the tables of one dialer, osdial_live_agents or vicidial_live_agents, in schema"
                                    + " '%s' but %s; %s")
                            .formatted(
                                    server.schema(),
                                    osdial ? "found both" : "found neither",
                                    osdial
                                            ? "point database.url at a schema that has only one"
                                            : "point database.url at the dialer's schema, usually asterisk or osdial"),
                    null);
        }
        Dialect dialect = osdial ? Dialect.OSDIAL : Dialect.VICIDIAL;
        Map<String, Map<String, Column>> byRole = new HashMap<>();
        all.forEach((table, columns) -> {
            if (UNPREFIXED.contains(table)) {
                byRole.put(table, Map.copyOf(columns));
            } else if (table.startsWith(dialect.prefix())) {
                byRole.put(table.substring(dialect.prefix().length()), Map.copyOf(columns));
            }
        });
        Map<String, Column> settings = byRole.getOrDefault("system_settings", Map.of());
        String version = setting(handle, settings, "version");
        String number = setting(handle, settings, "db_schema_version");
        return new Schema(
                dialect,
                version,
                number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0,
                Map.copyOf(byRole),
                server);
    }

    private static Server server(Handle handle) {
        return handle.createQuery("SELECT COALESCE(DATABASE(), '') AS s, VERSION() AS v, @@GLOBAL.sql_mode AS m")
                .map((row, context) -> new Server(row.getString("s"), row.getString("v"), row.getString("m")))
                .one();
    }

    private static Map<String, Map<String, Column>> tables(Handle handle) {
        Map<String, Map<String, Column>> tables = new HashMap<>();
        handle.createQuery("""
                        SELECT TABLE_NAME AS t, COLUMN_NAME AS c, COLUMN_TYPE AS type, IS_NULLABLE AS nullable,
                               COALESCE(CHARACTER_SET_NAME, '') AS charset,
                               COALESCE(CHARACTER_MAXIMUM_LENGTH, 0) AS length, EXTRA AS extra
                          FROM information_schema.COLUMNS
                         WHERE TABLE_SCHEMA = DATABASE()
                        """)
                .map((row, context) -> {
                    String type = row.getString("type");
                    long length = type.startsWith("varchar") || type.startsWith("char") ? row.getLong("length") : 0;
                    Column column = new Column(
                            row.getString("c").toLowerCase(Locale.ROOT),
                            type,
                            row.getString("nullable").equals("YES"),
                            row.getString("charset"),
                            (int) length,
                            words(type),
                            row.getString("extra").toLowerCase(Locale.ROOT).contains("on update"));
                    return Map.entry(row.getString("t"), column);
                })
                .forEach(found -> tables.computeIfAbsent(found.getKey(), table -> new HashMap<>())
                        .put(found.getValue().name(), found.getValue()));
        return tables;
    }

    private static List<String> words(String type) {
        List<String> words = new ArrayList<>();
        if (type.startsWith("enum(")) {
            Matcher matcher = WORD.matcher(type);
            while (matcher.find()) {
                words.add(matcher.group(1).replace("''", "'"));
            }
        }
        return words;
    }

    private static String setting(Handle handle, Map<String, Column> settings, String column) {
        if (!settings.containsKey(column)) {
            return "";
        }
        return handle.createQuery("SELECT COALESCE(`" + column + "`, '') AS v FROM system_settings LIMIT 1")
                .map((row, context) -> row.getString("v"))
                .findFirst()
                .orElse("");
    }
}
