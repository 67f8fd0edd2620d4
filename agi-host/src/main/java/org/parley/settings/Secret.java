package org.parley.settings;

/** A value that is never shown: prints as three stars. Comes from the environment or a file, never from parley.yaml. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return reveal.isEmpty() ? "" : "***";
    }
}
