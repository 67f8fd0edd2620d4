package org.parley.script;

import java.util.List;

/**
 * What a script's text says without being run.
 *
 * @param claims the extensions it wants
 * @param statuses the statuses that it writes out
 * @param limits how short it keeps its calls
 */
public record Findings(List<ExtensionClaim> claims, List<StatusUse> statuses, Limits limits) {
    public Findings {
        claims = List.copyOf(claims);
        statuses = List.copyOf(statuses);
    }

    /** An extension that a script wants, and where it says so. */
    public record ExtensionClaim(ExtensionPattern pattern, int line, int column) {}

    /** A status that the script writes out, and where. */
    public record StatusUse(String status, int line, int column) {}
}
