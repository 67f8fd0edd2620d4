package org.parley.cli;

import java.io.PrintWriter;
import java.util.function.Function;
import org.parley.Settings;
import org.parley.dialer.lines.AgentLines;

/** Opens our lines in the dialer's tables for a command. */
final class AgentDoor {
    private AgentDoor() {}

    static <R> R in(Settings settings, PrintWriter err, Function<AgentLines, R> work) {
        return DialerDoor.in(settings, err, "agents", jdbi -> work.apply(AgentLines.of(jdbi)));
    }
}
