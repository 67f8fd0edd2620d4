package org.parley.dialer.calls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.parley.store.Database;
import org.parley.store.DatabaseSettings;
import org.parley.store.TestDatabase;

/**
 * One schema per dialect for all tests of this room: emptied, not made anew. The world acts on it as root would, and
 * Parley by an account that may no more than {@code grants.sql} gives it.
 */
final class DialectDatabase {
    private static final String STRICT = "?sessionVariables=sql_mode='STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
            + "ERROR_FOR_DIVISION_BY_ZERO,ONLY_FULL_GROUP_BY'";
    private static final Map<Kind, DialectDatabase> MADE = new EnumMap<>(Kind.class);

    private final TestDatabase test;
    private final DatabaseSettings account;
    private final Database ours;

    /** The dialects. */
    enum Kind {
        OSDIAL("osdial"),
        VICIDIAL("vicidial"),
        VICIDIAL_2013("vicidial-2013");

        private final String folder;

        Kind(String folder) {
            this.folder = folder;
        }
    }

    private DialectDatabase(TestDatabase test, DatabaseSettings account) {
        this.test = test;
        this.account = account;
        this.ours = Database.open(strict(account));
    }

    /** The dialer's own connections to a schema that is empty now. */
    static synchronized Jdbi open(Kind kind) {
        Jdbi jdbi = made(kind).test.jdbi();
        jdbi.useHandle(handle -> handle
                .createQuery("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")
                .map((row, context) -> row.getString(1))
                .list()
                .stream()
                .filter(table -> !table.startsWith("parley_") && !table.startsWith("flyway"))
                .forEach(table -> handle.execute("DELETE FROM `" + table + "`")));
        return jdbi;
    }

    /** Parley's connections to the same schema; strict, for what fits those fits lenient ones too. */
    static synchronized Jdbi ours(Kind kind) {
        return Jdbi.create(made(kind).ours.dataSource());
    }

    /** What the server has logged of one account's statements since then, whoever else is at work. */
    record Asked(Jdbi root, String user) implements AutoCloseable {
        List<String> statements() {
            return root.withHandle(handle -> handle.createQuery("""
                            SELECT CONVERT(argument USING utf8mb4)
                              FROM mysql.general_log
                             WHERE user_host LIKE CONCAT('%[', :user, ']%')
                               AND command_type IN ('Query', 'Execute')
                            """)
                    .bind("user", user)
                    .mapTo(String.class)
                    .list());
        }

        @Override
        public void close() {
            root.useHandle(handle -> handle.execute("SET GLOBAL general_log = 0"));
        }
    }

    /** From now on the server logs all statements, and what it logged before is gone. */
    static synchronized Asked listen(Kind kind) {
        DialectDatabase made = made(kind);
        made.test.jdbi().useHandle(handle -> {
            handle.execute("SET GLOBAL log_output = 'TABLE'");
            handle.execute("TRUNCATE TABLE mysql.general_log");
            handle.execute("SET GLOBAL general_log = 1");
        });
        return new Asked(made.test.jdbi(), made.account.user());
    }

    private static DialectDatabase made(Kind kind) {
        return MADE.computeIfAbsent(kind, DialectDatabase::make);
    }

    private static DialectDatabase make(Kind kind) {
        TestDatabase test = TestDatabase.open();
        for (String file : List.of("schema.sql", "setup.sql", "records.sql")) {
            Path path = Path.of("..", "sql", kind.folder, file);
            if (Files.exists(path)) {
                test.jdbi().useHandle(handle -> handle.createScript(text(path)).execute());
            }
        }
        String grants = text(Path.of("..", "sql", kind.folder, "grants.sql"))
                // the list of these tests has custom fields
                .replaceAll("-- (GRANT .*custom_101)", "$1");
        return new DialectDatabase(test, test.account(grants));
    }

    private static DatabaseSettings strict(DatabaseSettings account) {
        return new DatabaseSettings(
                account.url() + STRICT,
                account.user(),
                account.password(),
                account.connectionsMax(),
                account.connectionWait(),
                account.embeddedFolder(),
                account.journalFolder());
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
