package org.parley.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;
import org.parley.Settings;
import org.parley.script.compile.ScriptFile;
import org.parley.store.Database;
import org.parley.store.ScriptVersions;

/** Opens the table of the scripts' versions for a command. */
final class ScriptVersionsDoor {
    private ScriptVersionsDoor() {}

    /** Whether there can be any. */
    static boolean isThere(Settings settings) {
        String url = settings.database().url();
        return !url.equals("none")
                && !(url.equals("embedded") && !Files.exists(settings.database().embeddedFolder()));
    }

    static <R> R in(Settings settings, PrintWriter err, Function<ScriptVersions, R> work) {
        if (!isThere(settings)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    settings.database().url().equals("none")
                            ? "database.url is 'none': versions are kept in Parley's tables; name them by --database"
                            : "no host has run on this database yet, so no versions are kept");
        }
        try (Progress _ = Progress.of(err, "opening the database");
                Database database = Database.join(settings.database(), _ -> {})) {
            return work.apply(new ScriptVersions(database.jdbi()));
        } catch (JdbiException refused) {
            String first =
                    String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
            throw new CommandFailure(ExitCode.FAILED, "the versions cannot be read: " + first);
        }
    }

    /** The name of a script, also when it was written with its ending. */
    static String name(String given) {
        String name = given.replaceFirst("\\.groovy$", "");
        if (!ScriptFile.isName(name)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "expected a script's name, such as sales, but was '" + given + "'");
        }
        return name;
    }
}
