package org.parley.dialer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.parley.dialer.schema.Schema;
import org.parley.store.DatabaseSettings;
import org.parley.store.TestDatabase;

/**
 * A dialer's schema on a real MariaDB with a small call centre in it: server 127.0.0.1, campaigns SALES, SURVEY and OLD
 * (not active), in-groups SUPPORT, BILLING and CLOSED (not active), agent 1001, list 101 of SALES with leads 1 to 10,
 * whose numbers are 2125550101 to 2125550110. Lines come from {@link #remoteAgent}.
 *
 * <p>Statements here name tables by role: {@code <live_agents>}.
 */
public final class DialerDatabase implements AutoCloseable {
    public static final String SERVER = "127.0.0.1";

    /** Which dialer. */
    public enum Kind {
        OSDIAL("osdial", "3.0.2.128", 0, "setup schema records"),
        VICIDIAL_2013("vicidial-2013", "2.4-309a", 1302, "setup schema"),
        VICIDIAL("vicidial", "2.14-917a", 1728, "setup schema");

        private final String folder;
        private final String version;
        private final int number;
        private final String scripts;

        Kind(String folder, String version, int number, String scripts) {
            this.folder = folder;
            this.version = version;
            this.number = number;
            this.scripts = scripts;
        }

        public boolean isOsdial() {
            return this == OSDIAL;
        }
    }

    /** What the server does with a value that does not fit, in the connections that Parley gets. */
    public enum Mode {
        /** It bends the value, as the dialers' own programs need it. */
        LENIENT(""),
        STRICT("STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO");

        private final String words;

        Mode(String words) {
            this.words = words;
        }
    }

    private final Kind kind;
    private final TestDatabase test;
    private final DatabaseSettings account;
    private final HikariDataSource ours;
    private final HikariDataSource theirs;
    private final Schema schema;
    private final NativeDialer natives;

    private DialerDatabase(Kind kind, Mode mode) {
        this.kind = kind;
        this.test = TestDatabase.open();
        this.theirs = pool(test.settings(), Mode.LENIENT, 10);
        Jdbi lenient = Jdbi.create(theirs);
        List.of(kind.scripts.split(" ", -1))
                .forEach(script -> lenient.useHandle(
                        handle -> handle.createScript(resource("sql/" + kind.folder + "/" + script + ".sql"))
                                .execute()));
        this.account = test.account(resource("sql/" + kind.folder + "/grants.sql"));
        this.ours = pool(account, mode, 10);
        this.schema = lenient.withHandle(Schema::read);
        this.natives = new NativeDialer(this, lenient);
        DialerWorld.build(this);
    }

    /** A fresh schema of that dialer, gone after {@link #close}. */
    public static DialerDatabase open(Kind kind, Mode mode) {
        return new DialerDatabase(kind, mode);
    }

