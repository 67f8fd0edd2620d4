package org.parley.dialer.calls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.parley.store.TestDatabase;

/** A schema of each dialect on the real server: made once, and empty whenever it is opened. */
final class DialectDatabase {
    private static final Map<Kind, TestDatabase> MADE = new EnumMap<>(Kind.class);

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

    private DialectDatabase() {}

    static synchronized Jdbi open(Kind kind) {
        Jdbi jdbi = MADE.computeIfAbsent(kind, DialectDatabase::make).jdbi();
        jdbi.useHandle(handle -> handle
                .createQuery("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")
                .map((row, context) -> row.getString(1))
                .list()
                .stream()
                .filter(table -> !table.startsWith("parley_") && !table.startsWith("flyway"))
                .forEach(table -> handle.execute("DELETE FROM `" + table + "`")));
        return jdbi;
    }

    private static TestDatabase make(Kind kind) {
        TestDatabase database = TestDatabase.open();
        try {
            for (String file : List.of("schema.sql", "setup.sql", "records.sql")) {
                Path path = Path.of("..", "sql", kind.folder, file);
                if (Files.exists(path)) {
                    String script = Files.readString(path);
                    database.jdbi()
                            .useHandle(handle -> handle.createScript(script).execute());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return database;
    }
}
