package org.parley.dialer.lines;

/**
 * The lines of an agent that the dialer may route to have changed.
 *
 * @param before how many lines the dialer was told before
 * @param now how many it is told now
 * @param reason what brought it about
 */
public record LineChange(String userStart, String serverIp, String extension, int before, int now, String reason) {}
