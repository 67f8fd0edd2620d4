package org.parley.script;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a script's text says without being run.
 *
 * @param claims the calls it wants
 * @param statuses the statuses that it writes out
 * @param limits how short it keeps its calls
 * @param description what it is for, in its writer's words, or ""
 * @param owner whom to ask about it, or ""
 * @param languages that it names, as tags, in their order
 * @param doubts what its writer should look at, wherever it runs
 * @param uses what it names that stands elsewhere, and may be missing there
 */
public record Findings(
        List<Claim> claims,
        List<StatusUse> statuses,
        Limits limits,
        String description,
        String owner,
        Set<String> languages,
        List<Doubt> doubts,
        List<Use> uses) {
    public Findings {
        claims = List.copyOf(claims);
        statuses = List.copyOf(statuses);
        languages = new TreeSet<>(languages);
        doubts = List.copyOf(doubts);
        uses = List.copyOf(uses);
    }

    /** Calls that a script wants, and where it says so. */
    public record Claim(ReachedBy by, CallPattern pattern, int line, int column) {}

    /** A status that the script writes out, and where. */
    public record StatusUse(String status, int line, int column) {}

    /** Something doubtful, and where. */
    public record Doubt(ProblemKind kind, int line, int column, String message, String suggestion) {}

    /**
     * A name that the script writes out, and where: of a sound, a clip, a voice, a folder, a secret or an in-group; for
     * LANGUAGE the tags of one text's languages with commas between them, for PRICE the limit of cost, for HEARING the
     * word of a question.
     */
    public record Use(ProblemKind kind, String name, int line, int column) {}
}
