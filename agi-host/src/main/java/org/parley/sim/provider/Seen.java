package org.parley.sim.provider;

/**
 * A message that a client sent: when ({@link System#nanoTime()}), on which connection (counted from 1), and what: the
 * text of a frame, for a binary frame {@code <N bytes>}, or, on connection 0, the body of a request.
 */
public record Seen(long nanos, int connection, String text) {}
