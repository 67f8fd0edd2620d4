package org.parley.script.library;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.script.ScriptProblem;

/**
 * How a file of the folder stands.
 *
 * @param name the script's name, such as {@code sales}
 * @param file where it is
 * @param version the version that new calls get, or "" when none was ever good
 * @param extensions the extensions and patterns that lead to it now
 * @param dids the dialled numbers that do
 * @param inGroups the in-groups that do
 * @param campaigns the campaigns that do
 * @param description what it is for, in its writer's words, or ""
 * @param owner whom to ask about it, or ""
 * @param languages that it names, as tags
 * @param state live; compiling: it serves, was only read so far, and may have a mistake of types; stale: an edit with
 *     a mistake is not live; broken: no version was ever good; fallback: the file's version broke down too often and an
 *     earlier one serves; out: it did, and none serves
 * @param current true when the version is what the file holds; false while an edit with a mistake is not live
 * @param loadedAt when that version became live; null when none is
 * @param problems what its writer must change; empty when all is well
 * @param warnings what he should look at in that version
 */
public record ScriptStatus(
        String name,
        Path file,
        String version,
        List<String> extensions,
        List<String> dids,
        List<String> inGroups,
        List<String> campaigns,
        String description,
        String owner,
        Set<String> languages,
        String state,
        boolean current,
        @Nullable Instant loadedAt,
        List<ScriptProblem> problems,
        List<ScriptProblem> warnings) {
    public ScriptStatus {
        extensions = List.copyOf(extensions);
        dids = List.copyOf(dids);
        inGroups = List.copyOf(inGroups);
        campaigns = List.copyOf(campaigns);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** The same with these as well, each by its level. */
    public ScriptStatus with(List<ScriptProblem> more) {
        List<ScriptProblem> mistakes = new ArrayList<>(problems);
        List<ScriptProblem> doubts = new ArrayList<>(warnings);
        more.forEach(each -> (each.kind().isError() ? mistakes : doubts).add(each));
        return new ScriptStatus(
                name,
                file,
                version,
                extensions,
                dids,
                inGroups,
                campaigns,
                description,
                owner,
                languages,
                state,
                current,
                loadedAt,
                mistakes,
                doubts);
    }

    /** True when some call leads to it without its name. */
    public boolean isReached() {
        return !(extensions.isEmpty() && dids.isEmpty() && inGroups.isEmpty() && campaigns.isEmpty());
    }
}
