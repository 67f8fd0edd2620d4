package org.parley;

/** The host. */
public final class Parley {
    private Parley() {}
}
