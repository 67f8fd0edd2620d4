package org.parley.dialer.lines;

/** Hears what becomes of our lines, on the keeper's thread; must be quick. */
public interface LineNews {
    /** The dialer may route to more or fewer lines of an agent. */
    void offered(LineChange change);

    /** A line is in another state, or has another call. */
    default void stands(LineState state) {}
}
