package org.parley.dialer.schema;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.DialerException;

/**
 * The dialer's tables as they are in one database: the one place that knows dialects. A table is named by its role,
 * which is its name without the dialer's prefix: {@code live_agents}, {@code call_log}. SQL says {@code <live_agents>},
 * and {@link #define} fills in the name. Read once, at start, and never changed; any thread may use it.
 */
public final class Schema {
    private final Dialect dialect;
    private final String version;
    private final int number;
    private final Map<String, Map<String, Column>> tables; // by role, then by the column's name
    private final SchemaReader.Server server;

    Schema(
            Dialect dialect,
            String version,
            int number,
            Map<String, Map<String, Column>> tables,
            SchemaReader.Server server) {
        this.dialect = dialect;
        this.version = version;
        this.number = number;
        this.tables = tables;
        this.server = server;
    }

    /**
     * Looks which dialer's tables the connected schema has.
     *
     * @throws DialerException naming what was looked for, or every table and column that calls need and is missing
     */
    public static Schema read(Handle handle) {
        Schema schema = SchemaReader.read(handle);
        schema.require(Needs.OF_A_CALL);
        return schema;
    }

    public Dialect dialect() {
        return dialect;
    }

    public boolean isOsdial() {
        return dialect == Dialect.OSDIAL;
    }

    /** The folder of its files in {@code sql/}. */
    public String folder() {
        return isOsdial() ? "osdial" : has("dnc_log") ? "vicidial" : "vicidial-2013";
    }

    /** Such as {@code 3.0.2.128} or {@code 2.14-917a}; "" when the database does not say. */
    public String version() {
        return version;
    }

    /** VICIdial's {@code db_schema_version}, 0 for OSDial. */
    public int number() {
        return number;
    }

    /** For people: {@code OSDial 3.0.2.128}, {@code VICIdial 2.14-917a (schema 1728)}. */
    public String description() {
        return dialect.title()
                + (version.isEmpty() ? "" : " " + version)
                + (number == 0 ? "" : " (schema " + number + ")");
    }

    /** The database server's own settings that matter to the dialer. */
    public SchemaReader.Server server() {
        return server;
    }

    public boolean has(String role) {
        return tables.containsKey(role);
    }

    public boolean has(String role, String column) {
        return column(role, column).isPresent();
    }

    public Optional<Column> column(String role, String column) {
        return Optional.ofNullable(tables.getOrDefault(role, Map.of()).get(column));
    }

    /** The text if the table has that column, else "": for the pieces of a statement that only some versions know. */
    public String when(String role, String column, String sql) {
        return has(role, column) ? sql : "";
    }

    /** The table's name in this database. */
    public String table(String role) {
        return SchemaReader.UNPREFIXED.contains(role) ? role : dialect.prefix() + role;
    }

    /**
     * Insists on what a piece of work cannot do without.
     *
     * @param needed columns by role
     * @throws DialerException naming every table and column that is missing
     */
    public void require(Map<String, ? extends Collection<String>> needed) {
        List<String> missing = new ArrayList<>();
        new TreeMap<>(needed).forEach((role, columns) -> {
            if (!has(role)) {
                missing.add("table " + table(role));
                return;
            }
            columns.stream()
                    .filter(column -> !has(role, column))
                    .forEach(column -> missing.add("column " + table(role) + "." + column));
        });
        if (!missing.isEmpty()) {
            throw new DialerException(
                    ("Expected the %s tables in schema '%s' to be complete but missing are: %s; does the"
                                    + " database account have SELECT on them?")
                            .formatted(dialect.title(), server.schema(), String.join(", ", missing)),
                    null);
        }
    }

    /** What calls go without here, and what the dialer's own programs stumble over; a sentence each. */
    public List<String> shortcomings() {
        List<String> found = new ArrayList<>();
        Map<String, String> without = new TreeMap<>(Needs.WITHOUT);
        without.putAll(isOsdial() ? Needs.WITHOUT_AT_OSDIAL : Needs.WITHOUT_AT_VICIDIAL);
        without.forEach((role, loss) -> {
            if (!has(role)) {
                found.add("no table %s, or no SELECT on it: %s".formatted(table(role), loss));
            }
        });
        // OSDial's daemon sets it by hand
        if (!isOsdial()
                && column("live_agents", "last_update_time")
                        .filter(column -> !column.updatesItself())
                        .isPresent()) {
            found.add("%s.last_update_time does not update itself, as by explicit_defaults_for_timestamp=ON: lines look"
                            .formatted(table("live_agents"))
                    + " dead to the dialer, so it routes no calls to them");
        }
        if (server.isStrict()) {
            found.add("the server's sql_mode is strict, and the dialer's own programs count on a lenient one");
        }
        return found;
    }

    /** Fills the placeholders of this handle's statements: each role, and what only VICIdial keeps beside a change. */
    public Handle define(Handle handle) {
        tables.keySet().forEach(role -> handle.define(role, table(role)));
        handle.define("state_change", when("live_agents", "last_state_change", ", last_state_change = NOW()"));
        return handle;
    }

    /**
     * The text as the column can take it, under any sql_mode: cut to its length, and with '?' for what its character
     * set does not know. MariaDB's latin1 is Windows-1252.
     */
    public String storable(String role, String column, @Nullable String text) {
        Column known = tables.getOrDefault(role, Map.of()).get(column);
        if (text == null || known == null) {
            return text == null ? "" : text;
        }
        String kept = switch (known.charset()) {
            case "utf8mb4" -> wellFormed(text, Character.MAX_CODE_POINT);
            case "utf8", "utf8mb3" -> wellFormed(text, Character.MAX_VALUE);
            case "latin1" -> through(Charset.forName("windows-1252"), text);
            default -> through(StandardCharsets.US_ASCII, text);
        };
        int points = kept.codePointCount(0, kept.length());
        return known.length() == 0 || points <= known.length()
                ? kept
                : kept.substring(0, kept.offsetByCodePoints(0, known.length()));
    }

    /** The word if the ENUM column knows it, else the first of the others that it knows, else "". */
    public String word(String role, String column, String word, String... others) {
        List<String> words = column(role, column).map(Column::words).orElse(List.of());
        if (words.contains(word)) {
            return word;
        }
        for (String other : others) {
            if (words.contains(other)) {
                return other;
            }
        }
        return "";
    }

    /** A half of a surrogate pair is no character, and NUL ends a text for many readers. */
    private static String wellFormed(String text, int pointMax) {
        return text.codePoints()
                .map(point -> point == 0 || point > pointMax || (point >= 0xd800 && point <= 0xdfff) ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String through(Charset charset, String text) {
        return new String(text.getBytes(charset), charset).replace('\0', '?');
    }
}
