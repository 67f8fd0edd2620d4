package org.parley.script.library;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.parley.script.Script;

/** Whether the calls of a dialer's lines come to the script that their admin means. */
public final class Reach {
    private Reach() {}

    /**
     * What speaks against it, a sentence each.
     *
     * @param folder that of the library, for people
     * @param inGroups whose calls the lines take
     */
    public static List<String> problems(
            ScriptLibrary library,
            Path folder,
            String script,
            String extension,
            List<String> inGroups,
            String campaign) {
        if (library.named(script).isEmpty()) {
            boolean broken =
                    library.status().stream().anyMatch(status -> status.name().equals(script));
            return List.of(
                    broken
                            ? "script: %s has mistakes; ./parley check shows each with its place".formatted(script)
                            : "script: there is no %s.groovy in %s".formatted(script, folder));
        }
        Optional<Script> answering = library.forExtension(extension);
        if (!answering.equals(library.named(script))
                && !isReachedOtherwise(library, script, extension, inGroups, campaign)) {
            String answers = answering.isEmpty() ? "no script" : "another script";
            return List.of("script: extension %s is answered by %s; write extensions '%s', or inGroups or campaigns"
                            .formatted(extension, answers, extension)
                    + " of theirs, into " + script + ".groovy");
        }
        return List.of();
    }

    /** Whether the calls of all in-groups, or else of the campaign, come to the script at the extension. */
    private static boolean isReachedOtherwise(
            ScriptLibrary library, String script, String extension, List<String> inGroups, String campaign) {
        List<String> groups = inGroups.isEmpty() ? List.of("") : inGroups;
        return groups.stream()
                .map(group -> CallFacts.of("", extension).routed(group.strip(), campaign))
                .allMatch(call -> library.choose(call)
                        .filter(choice -> choice.script().name().equals(script))
                        .isPresent());
    }
}
