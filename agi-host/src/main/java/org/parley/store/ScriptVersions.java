package org.parley.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of parley_script_version, and what the calls tell of scripts. Any thread may use it; all of it throws when
 * the database is away.
 */
public final class ScriptVersions {
    /** So many versions of a script are kept, and so many bytes, but always the newest. */
    static final int KEPT_MAX = 50;

    static final long KEPT_BYTES_MAX = 2L * 1024 * 1024;

    private static final int ERRORS_LOOKED_AT = 1000;

    private final Jdbi jdbi;

    /** Over these tables. */
    public ScriptVersions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** This version is live: it is good from now on, whatever was before. Drops the oldest that are too many. */
    public void keep(String name, String version, String source, String host) {
        jdbi.useTransaction(handle -> {
            // later than what was live last, also within its millisecond and by a clock that went back: the list tells
            // by it which is the newest, and the newest is never dropped
            LocalDateTime seen = handle.createQuery("""
                            SELECT GREATEST(
                                       UTC_TIMESTAMP(3),
                                       COALESCE(MAX(last_seen) + INTERVAL 1000 MICROSECOND, UTC_TIMESTAMP(3)))
                              FROM parley_script_version
                             WHERE name = :name
                            """)
                    .bind("name", name)
                    .mapTo(LocalDateTime.class)
                    .one();
            handle.createUpdate("""
                            INSERT INTO parley_script_version
                                   (name, version, source, first_seen, last_seen, host, broken_at, error)
                            VALUES (:name, :version, :source, :seen, :seen, :host, NULL, '')
                            ON DUPLICATE KEY UPDATE
                                last_seen = VALUES(last_seen), host = VALUES(host), broken_at = NULL, error = ''
                            """)
                    .bind("name", name)
                    .bind("version", version)
                    .bind("source", source)
                    .bind("seen", seen)
                    .bind("host", cut(host, 100))
                    .execute();
            long bytes = 0;
            int count = 0;
            for (ScriptVersion each : list(handle, name)) {
                bytes += each.bytes();
                if (++count > KEPT_MAX || (count > 1 && bytes > KEPT_BYTES_MAX)) {
                    handle.createUpdate("DELETE FROM parley_script_version WHERE name = :name AND version = :version")
                            .bind("name", name)
                            .bind("version", each.version())
                            .execute();
                }
            }
        });
    }

    /** This version was taken out of routing. */
    public void broken(String name, String version, String error) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE parley_script_version
                           SET broken_at = UTC_TIMESTAMP(3), error = :error
                         WHERE name = :name
                           AND version = :version
                        """)
                .bind("name", name)
                .bind("version", version)
                .bind("error", cut(error, 500))
                .execute());
    }

    /** The versions of a script, the one that was live last first. */
    public List<ScriptVersion> list(String name) {
        return jdbi.withHandle(handle -> list(handle, name));
    }

    private static List<ScriptVersion> list(org.jdbi.v3.core.Handle handle, String name) {
        return handle.createQuery("""
                        SELECT name, version, LENGTH(source) AS bytes, first_seen, last_seen, host, broken_at, error
                          FROM parley_script_version
                         WHERE name = :name
                         ORDER BY last_seen DESC, first_seen DESC, version
                        """)
                .bind("name", name)
                .map((row, context) -> version(row))
                .list();
    }

    /** The versions that are out of routing now. */
    public List<ScriptVersion> broken() {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        SELECT name, version, LENGTH(source) AS bytes, first_seen, last_seen, host, broken_at, error
                          FROM parley_script_version
                         WHERE broken_at IS NOT NULL
                         ORDER BY name, broken_at DESC
                        """).map((row, context) -> version(row)).list());
    }

    /** The text of a version. */
    public Optional<String> source(String name, String version) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT source FROM parley_script_version WHERE name = :name AND version = :version")
                .bind("name", name)
                .bind("version", version)
                .mapTo(String.class)
                .findOne());
    }

    /** The newest error of the last seven days in a call, by script. */
    public Map<String, String> lastErrors() {
        Map<String, String> found = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT script, error
                          FROM parley_call
                         WHERE started_at > UTC_TIMESTAMP() - INTERVAL 7 DAY
                           AND error > ''
                           AND script > ''
                         ORDER BY started_at DESC
                         LIMIT :most
                        """)
                .bind("most", ERRORS_LOOKED_AT)
                .map((row, context) -> Map.entry(row.getString("script"), row.getString("error")))
                .forEach(each -> found.putIfAbsent(each.getKey(), each.getValue())));
        return found;
    }

    private static ScriptVersion version(ResultSet row) throws SQLException {
        return new ScriptVersion(
                row.getString("name"),
                row.getString("version"),
                row.getLong("bytes"),
                row.getObject("first_seen", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getObject("last_seen", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString("host"),
                instant(row.getObject("broken_at", LocalDateTime.class)),
                row.getString("error"));
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime at) {
        return at == null ? null : at.toInstant(ZoneOffset.UTC);
    }

    /** To that many characters as MariaDB counts them. */
    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
