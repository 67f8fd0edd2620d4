package org.parley.dialer.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** What the account of {@code grants.sql} may, by purpose, and how another account compares with that. */
public final class Grants {
    private static final Pattern PURPOSE = Pattern.compile("-- For ([^;,:]+).*");
    private static final Pattern GRANT = Pattern.compile("GRANT ([A-Z, ]+) ON \\w+\\.(\\w+) TO .*");
    /** Tables that no file can name: custom fields have one per list, and old rows have moved to others. */
    private static final Pattern UNNAMED = Pattern.compile("custom_\\d+|\\w+_archive");

    private final Map<String, Map<String, Set<String>>> needed; // by purpose, then by table

    private Grants(Map<String, Map<String, Set<String>>> needed) {
        this.needed = needed;
    }

    /**
     * How an account compares.
     *
     * @param missing by purpose: {@code UPDATE on osdial_log}
     * @param more what it may and nothing needs: {@code DROP on osdial_log}, {@code ALL on asterisk.*}
     */
    public record Comparison(String account, Map<String, List<String>> missing, List<String> more) {
        public Comparison {
            missing = Map.copyOf(missing);
            more = List.copyOf(more);
        }

        /** What it lacks for that purpose, or for one whose name begins so. */
        public List<String> missingFor(String purpose) {
            return missing.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(purpose))
                    .flatMap(entry -> entry.getValue().stream())
                    .toList();
        }
    }

    /** Reads the file: {@code -- For PURPOSE:} heads the grants that follow. */
    public static Grants of(String script) {
        Map<String, Map<String, Set<String>>> needed = new LinkedHashMap<>();
        String purpose = "";
        for (String line : script.lines().toList()) {
            Matcher head = PURPOSE.matcher(line);
            Matcher grant = GRANT.matcher(line);
            if (head.matches()) {
                purpose = head.group(1);
            } else if (grant.matches()) {
                needed.computeIfAbsent(purpose, _ -> new LinkedHashMap<>())
                        .computeIfAbsent(grant.group(2), _ -> new LinkedHashSet<>())
                        .addAll(List.of(grant.group(1).split(", ", -1)));
            }
        }
        return new Grants(needed);
    }

    /** Compares the account of this connection; tables that the schema does not have, or not show, are passed over. */
    public Comparison compare(Handle handle) {
        Set<String> everywhere = new TreeSet<>();
        Map<String, Set<String>> byTable = new TreeMap<>();
        held(handle, "USER_PRIVILEGES", "'' AS t", "", row -> everywhere.add(row[1]));
        List<String> more = new ArrayList<>();
        everywhere.remove("USAGE");
        if (!everywhere.isEmpty()) {
            more.add(shortened(everywhere) + " on *.*");
        }
        Set<String> schemaWide = new TreeSet<>();
        held(handle, "SCHEMA_PRIVILEGES", "'' AS t", "AND DATABASE() LIKE TABLE_SCHEMA", row -> schemaWide.add(row[1]));
        if (!schemaWide.isEmpty()) {
            more.add(shortened(schemaWide) + " on " + schema(handle) + ".*");
        }
        everywhere.addAll(schemaWide);
        held(
                handle,
                "TABLE_PRIVILEGES",
                "TABLE_NAME AS t",
                "AND TABLE_SCHEMA = DATABASE()",
                row -> byTable.computeIfAbsent(row[0], _ -> new TreeSet<>()).add(row[1]));
        byTable.forEach((table, verbs) -> {
            Set<String> beyond = new TreeSet<>(verbs);
            beyond.removeAll(all(table));
            if (!beyond.isEmpty() && !UNNAMED.matcher(table).matches()) {
                more.add(shortened(beyond) + " on " + table);
            }
        });
        return new Comparison(account(handle), missing(tables(handle), everywhere, byTable), more);
    }

    private Map<String, List<String>> missing(
            Set<String> tables, Set<String> everywhere, Map<String, Set<String>> byTable) {
        Map<String, List<String>> missing = new LinkedHashMap<>();
        needed.forEach((purpose, wanted) -> wanted.forEach((table, verbs) -> {
            Set<String> lacking = new LinkedHashSet<>(verbs);
            lacking.removeAll(everywhere);
            lacking.removeAll(byTable.getOrDefault(table, Set.of()));
            // tables of Parley's own are made by it
            if (!lacking.isEmpty() && (tables.contains(table) || table.startsWith("parley_"))) {
                missing.computeIfAbsent(purpose, _ -> new ArrayList<>())
                        .add(String.join(", ", lacking) + " on " + table);
            }
        }));
        return missing;
    }

    private Set<String> all(String table) {
        Set<String> all = new TreeSet<>();
        needed.values().forEach(wanted -> all.addAll(wanted.getOrDefault(table, Set.of())));
        return all;
    }

    private static String shortened(Set<String> verbs) {
        return verbs.size() > 4 ? verbs.size() + " privileges" : String.join(", ", verbs);
    }

    private static String account(Handle handle) {
        return one(handle, "SELECT CURRENT_USER()");
    }

    private static String schema(Handle handle) {
        return one(handle, "SELECT DATABASE()");
    }

    private static String one(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(String.class).one();
    }

    private static Set<String> tables(Handle handle) {
        return handle.createQuery("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()")
                .mapTo(String.class)
                .set();
    }

    private static void held(
            Handle handle, String view, String table, String where, java.util.function.Consumer<String[]> taker) {
        handle.createQuery("SELECT " + table + ", PRIVILEGE_TYPE AS p FROM information_schema." + view + """
                         WHERE GRANTEE = CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''',
                                                SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')
                        """ + where)
                .map((row, context) -> new String[] {row.getString("t"), row.getString("p")})
                .forEach(taker);
    }
}
