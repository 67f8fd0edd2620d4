package org.parley.cli;

import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.parley.Settings;
import org.parley.script.ScriptException;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptSettings;
import org.parley.script.library.ScriptStatus;
import org.parley.store.Database;
import org.parley.store.DatabaseException;
import org.parley.store.DatabaseSettings;
import org.parley.store.ScriptVersion;
import org.parley.store.ScriptVersions;

/** Whether the scripts compile, and lead somewhere. */
final class ScriptCheck {
    private ScriptCheck() {}

    /** Whether they do, and whether a host has taken one out of routing. */
    static Check of(Settings all) {
        ScriptSettings settings = all.scripts();
        try (ScriptLibrary library = ScriptLibrary.open(settings)) {
            List<ScriptStatus> scripts = library.status();
            List<String> broken = scripts.stream()
                    .filter(script -> !script.problems().isEmpty())
                    .map(ScriptStatus::name)
                    .toList();
            if (!broken.isEmpty()) {
                return Check.fail(
                        "scripts",
                        "mistakes in " + String.join(", ", broken),
                        "./parley check shows each with its place");
            }
            List<String> out = out(all.database(), scripts);
            if (!out.isEmpty()) {
                return Check.fail(
                        "scripts",
                        "broke down in too many calls and gets none: " + String.join(", ", out),
                        "correct and save it, or ./parley scripts rollback " + out.getFirst());
            }
            long extensions = scripts.stream()
                    .mapToLong(script -> script.extensions().size())
                    .sum();
            return scripts.stream().noneMatch(ScriptStatus::isReached)
                    ? Check.warn("scripts", "no call leads to one in " + settings.folder(), "write one: see README.md")
                    : Check.ok("scripts", "%d good, %d extensions".formatted(scripts.size(), extensions));
        } catch (ScriptException e) {
            return Check.fail("scripts", String.valueOf(e.getMessage()), "correct scripts.folder");
        }
    }

    /** Those whose file holds a version that is out; none when the database is away, which another check tells. */
    private static List<String> out(DatabaseSettings settings, List<ScriptStatus> scripts) {
        if (!settings.url().startsWith("jdbc:")) {
            return List.of();
        }
        try (Database database = Database.look(settings)) {
            List<ScriptVersion> out = new ScriptVersions(database.jdbi()).broken();
            return scripts.stream()
                    .filter(script -> out.stream()
                            .anyMatch(each -> each.name().equals(script.name())
                                    && each.version().equals(script.version())))
                    .map(ScriptStatus::name)
                    .toList();
        } catch (DatabaseException | JdbiException away) {
            return List.of();
        }
    }
}
