package org.parley.script.library;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.script.ScriptProblem;

/**
 * How a file of the folder stands.
 *
 * @param name the script's name, such as {@code sales}
 * @param file where it is
 * @param version the version that new calls get, or "" when none was ever good
 * @param extensions the extensions and patterns that lead to it now
 * @param current true when the version is what the file holds; false while an edit with a mistake is not live
 * @param loadedAt when that version became live; null when none is
 * @param problems what its writer must change; empty when all is well
 */
public record ScriptStatus(
        String name,
        Path file,
        String version,
        List<String> extensions,
        boolean current,
        @Nullable Instant loadedAt,
        List<ScriptProblem> problems) {
    public ScriptStatus {
        extensions = List.copyOf(extensions);
        problems = List.copyOf(problems);
    }
}
