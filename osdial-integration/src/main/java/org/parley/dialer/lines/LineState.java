package org.parley.dialer.lines;

/**
 * An agent line as the dialer has it.
 *
 * @param userStart the agent that it is of
 * @param status as in live_agents, such as READY, PAUSED or INCALL; "-" when the dialer has no such line
 * @param code of the call that is on it, or ""
 */
public record LineState(
        String user,
        String userStart,
        String serverIp,
        String campaign,
        String extension,
        String status,
        String code) {}
