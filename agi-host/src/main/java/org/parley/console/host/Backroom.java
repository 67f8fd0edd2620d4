package org.parley.console.host;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.parley.console.http.Problem;
import org.parley.script.library.ScriptSettings;

/**
 * What stands behind a host's calls. Any thread may use it.
 *
 * @param database its tables, and the dialer's where there is one; empty for a host without
 * @param serverIp of the dialer's server on which new lines are, or "" for its only one
 * @param scripts where they are and how they are compiled
 * @param providers all that are set up, as they are now
 */
public record Backroom(
        Optional<Jdbi> database, String serverIp, ScriptSettings scripts, Supplier<List<ProviderState>> providers) {

    /**
     * The database.
     *
     * @throws Problem when there is none
     */
    public Jdbi tables(String what) {
        return database.orElseThrow(() ->
                new Problem(503, "No database", what + " live in the database, and this host has none (database.url)"));
    }
}
