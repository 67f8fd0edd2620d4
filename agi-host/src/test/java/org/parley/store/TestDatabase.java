package org.parley.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.parley.settings.Secret;

/**
 * A schema of its own on a real MariaDB, which is started once per test JVM and stopped with it. Open one per test
 * class, close it after; its tables are gone then.
 */
public final class TestDatabase implements AutoCloseable {
    /** A schema that Parley's account may not use. */
    static final String CLOSED = "closed";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final DatabaseSettings settings;
    private final Database database;
    private final String schema;
    private final List<String> accounts = new ArrayList<>();

    /** Started by the first test that needs it; the folder stays, so that the next run starts fast. */
    private static final class Server {
        /** Than Parley's own account: make others, and read what all of them have asked. */
        private static final String MAY_MORE = """
                CREATE DATABASE IF NOT EXISTS %2$s;
                GRANT ALL ON `parley%%`.* TO '%1$s'@'127.0.0.1' WITH GRANT OPTION;
                GRANT CREATE USER, SUPER ON *.* TO '%1$s'@'127.0.0.1';
                GRANT SELECT, DROP ON mysql.general_log TO '%1$s'@'127.0.0.1';
                """.formatted(PrivateServer.USER, CLOSED);

        static final PrivateServer SHARED = start();

        private static PrivateServer start() {
            for (int n = 1; n <= 8; n++) {
                Path folder = Path.of("target", "test-mariadb-" + n);
                try {
                    PrivateServer server = PrivateServer.start(folder, step -> {}, MAY_MORE);
                    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "test-mariadb-stop"));
                    return server;
                } catch (DatabaseException e) {
                    // another test JVM may hold this folder
                    if (!String.valueOf(e.getMessage()).contains("to be free")) {
                        throw e;
                    }
                }
            }
            throw new IllegalStateException("Expected one of 8 folders target/test-mariadb-N to be free");
        }
    }

    private TestDatabase(String schema, DatabaseSettings settings, Database database) {
        this.schema = schema;
        this.settings = settings;
        this.database = database;
    }

    /** A fresh schema with Parley's tables in it. */
    public static TestDatabase open() {
        String schema = "parley_test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        admin("CREATE DATABASE " + schema + " CHARACTER SET utf8mb4");
        DatabaseSettings settings = settings(url(schema), password());
        return new TestDatabase(schema, settings, Database.open(settings));
    }

    /** Settings by which another pool reaches the same schema. */
    public DatabaseSettings settings() {
        return settings;
    }

    /**
     * Another account, which may what that script grants to {@code parley} in {@code asterisk} or {@code osdial}; it is
     * gone with the schema.
     */
    public DatabaseSettings account(String grants) {
        String user = "account_" + NUMBER.incrementAndGet();
        String script = grants.replace("'parley'@", "'" + user + "'@")
                .replaceAll("ON (asterisk|osdial)\\.", "ON " + schema + ".");
        admin("CREATE OR REPLACE USER '" + user + "'@'127.0.0.1' IDENTIFIED BY '" + password() + "'");
        jdbi().useHandle(handle -> handle.createScript(script).execute());
        accounts.add(user);
        return new DatabaseSettings(
                settings.url(),
                user,
                settings.password(),
                settings.connectionsMax(),
                settings.connectionWait(),
                settings.embeddedFolder(),
                settings.journalFolder());
    }

    public Database database() {
        return database;
    }

    public Jdbi jdbi() {
        return database.jdbi();
    }

    @Override
    public void close() {
        database.close();
        admin("DROP DATABASE " + schema);
        accounts.forEach(user -> admin("DROP USER '" + user + "'@'127.0.0.1'"));
    }

    static String url(String schema) {
        return Server.SHARED.address().url(schema);
    }

    static String password() {
        return Server.SHARED.address().password();
    }

    static DatabaseSettings settings(String url, String password) {
        return new DatabaseSettings(
                url,
                PrivateServer.USER,
                new Secret(password),
                4,
                Duration.ofSeconds(2),
                Path.of("unused"),
                Path.of("unused"));
    }

    private static void admin(String statement) {
        Jdbi.create(url(PrivateServer.SCHEMA), PrivateServer.USER, password())
                .useHandle(handle -> handle.execute(statement));
    }

    /**
     * The demo's rows, and one call on the way to each lead, as the dialer's routing leaves it: lead 1001 has code
     * V0101080000000001001.
     */
    public void loadDemoWithCalls() {
        database().loadDemo();
        jdbi().useHandle(handle -> handle.execute("""
                INSERT INTO osdial_auto_calls
                       (server_ip, campaign_id, status, lead_id, callerid, phone_code, phone_number, call_time, call_type, stage)
                SELECT '127.0.0.1', 'DEMO', 'XFER', lead_id, CONCAT('V0101080000', LPAD(lead_id, 9, '0')), phone_code, phone_number,
                       NOW(), 'OUT', 'XFER-0'
                  FROM osdial_list
                 WHERE list_id = 8300"""));
    }
}
