package org.parley.console.host;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.parley.console.http.Problem;
import org.parley.dialer.Staff;
import org.parley.dialer.lines.LineState;
import org.parley.script.library.ScriptSettings;
import org.parley.store.Database;

/**
 * What stands behind a host's calls. Any thread may use it.
 *
 * @param store the database with its tables, and the dialer's where there is one; empty for a host without
 * @param staff the dialer's people; empty for a host without a dialer
 * @param serverIp of the dialer's server on which new lines are, or "" for its only one
 * @param scripts where they are and how they are compiled
 * @param providers all that are set up, as they are now
 * @param lines ours at the dialer, at the last look
 */
public record Backroom(
        Optional<Database> store,
        Optional<Staff> staff,
        String serverIp,
        ScriptSettings scripts,
        Supplier<List<ProviderState>> providers,
        Supplier<Collection<LineState>> lines) {

    /** The database's tables; empty for a host without. */
    public Optional<Jdbi> database() {
        return store.map(Database::jdbi);
    }

    /**
     * The database.
     *
     * @throws Problem when there is none
     */
    public Jdbi tables(String what) {
        return database().orElseThrow(() ->
                new Problem(503, "No database", what + " live in the database, and this host has none (database.url)"));
    }
}
