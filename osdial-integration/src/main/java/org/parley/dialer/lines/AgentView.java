package org.parley.dialer.lines;

import java.util.List;

/**
 * A remote agent of ours as it is now.
 *
 * @param linesWanted as the admin wants them
 * @param linesInForce as the dialer is told; 0 when it is not active
 * @param state ACTIVE, PAUSED by the admin, or REMOVED
 * @param held why the host keeps lines back, or ""
 */
public record AgentView(
        String userStart,
        int linesWanted,
        int linesInForce,
        String serverIp,
        String extension,
        String campaign,
        String inGroups,
        String script,
        String state,
        String held,
        List<LineView> lines) {
    public AgentView {
        lines = List.copyOf(lines);
    }

    /** How many lines wait for a call and would get it. */
    public long ready() {
        return lines.stream().filter(LineView::routable).count();
    }

    /** How many lines have a call. */
    public long busy() {
        return lines.stream().filter(line -> !line.code().isEmpty()).count();
    }
}
