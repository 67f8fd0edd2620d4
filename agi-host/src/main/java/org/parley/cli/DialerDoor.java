package org.parley.cli;

import java.io.PrintWriter;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.parley.Settings;
import org.parley.dialer.DialerException;
import org.parley.store.Database;

/** Opens the dialer's database for a command, and turns what its tables refuse into a line for the user. */
final class DialerDoor {
    private DialerDoor() {}

    /**
     * Does the work with the open database.
     *
     * @param what lives in the dialer's tables, in a word, for who has none
     */
    static <R> R in(Settings settings, PrintWriter err, String what, Function<Jdbi, R> work) {
        if (settings.database().url().equals("none")) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "database.url is 'none': " + what + " live in the dialer's tables; name them by --database");
        }
        try (Progress _ = Progress.of(err, "opening the database");
                Database database = Database.join(settings.database(), _ -> {})) {
            return work.apply(database.jdbi());
        } catch (DialerException refused) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(refused.getMessage()));
        }
    }
}
