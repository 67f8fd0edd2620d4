package org.parley.ai.wire;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text that is too long for one request. */
public final class TextParts {
    private static final List<String> SENTENCE_ENDS = List.of(". ", "! ", "? ", "\u2026 ", "\u061f ", "\u061b ");

    private TextParts() {}

    /** Parts of at most so many characters, cut behind a sentence, else between words, else anywhere; none of "". */
    public static List<String> of(String text, int charactersMax) {
        List<String> parts = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > charactersMax) {
            int end = charactersMax;
            int sentence = -1;
            for (String mark : SENTENCE_ENDS) {
                sentence = Math.max(sentence, rest.lastIndexOf(mark, charactersMax - 2));
            }
            int space = rest.lastIndexOf(' ', charactersMax);
            if (sentence > charactersMax / 4) { // or the part would be too short to sound well
                end = sentence + 1;
            } else if (space > 0) {
                end = space;
            } else if (Character.isHighSurrogate(rest.charAt(end - 1))) {
                end--;
            }
            parts.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            parts.add(rest);
        }
        return parts;
    }
}
