package org.parley.ai;

/** What a voice can do by itself. What it cannot, the call does in its place or the script is told. */
public enum Capability {
    /** Decides by itself when the caller's turn is over and when he interrupts. */
    TURN_TAKING,
    /** Says a given text word for word. */
    VERBATIM,
    /** Calls the script's tools. */
    TOOLS,
    /** Learns how much of its words the caller has heard. */
    TRUNCATION,
    /** Takes over a talk with what was said before. */
    HISTORY,
    /** Goes on with the provider's own memory of a talk that broke off. */
    RESUME,
    /** Hears emotion. */
    EMOTION,
    /** Goes on in the language that the caller is heard to speak. */
    LANGUAGES
}
