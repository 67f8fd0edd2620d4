package org.parley.scripts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.parley.script.Script;
import org.parley.script.ScriptLibrary;
import org.parley.script.ScriptSettings;

/** The scripts of this folder, compiled as the host does it. */
final class ShippedScripts {
    private ShippedScripts() {}

    static ScriptLibrary open() {
        // an editor may start tests at the root of the repository
        Path folder = Files.exists(Path.of("demo.groovy")) ? Path.of(".") : Path.of("scripts");
        return ScriptLibrary.open(new ScriptSettings(folder, Duration.ofSeconds(60), 1000, Duration.ofSeconds(2)));
    }

    static Script named(String name) {
        try (ScriptLibrary library = open()) {
            return library.named(name).orElseThrow(() -> new AssertionError("No script " + name));
        }
    }
}
