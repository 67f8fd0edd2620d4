package org.parley.script.library;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptCompiler;
import org.parley.script.compile.ScriptCompiler.Compiled;
import org.parley.script.compile.ScriptFile;
import org.parley.script.library.ScriptFolder.Stamp;

/** Reads files and compiles them; any thread may, and several at once. */
final class EntryLoader {
    private final ScriptSettings settings;
    private final ScriptFolder folder;
    private final ScriptCompiler compiler;
    private boolean warm; // guarded by the library's lock

    EntryLoader(ScriptSettings settings, ScriptFolder folder) {
        this.settings = settings;
        this.folder = folder;
        this.compiler = settings.compiler();
    }

    void rehearse() {
        compiler.rehearse();
    }

    /** How many texts were compiled and not found as they were kept. */
    long compiled() {
        return compiler.compiled();
    }

    /** Makes the compiler ready for the first edit, when nothing had to be compiled so far. */
    void warm() {
        if (!warm && compiler.compiled() == 0) {
            compiler.warm();
        }
        warm = true;
    }

    /**
     * The file as it is now; what serves stays when its text has not changed, or is no good.
     *
     * @param full there is no room for it
     * @param readOnly not to compile what was not compiled before
     */
    Entry load(String file, Stamp stamp, @Nullable Entry known, boolean full, boolean readOnly) {
        Entry before = known == null ? new Entry(stamp, "", null, null, List.of(), null, List.of()) : known;
        String text = "";
        String problem = "";
        if (!ScriptFile.isName(file.substring(0, file.length() - Script.SUFFIX.length()))) {
            problem = "Expected a file name of a-z, 0-9 and dashes, at most 64, such as medicare-fronter.groovy";
        } else if (full) {
            problem = "The folder holds more than " + settings.scriptsMax()
                    + " scripts; see the setting scripts.scripts-max";
        } else {
            try {
                text = ScriptFile.read(folder.path(file));
            } catch (IOException unreadableFile) {
                problem = String.valueOf(unreadableFile.getMessage());
            }
        }
        if (!problem.isEmpty()) {
            return before.at(stamp, text, List.of(ScriptProblem.at(file, "", 0, 0, problem, "")));
        }
        boolean savedAgain = !before.out().isEmpty() && !before.stamp().equals(stamp);
        if (known != null && known.text().equals(text) && !savedAgain) {
            return before.at(stamp, text, known.problems());
        }
        return switch (readOnly ? compiler.read(file, text) : compiler.compile(file, text)) {
            case Compiled.Good(Script script) ->
                new Entry(stamp, text, script, Instant.now(), List.of(), before.earlier(), List.of());
            case Compiled.Bad(List<ScriptProblem> problems) -> before.at(stamp, text, problems);
        };
    }

    /** An earlier text of the file; null when there is none, or it is no good any more. */
    @Nullable
    Script again(String file, @Nullable String text) {
        return text != null && compiler.compile(file, text) instanceof Compiled.Good(Script script) ? script : null;
    }
}
