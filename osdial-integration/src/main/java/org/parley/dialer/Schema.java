package org.parley.dialer;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * OSDial or VICIdial: where the two differ, for the tables that Parley uses. SQL says {@code <live_agents>}, and
 * {@link #define} fills in {@code osdial_live_agents} or {@code vicidial_live_agents}. Read once, at start, and never
 * changed.
 *
 * @param flavor for people: "OSDial 3.0.2.128"
 * @param prefix of the table names, with its underscore
 * @param columns per role, column to character set, "" for a column that is no text
 */
record Schema(String flavor, String prefix, Map<String, Map<String, String>> columns) {

    static final String OSDIAL = "osdial_";
    static final String VICIDIAL = "vicidial_";

    /** What Parley reads or writes, by role. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "live_agents",
            List.of(
                    "live_agent_id",
                    "user",
                    "server_ip",
                    "conf_exten",
                    "extension",
                    "status",
                    "lead_id",
                    "campaign_id",
                    "uniqueid",
                    "callerid",
                    "channel",
                    "last_call_time",
                    "last_call_finish",
                    "comments",
                    "calls_today"),
            "auto_calls",
            List.of("callerid", "campaign_id", "uniqueid", "lead_id", "call_type"),
            "list",
            List.of(
                    "lead_id",
                    "list_id",
                    "status",
                    "user",
                    "phone_number",
                    "first_name",
                    "last_name",
                    "city",
                    "state",
                    "postal_code",
                    "email",
                    "comments"),
            "lists",
            List.of("list_id", "campaign_id"),
            "callbacks",
            List.of(
                    "callback_id",
                    "lead_id",
                    "list_id",
                    "campaign_id",
                    "status",
                    "entry_time",
                    "callback_time",
                    "user",
                    "recipient",
                    "comments"),
            "log",
            List.of("uniqueid", "lead_id", "status", "user", "comments"),
            "closer_log",
            List.of("closecallid", "uniqueid", "lead_id", "campaign_id", "status", "user", "comments"));

    /** Reads which dialer's tables the connected schema has; names all that is missing. */
    static Schema read(Handle handle) {
        Map<String, Map<String, String>> tables = tables(handle);
        boolean osdial = tables.containsKey("osdial_live_agents");
        boolean vicidial = tables.containsKey("vicidial_live_agents");
        if (osdial == vicidial) {
            throw new DialerException(
                    ("Expected the tables of one dialer, osdial_live_agents or vicidial_live_agents, in schema"
                                    + " '%s' but %s; %s")
                            .formatted(
                                    schemaName(handle),
                                    osdial ? "found both" : "found neither",
                                    osdial
                                            ? "point database.url at a schema that has only one"
                                            : "point database.url at the dialer's schema, usually asterisk or osdial"),
                    null);
        }
        String prefix = osdial ? OSDIAL : VICIDIAL;
        Map<String, Map<String, String>> columns = new HashMap<>();
        List<String> missing = new ArrayList<>();
        new TreeMap<>(NEEDED).forEach((role, needed) -> {
            Map<String, String> found = tables.get(prefix + role);
            if (found == null) {
                missing.add("table " + prefix + role);
                return;
            }
            columns.put(role, Map.copyOf(found));
            needed.stream()
                    .filter(column -> !found.containsKey(column))
                    .forEach(column -> missing.add("column " + prefix + role + "." + column));
        });
        if (!missing.isEmpty()) {
            throw new DialerException(
                    ("Expected the %s tables in schema '%s' to be complete but missing are: %s; does the"
                                    + " database account have SELECT on them?")
                            .formatted(osdial ? "OSDial" : "VICIdial", schemaName(handle), String.join(", ", missing)),
                    null);
        }
        String version = version(handle, tables.get("system_settings"));
        return new Schema((osdial ? "OSDial" : "VICIdial") + version, prefix, Map.copyOf(columns));
    }

    /** Fills the placeholders of this handle's statements. */
    Handle define(Handle handle) {
        NEEDED.keySet().forEach(role -> handle.define(role, prefix + role));
        handle.define("state_change", has("live_agents", "last_state_change") ? ", last_state_change = NOW()" : "");
        return handle;
    }

    boolean has(String role, String column) {
        return columns.getOrDefault(role, Map.of()).containsKey(column);
    }

    /** The lead id at the tail of a call code: nine digits in OSDial, ten in VICIdial. */
    long leadId(String code) {
        return Long.parseLong(code.substring(prefix.equals(OSDIAL) ? 11 : 10));
    }

    /**
     * The text with '?' for what the column's character set does not know, which a strict server would refuse.
     * MariaDB's latin1 is Windows-1252.
     */
    String storable(String role, String column, String text) {
        String charset = columns.getOrDefault(role, Map.of()).getOrDefault(column, "");
        return switch (charset) {
            case "utf8mb4" -> text;
            case "utf8", "utf8mb3" ->
                text.codePoints()
                        .map(point -> Character.isBmpCodePoint(point) ? point : '?')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            case "latin1" -> through(Charset.forName("windows-1252"), text);
            default -> through(StandardCharsets.US_ASCII, text);
        };
    }

    private static String through(Charset charset, String text) {
        return new String(text.getBytes(charset), charset);
    }

    private static Map<String, Map<String, String>> tables(Handle handle) {
        Map<String, Map<String, String>> tables = new HashMap<>();
        handle.createQuery("""
                        SELECT TABLE_NAME AS t, COLUMN_NAME AS c, COALESCE(CHARACTER_SET_NAME, '') AS charset
                          FROM information_schema.COLUMNS
                         WHERE TABLE_SCHEMA = DATABASE()
                           AND (LEFT(TABLE_NAME, 7) = 'osdial_' OR LEFT(TABLE_NAME, 9) = 'vicidial_'
                                OR TABLE_NAME = 'system_settings')
                        """)
                .map((row, context) -> List.of(row.getString("t"), row.getString("c"), row.getString("charset")))
                .forEach(row -> tables.computeIfAbsent(row.getFirst(), table -> new HashMap<>())
                        .put(row.get(1).toLowerCase(Locale.ROOT), row.get(2)));
        return tables;
    }

    private static String version(Handle handle, @Nullable Map<String, String> settings) {
        if (settings == null || !settings.containsKey("version")) {
            return "";
        }
        String version = handle.createQuery("SELECT version FROM system_settings LIMIT 1")
                .map((row, context) -> row.getString("version"))
                .findFirst()
                .orElse("");
        return version.isEmpty() ? "" : " " + version;
    }

    private static String schemaName(Handle handle) {
        return handle.createQuery("SELECT COALESCE(DATABASE(), '')")
                .mapTo(String.class)
                .one();
    }
}
