package org.parley.cli;

import java.util.List;
import org.parley.script.ScriptException;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptSettings;
import org.parley.script.library.ScriptStatus;

/** Whether the scripts compile, and lead somewhere. */
final class ScriptCheck {
    private ScriptCheck() {}

    static Check of(ScriptSettings settings) {
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
            long extensions = scripts.stream()
                    .mapToLong(script -> script.extensions().size())
                    .sum();
            return extensions == 0
                    ? Check.warn(
                            "scripts", "none behind an extension in " + settings.folder(), "write one: see README.md")
                    : Check.ok("scripts", "%d good, %d extensions".formatted(scripts.size(), extensions));
        } catch (ScriptException e) {
            return Check.fail("scripts", String.valueOf(e.getMessage()), "correct scripts.folder");
        }
    }
}
