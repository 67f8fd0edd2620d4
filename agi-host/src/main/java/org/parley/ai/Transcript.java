package org.parley.ai;

/** What was understood: lower-case words as the recogniser gave them, and how sure it was, from 0 to 1. */
public record Transcript(String text, double confidence) {

    /** Speech that was not understood. */
    public static final Transcript NONE = new Transcript("", 0);

    public boolean isEmpty() {
        return text.isEmpty();
    }
}
