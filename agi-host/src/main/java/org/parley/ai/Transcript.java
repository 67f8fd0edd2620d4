package org.parley.ai;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was understood: lower-case words as the recogniser gave them, how sure it was, from 0 to 1, and the language
 * that it found in them, or null when it was told one or does not say.
 */
public record Transcript(
        String text, double confidence, @Nullable Locale language) {

    /** Speech that was not understood. */
    public static final Transcript NONE = new Transcript("", 0);

    /** Of a recogniser that does not find out the language. */
    public Transcript(String text, double confidence) {
        this(text, confidence, null);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }
}
