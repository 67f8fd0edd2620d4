package org.parley.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of parley_script_draft: one draft of each script. Any thread may use it; all of it throws when the database
 * is away.
 */
public final class ScriptDrafts {
    /** So many scripts may have one. */
    public static final int DRAFTS_MAX = 200;

    private static final String COLUMNS = "name, version, base, LENGTH(source) AS bytes, author, saved_at";

    private final Jdbi jdbi;

    /** Over these tables. */
    public ScriptDrafts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What became of one that was to be saved. */
    public enum Saved {
        /** It is kept. */
        KEPT,
        /** Somebody has saved or taken away the one that it was to follow. */
        OTHER,
        /** As many scripts have one as may. */
        FULL
    }

    /** That script's. */
    public Optional<ScriptDraft> find(String name) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT " + COLUMNS + " FROM parley_script_draft WHERE name = :name")
                        .bind("name", name)
                        .map((row, context) -> draft(row))
                        .findOne());
    }

    /** The text of that draft, unless another has been saved since. */
    public Optional<String> source(ScriptDraft draft) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT source FROM parley_script_draft WHERE name = :name AND version = :version")
                .bind("name", draft.name())
                .bind("version", draft.version())
                .mapTo(String.class)
                .findOne());
    }

    /** All, in the order of their names. */
    public List<ScriptDraft> list() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT " + COLUMNS + " FROM parley_script_draft ORDER BY name LIMIT :most")
                .bind("most", DRAFTS_MAX)
                .map((row, context) -> draft(row))
                .list());
    }

    /**
     * Keeps it in the place of the one before.
     *
     * @param follows the version that the one before must be, "" when there must be none; null for whichever it is
     */
    public Saved save(
            String name, String version, String source, String base, String author, @Nullable String follows) {
        return jdbi.inTransaction(handle -> {
            String before = handle.createQuery("SELECT version FROM parley_script_draft WHERE name = :name FOR UPDATE")
                    .bind("name", name)
                    .mapTo(String.class)
                    .findOne()
                    .orElse("");
            // what was sent twice is kept once
            if (follows != null && !follows.equals(before) && !version.equals(before)) {
                return Saved.OTHER;
            }
            if (before.isEmpty() && count(handle) >= DRAFTS_MAX) {
                return Saved.FULL;
            }
            handle.createUpdate("""
                            INSERT INTO parley_script_draft (name, version, source, base, author, saved_at)
                            VALUES (:name, :version, :source, :base, :author, UTC_TIMESTAMP(3))
                            ON DUPLICATE KEY UPDATE
                                version = VALUES(version), source = VALUES(source), base = VALUES(base),
                                author = VALUES(author), saved_at = VALUES(saved_at)
                            """)
                    .bind("name", name)
                    .bind("version", version)
                    .bind("source", source)
                    .bind("base", base)
                    .bind("author", author)
                    .execute();
            return Saved.KEPT;
        });
    }

    private static int count(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM parley_script_draft")
                .mapTo(Integer.class)
                .one();
    }

    /** Takes that draft away, unless another has been saved since. */
    public void drop(ScriptDraft draft) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "DELETE FROM parley_script_draft WHERE name = :name AND version = :version")
                .bind("name", draft.name())
                .bind("version", draft.version())
                .execute());
    }

    private static ScriptDraft draft(ResultSet row) throws SQLException {
        return new ScriptDraft(
                row.getString("name"),
                row.getString("version"),
                row.getString("base"),
                row.getLong("bytes"),
                row.getString("author"),
                row.getObject("saved_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }
}