    /** Each dialer in each mode, for {@code @MethodSource}. */
    public static Stream<org.junit.jupiter.params.provider.Arguments> all() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Mode.values())
                        .map(mode -> org.junit.jupiter.params.provider.Arguments.of(kind, mode)));
    }

    public Kind kind() {
        return kind;
    }

    /** As the lenient connection sees it, world and all; read before any test changes a table. */
    public Schema schema() {
        return schema;
    }

    /** That account. */
    public DatabaseSettings account() {
        return account;
    }

    /** The connections that Parley gets, by an account that may what grants.sql gives it. */
    public Jdbi jdbi() {
        return Jdbi.create(ours);
    }

    /** The schema with its server, for other accounts and settings. */
    public TestDatabase test() {
        return test;
    }

    /** The dialer's own programs, on connections of their own. */
    public NativeDialer natives() {
        return natives;
    }

    /** What Parley makes of this database. */
    public Dialer dialer() {
        return org.parley.dialer.calls.SqlDialer.detect(
                jdbi(), new DialerOptions(SERVER, DialerOptions.Strangers.FIND, 999, "NI"));
    }

    /** One more row, of those columns that this dialer's table has; names and values take turns. */
    public void insert(String role, Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (schema.has(role, (String) namesAndValues[i])) {
                values.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        lenient(handle -> handle.createUpdate(
                        "INSERT INTO " + schema.table(role) + " (`" + String.join("`, `", values.keySet())
                                + "`) VALUES (:" + String.join(", :", values.keySet()) + ")")
                .bindMap(values)
                .execute());
    }

    /** Any statement, as an admin would run it; parameters are question marks. */
    public int execute(String sql, Object... parameters) {
        return lenient(handle -> schema.define(handle).execute(sql, parameters));
    }

    /** The rows that {@code <table> WHERE ...} names. */
    public int count(String from, Object... parameters) {
        return Integer.parseInt(value("SELECT COUNT(*) FROM " + from, parameters));
    }

    /** The first column of the first row as text; "NULL" for no value, "" for no row. */
    public String value(String sql, Object... parameters) {
        return lenient(handle -> {
            var query = schema.define(handle).createQuery(sql);
            for (int i = 0; i < parameters.length; i++) {
                query.bind(i, parameters[i]);
            }
            List<String> values = new ArrayList<>();
            query.map((row, context) -> String.valueOf((Object) row.getString(1)))
                    .forEach(values::add);
            return values.isEmpty() ? "" : values.getFirst();
        });
    }

    /** A remote agent with its users, and its lines as the daemon makes them; in-groups between blanks. */
    public void remoteAgent(int userStart, int lines, String extension, String campaign, String inGroups) {
        for (int n = 0; n < lines; n++) {
            insert(
                    "users",
                    "user",
                    userStart + n,
                    "full_name",
                    "AI " + n,
                    "user_level",
                    1,
                    "user_group",
                    "ADMIN",
                    "pass",
                    "",
                    "active",
                    "Y");
        }
        for (String group : inGroups.isBlank() ? new String[0] : inGroups.split(" ", -1)) {
            insert("inbound_group_agents", "user", userStart, "group_id", group, "group_rank", 0, "group_weight", 0);
        }
        insert(
                "remote_agents",
                "user_start",
                userStart,
                "number_of_lines",
                lines,
                "server_ip",
                SERVER,
                "conf_exten",
                extension,
                "status",
                "ACTIVE",
                "campaign_id",
                campaign,
                "closer_campaigns",
                inGroups.isBlank() ? " -" : " " + inGroups + " -");
        natives.daemonSweep();
    }

    /** An in-group for calls to one agent alone; it has the id for its name. */
    public void directGroup(String id) {
        insert(
                "inbound_groups",
                "group_id",
                id,
                "group_name",
                id,
                "group_color",
                "red",
                "active",
                "Y",
                "playlist_id",
                0);
    }

    /** An agent at his screen; in-groups between blanks. */
    public void person(String user, String status, String inGroups) {
        insert("live_agents", personRow(user, status, " " + inGroups + " -"));
    }

    /** The columns of an agent at his screen and what stands in them, in turns. */
    public static Object[] personRow(String user, String status, String closerCampaigns) {
        return new Object[] {
            "user",
            user,
            "server_ip",
            SERVER,
            "conf_exten",
            "8600051",
            "extension",
            "SIP/" + user,
            "status",
            status,
            "lead_id",
            0,
            "campaign_id",
            "SALES",
            "uniqueid",
            "",
            "callerid",
            "",
            "channel",
            "",
            "random_id",
            7,
            "comments",
            "",
            "closer_campaigns",
            closerCampaigns
        };
    }

    @Override
    public void close() {
        ours.close();
        theirs.close();
        test.close();
    }

    private <T> T lenient(org.jdbi.v3.core.HandleCallback<T, RuntimeException> work) {
        try (Handle handle = Jdbi.create(theirs).open()) {
            return work.withHandle(handle);
        }
    }

    private static HikariDataSource pool(DatabaseSettings account, Mode mode, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(account.url());
        config.setUsername(account.user());
        config.setPassword(account.password().reveal());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.addDataSourceProperty("jdbcCompliantTruncation", "false");
        config.setConnectionInitSql("SET sql_mode = '" + mode.words + "'");
        return new HikariDataSource(config);
    }

    private static String resource(String name) {
        try (InputStream in = DialerDatabase.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Expected " + name + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String version() {
        return kind.version;
    }

    int number() {
        return kind.number;
    }
}
