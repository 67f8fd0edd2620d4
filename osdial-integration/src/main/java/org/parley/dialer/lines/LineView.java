package org.parley.dialer.lines;

/**
 * An agent line as the dialer has it now.
 *
 * @param status as in live_agents, or "-" when there is no row
 * @param reason why it is so, for people
 * @param routable whether the dialer would give it a call
 * @param code of the call that is on it, or ""
 * @param seconds that it has had this status; -1 when the dialer does not write that down
 */
public record LineView(String user, String status, String reason, boolean routable, String code, long seconds) {}
