package org.parley.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.MariaDbDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: an outside one by URL, or a private server that lives as long as this object. Opening fails at once,
 * with a remedy, when it cannot be reached or Parley's tables cannot be made. Any thread may use the pool.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String EMBEDDED = "embedded";
    /** A statement that gets no answer for so long fails; no call waits longer for a silent server. */
    private static final int SOCKET_TIMEOUT_MS = 15_000;

    /** Whatever else the server is strict about: columns of the dialers have zero dates for defaults. */
    private static final String ZERO_DATES = "SET SESSION sql_mode ="
            + " REPLACE(REPLACE(@@SESSION.sql_mode, 'NO_ZERO_IN_DATE', ''), 'NO_ZERO_DATE', '')";

    private final @Nullable PrivateServer server;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final String description;

    private Database(@Nullable PrivateServer server, HikariDataSource pool, String description) {
        this.server = server;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.description = description;
    }

    /** Opens and migrates; blocks until the database is ready. Progress of a private server goes to the log. */
    public static Database open(DatabaseSettings settings) {
        return open(settings, step -> LOG.info("database: {}", step));
    }

    /**
     * Opens and migrates; blocks until the database is ready.
     *
     * @param progress told what a private server's start is at, for whatever may take over two seconds
     * @throws DatabaseException with a message that names the remedy
     */
    public static Database open(DatabaseSettings settings, Consumer<String> progress) {
        if (!settings.url().equals(EMBEDDED)) {
            return connect(null, settings, target(settings), true);
        }
        PrivateServer server = PrivateServer.start(settings.embeddedFolder(), progress);
        try {
            return connect(server, settings, target(server.address()), true);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Opens for a short command beside a host: uses the private server that a running host of the same user has
     * started, and starts it only when none runs.
     */
    public static Database join(DatabaseSettings settings, Consumer<String> progress) {
        if (settings.url().equals(EMBEDDED)) {
            Optional<PrivateServer.Address> running = PrivateServer.running(settings.embeddedFolder());
            if (running.isPresent()) {
                return connect(null, settings, target(running.get()), false);
            }
        }
        return open(settings, progress);
    }

    /** Opens an outside database to look at it: its tables are left as they are. */
    public static Database look(DatabaseSettings settings) {
        return connect(null, settings, target(settings), false);
    }

    /** The statements' door; every use lends a connection of the pool and gives it back. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** The pool itself. */
    public HikariDataSource dataSource() {
        return pool;
    }

    /** From now on the times of the pool are told there: how long a connection was waited for, and lent. */
    public void measure(MeterRegistry figures) {
        if (pool.getMetricsTrackerFactory() == null) {
            pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(figures));
        }
    }

    /** Server, version, schema and pool size in one line, without secrets. */
    public String description() {
        return description;
    }

    /** Makes the dialer tables of the demo where they are missing, and its campaign, leads and idle AI lines. */
    public void loadDemo() {
        for (String script : List.of("setup", "schema", "records", "demo")) {
            String text = resource("sql/osdial/" + script + ".sql");
            jdbi.useHandle(handle -> handle.createScript(text).execute());
        }
    }

    /** Closes the pool and stops the private server, bounded. */
    @Override
    public void close() {
        try {
            pool.close();
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }

    private record Target(String url, String user, String password) {
        String shown() {
            int query = url.indexOf('?');
            return query < 0 ? url : url.substring(0, query);
        }
    }

    private static Target target(PrivateServer.Address address) {
        return new Target(address.url(PrivateServer.SCHEMA), PrivateServer.USER, address.password());
    }

    private static Target target(DatabaseSettings settings) {
        if (!settings.url().startsWith("jdbc:mariadb:")) {
            throw new DatabaseException(
                    "Expected database.url to be 'embedded', 'none' or a URL such as"
                            + " jdbc:mariadb://127.0.0.1:3306/asterisk but was '" + settings.url() + "'",
                    null);
        }
        return new Target(settings.url(), settings.user(), settings.password().reveal());
    }

    private static Database connect(
            @Nullable PrivateServer server, DatabaseSettings settings, Target target, boolean migrate) {
        String version = probe(target, settings);
        if (migrate) {
            migrate(target);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("parley");
        config.setJdbcUrl(target.url());
        config.setUsername(target.user());
        config.setPassword(target.password());
        config.setMaximumPoolSize(settings.connectionsMax());
        config.setConnectionTimeout(settings.connectionWait().toMillis());
        config.setConnectionInitSql(ZERO_DATES);
        config.setValidationTimeout(Math.min(settings.connectionWait().toMillis(), 5_000));
        options(target, settings).forEach((key, value) -> config.addDataSourceProperty((String) key, value));
        try {
            String where =
                    server == null ? target.shown() : target.shown() + " (private, process " + server.pid() + ")";
            return new Database(
                    server,
                    new HikariDataSource(config),
                    "MariaDB %s at %s, pool of %d".formatted(version, where, settings.connectionsMax()));
        } catch (RuntimeException e) {
            throw new DatabaseException("Could not open the pool at " + target.shown() + ": " + e.getMessage(), e);
        }
    }

    private static Properties options(Target target, DatabaseSettings settings) {
        Properties options = new Properties();
        // the driver would else make every session strict, and the dialers' tables are written for lenient ones
        options.setProperty("jdbcCompliantTruncation", "false");
        option(
                options,
                target,
                "connectTimeout",
                Math.max(1_000, settings.connectionWait().toMillis()));
        option(options, target, "socketTimeout", SOCKET_TIMEOUT_MS);
        return options;
    }

    private static void option(Properties options, Target target, String name, long value) {
        if (!target.url().contains(name + "=")) {
            options.setProperty(name, Long.toString(value));
        }
    }

    /** One connection by hand before the pool, because its error says more. */
    private static String probe(Target target, DatabaseSettings settings) {
        Properties options = options(target, settings);
        options.setProperty("user", target.user());
        options.setProperty("password", target.password());
        try (Connection connection = DriverManager.getConnection(target.url(), options)) {
            if (Optional.ofNullable(connection.getCatalog()).orElse("").isEmpty()) {
                throw new DatabaseException(
                        "Expected a schema at the end of database.url, as in jdbc:mariadb://127.0.0.1:3306/asterisk,"
                                + " but '" + target.shown() + "' has none",
                        null);
            }
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw explain(target, e);
        }
    }

    private static DatabaseException explain(Target target, SQLException e) {
        int code = 0;
        for (Throwable cause = e; cause != null && code == 0; cause = cause.getCause()) {
            code = cause instanceof SQLException sql ? sql.getErrorCode() : 0;
        }
        String found = switch (code) {
            case 1045, 1698 ->
                "it refused the password of '%s'; check database.user and database.password".formatted(target.user());
            case 1044 -> "'%s' may not use that schema; GRANT it as in docs/database.md".formatted(target.user());
            case 1049 -> "that server has no such schema; create it, or correct the end of database.url";
            case 1040 -> "it has no connection left; raise its max_connections";
            default ->
                "it cannot be reached (%s); is the server running, and may this host connect to it?"
                        .formatted(rootMessage(e));
        };
        return new DatabaseException("Expected a MariaDB at " + target.shown() + " but " + found, e);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** Brings Parley's own tables up to date; on a connection of its own, for a change of a large table takes long. */
    private static void migrate(Target target) {
        try {
            MariaDbDataSource source = new MariaDbDataSource(target.url());
            source.setUser(target.user());
            source.setPassword(target.password());
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:sql/parley")
                    .table("parley_schema_history")
                    // the dialer's tables stand in the same schema: start beside them, below our first version
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (SQLException | FlywayException e) {
            throw new DatabaseException(
                    "Could not bring Parley's tables at %s up to date: %s; the grants it needs are in docs/database.md"
                            .formatted(target.shown(), rootMessage(e)),
                    e);
        }
    }

    /** A text of the class path, such as {@code sql/osdial/grants.sql}. */
    public static String resource(String name) {
        try (InputStream in = Database.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new DatabaseException("Expected " + name + " on the class path; build agi-host again", null);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new DatabaseException("Could not read " + name + " of the class path", e);
        }
    }
}
