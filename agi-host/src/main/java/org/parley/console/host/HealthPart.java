package org.parley.console.host;

/**
 * How a part of the host is.
 *
 * @param name such as {@code database}
 * @param well whether it does its work
 * @param needed whether calls cannot be served without it
 * @param text how it is, for people
 */
public record HealthPart(String name, boolean well, boolean needed, String text) {}
