package org.parley.script;

import java.time.Duration;
import java.util.List;
import org.parley.script.compile.ScriptCompiler;
import org.parley.script.compile.ScriptCompiler.Compiled;

/** Compiles a text for a test, which says whether it expects it to be good. */
final class Scripts {
    private Scripts() {}

    static Script good(String text) {
        return good(text, Duration.ofSeconds(2));
    }

    static Script good(String text, Duration loopMax) {
        return switch (new ScriptCompiler(loopMax).compile("sales.groovy", text)) {
            case Compiled.Good(Script script) -> script;
            case Compiled.Bad(List<ScriptProblem> problems) ->
                throw new AssertionError(String.join(
                        "\n", problems.stream().map(ScriptProblem::render).toList()));
        };
    }

    static List<ScriptProblem> bad(String text) {
        return switch (new ScriptCompiler(Duration.ofSeconds(2)).compile("sales.groovy", text)) {
            case Compiled.Good(Script script) -> throw new AssertionError("Compiled as " + script + ":\n" + text);
            case Compiled.Bad(List<ScriptProblem> problems) -> problems;
        };
    }
}
