package org.parley.scripts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptCompiler;
import org.parley.script.compile.ScriptCompiler.Compiled;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptSettings;

/** The scripts of this folder, compiled as the host does it. */
final class ShippedScripts {
    private static final Duration LOOP_MAX = Duration.ofSeconds(2);

    private ShippedScripts() {}

    /** The library as the host opens it. */
    static ScriptLibrary open() {
        return ScriptLibrary.open(ScriptSettings.of(folder(), Duration.ofSeconds(60), 1000, LOOP_MAX));
    }

    /** One script alone. */
    static Script named(String name) {
        String file = name + ".groovy";
        try {
            return switch (new ScriptCompiler(LOOP_MAX).compile(file, Files.readString(folder().resolve(file)))) {
                case Compiled.Good(Script script) -> script;
                case Compiled.Bad(List<ScriptProblem> problems) ->
                    throw new AssertionError(problems.getFirst().render());
            };
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The root of the repository. */
    static Path root() {
        return Objects.requireNonNull(folder().toAbsolutePath().normalize().getParent());
    }

    /** The folder of the scripts. */
    static Path folder() {
        // an editor may start tests at the root of the repository
        return Files.exists(Path.of("demo.groovy")) ? Path.of(".") : Path.of("scripts");
    }
}
