package org.parley.ai.local;

import java.text.Normalizer;

/** Text on its way to a synthesiser: bounded, on one line, and without what only a screen can show. */
final class SpokenText {

    /** Characters of one utterance; about two minutes of speech. */
    static final int CHARS_MAX = 2_000;

    private SpokenText() {}

    /** What can be spoken of it; "" when nothing can. */
    static String clean(String text) {
        String bounded = text.length() <= 2 * CHARS_MAX ? text : text.substring(0, 2 * CHARS_MAX);
        // the synthesisers read ASCII and spell out or skip the rest: keep the letters under the accents
        String plain = Normalizer.normalize(bounded, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[\u2018\u2019]", "'")
                .replaceAll("[\u201c\u201d]", "\"")
                .replaceAll("[\u2013\u2014]", ", ")
                // angle brackets, braces and backslashes are mark-up to one synthesiser or another
                .replaceAll("[^\\x20-\\x7e]|[<>{}\\\\\\[\\]|^`~]", " ")
                .replaceAll("\\s+", " ")
                .strip();
        if (plain.chars().noneMatch(Character::isLetterOrDigit)) {
            return "";
        }
        if (plain.length() <= CHARS_MAX) {
            return plain;
        }
        int space = plain.lastIndexOf(' ', CHARS_MAX);
        return plain.substring(0, space > CHARS_MAX / 2 ? space : CHARS_MAX);
    }
}
