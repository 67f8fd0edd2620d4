package org.parley.dialer.lines;

import java.util.List;

/**
 * What adding a remote agent would do.
 *
 * @param wish with the server that it goes to
 * @param problems why it cannot be; nothing may be done while there is one
 * @param warnings what an admin should know beside
 * @param changes the statements that are missing, in their order; empty when all is as wished already
 */
public record AgentPlan(AgentWish wish, List<String> problems, List<String> warnings, List<Change> changes) {
    public AgentPlan {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        changes = List.copyOf(changes);
    }

    /** Whether there is nothing to do. */
    public boolean isAlreadySo() {
        return problems.isEmpty() && changes.isEmpty();
    }
}
