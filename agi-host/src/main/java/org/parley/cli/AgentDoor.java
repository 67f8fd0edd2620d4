package org.parley.cli;

import java.io.PrintWriter;
import java.util.function.Function;
import org.parley.Settings;
import org.parley.dialer.DialerException;
import org.parley.dialer.lines.AgentLines;
import org.parley.store.Database;

/** Opens the dialer's tables for a command, and turns what they refuse into a line for its user. */
final class AgentDoor {
    private AgentDoor() {}

    static <R> R in(Settings settings, PrintWriter err, Function<AgentLines, R> work) {
        if (settings.database().url().equals("none")) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "database.url is 'none': agents live in the dialer's tables; name them by --database");
        }
        try (Progress _ = Progress.of(err, "opening the database");
                Database database = Database.join(settings.database(), _ -> {})) {
            return work.apply(AgentLines.of(database.jdbi()));
        } catch (DialerException refused) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(refused.getMessage()));
        }
    }
}
