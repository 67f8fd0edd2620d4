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
 */
public record Findings(
        List<Claim> claims,
        List<StatusUse> statuses,
        Limits limits,
        String description,
        String owner,
        Set<String> languages) {
    public Findings {
        claims = List.copyOf(claims);
        statuses = List.copyOf(statuses);
        languages = new TreeSet<>(languages);
    }

    /** Calls that a script wants, and where it says so. */
    public record Claim(ReachedBy by, CallPattern pattern, int line, int column) {}

    /** A status that the script writes out, and where. */
    public record StatusUse(String status, int line, int column) {}
}
