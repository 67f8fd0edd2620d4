package org.parley.script;

/** By what a call reaches its script; what comes first goes before what comes later. */
public enum ReachedBy {
    /** The script that the dialplan names: {@code agi://host/sales}. */
    NAME("name"),
    /** The extension itself. */
    EXTENSION("extension"),
    /** The number that the caller dialled. */
    DID("did"),
    /** The in-group that an inbound call came through. */
    IN_GROUP("in-group"),
    /** The campaign of an outbound call, or of the line that took an inbound one. */
    CAMPAIGN("campaign"),
    /** A pattern that the extension fits. */
    PATTERN("pattern");

    private final String word;

    ReachedBy(String word) {
        this.word = word;
    }

    /** As people and events call it. */
    public String word() {
        return word;
    }
}
