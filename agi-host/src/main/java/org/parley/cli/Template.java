package org.parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.script.Script;
import org.parley.script.compile.ScriptFile;
import org.parley.trial.TestSuite;

/**
 * A script that comes with Parley, as the beginning of another one.
 *
 * @param name by which it is asked for
 * @param script the script that it is, in the folder of the program
 */
record Template(String name, String script) {
    /** All of them, in the order in which they are shown. */
    static final List<Template> ALL = List.of(
            of("plain", "ten-lines"),
            of("persona"),
            of("reception"),
            of("reminder"),
            of("qualify"),
            of("survey"),
            of("offer"),
            of("payment"),
            of("optout"),
            of("after-hours"));

    private static final Pattern EXTENSIONS = Pattern.compile("(?m)^(\\s*)extensions '[^\\n]*$");
    private static final Pattern DESCRIPTION = Pattern.compile("(?m)^\\s*description '([^']*)'");
    private static final Pattern NAMED = Pattern.compile("(?m)^script\\('[^']*'\\)");

    private static Template of(String name) {
        return of(name, name);
    }

    private static Template of(String name, String script) {
        return new Template(name, script);
    }

    static Optional<Template> named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** What it does: its description. */
    String about(Path program) {
        Matcher line = DESCRIPTION.matcher(read(program, Script.SUFFIX));
        return line.find() ? line.group(1) : "";
    }

    /** The script under another name and extension. */
    String script(Path program, String newName, String extension) {
        String text = read(program, Script.SUFFIX);
        String moved = EXTENSIONS
                .matcher(text)
                .replaceFirst(found -> Matcher.quoteReplacement(found.group(1) + "extensions '" + extension + "'"));
        return NAMED.matcher(moved).replaceFirst(Matcher.quoteReplacement("script('" + newName + "')"));
    }

    /** Its tests, which go by the name of their file. */
    String tests(Path program) {
        return read(program, TestSuite.SUFFIX);
    }

    private String read(Path program, String suffix) {
        Path file = program.resolve("scripts").resolve(script + suffix);
        try {
            return ScriptFile.read(file);
        } catch (IOException missing) {
            throw new CommandFailure(
                    ExitCode.MISSING,
                    "the template " + name + " is the file " + file + ", which "
                            + (Files.exists(file) ? "cannot be read: " + missing.getMessage() : "is not there any more")
                            + "; bring it back, or take another: ./parley new --list");
        }
    }
}
