package org.parley.settings;

import java.util.List;

/** Settings that were read: the typed value, and for each key what is in force and why, in the order of the manual. */
public record Loaded<T>(T value, List<Entry> entries) {
    public Loaded {
        entries = List.copyOf(entries);
    }

    /**
     * One key in force.
     *
     * @param shown the value as it may be printed; {@code ***} for a secret that is set
     * @param meaning what it does and when to change it
     */
    public record Entry(String key, String shown, Origin origin, String meaning) {}
}
