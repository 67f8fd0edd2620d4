package org.parley.script.library;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.script.ReachedBy;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.library.ScriptFolder.Stamp;

/**
 * How a file stands.
 *
 * @param text what it holds
 * @param script the version that serves; null until one was good
 * @param loadedAt when that became live
 * @param problems of what the file holds
 * @param earlier the text of the last version that served calls well before this one; null when there is none
 * @param out why the version of the file is out of routing; empty while it is not
 */
record Entry(
        Stamp stamp,
        String text,
        @Nullable Script script,
        @Nullable Instant loadedAt,
        List<ScriptProblem> problems,
        @Nullable String earlier,
        List<ScriptProblem> out) {
    private static final Set<ReachedBy> EXTENSIONS = EnumSet.of(ReachedBy.EXTENSION, ReachedBy.PATTERN);

    Entry {
        problems = List.copyOf(problems);
        out = List.copyOf(out);
    }

    /** The same of another look at the file. */
    Entry at(Stamp newer, String newText, List<ScriptProblem> found) {
        return new Entry(newer, newText, script, loadedAt, found, earlier, out);
    }

    /** It was only read so far, and cannot be compiled. */
    Entry broken(List<ScriptProblem> found) {
        return new Entry(stamp, text, null, null, found, earlier, out);
    }

    /** The version of the file is out of routing, and this one serves, if there is one. */
    Entry without(ScriptProblem why, @Nullable Script fallback) {
        return fallback == null
                ? new Entry(stamp, text, script, loadedAt, problems, null, List.of(why))
                : new Entry(stamp, text, fallback, Instant.now(), problems, null, List.of(why));
    }

    /** True when calls get what the file holds. */
    boolean isCurrent() {
        return script != null && problems.isEmpty() && out.isEmpty();
    }

    ScriptStatus status(String file, Path path, Routes routes, boolean isOut) {
        List<ScriptProblem> all = new ArrayList<>(problems);
        all.addAll(out);
        all.addAll(routes.clashesOf(file));
        Script serving = script;
        return new ScriptStatus(
                file.substring(0, file.length() - Script.SUFFIX.length()),
                path,
                serving == null ? "" : serving.version(),
                routes.leadingTo(file, EXTENSIONS),
                routes.leadingTo(file, Set.of(ReachedBy.DID)),
                routes.leadingTo(file, Set.of(ReachedBy.IN_GROUP)),
                routes.leadingTo(file, Set.of(ReachedBy.CAMPAIGN)),
                serving == null ? "" : serving.findings().description(),
                serving == null ? "" : serving.findings().owner(),
                serving == null ? Set.of() : serving.findings().languages(),
                serving == null
                        ? "broken"
                        : isOut
                                ? "out"
                                : !out.isEmpty()
                                        ? "fallback"
                                        : isCurrent() ? (serving.isComplete() ? "live" : "compiling") : "stale",
                isCurrent(),
                loadedAt,
                all,
                serving == null || !isCurrent() ? List.of() : serving.doubts());
    }
}
