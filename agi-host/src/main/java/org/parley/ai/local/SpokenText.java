package org.parley.ai.local;

import java.text.Normalizer;

/** Text on its way to a synthesiser: bounded, on one line, and without what only a screen can show. */
final class SpokenText {

    /** Characters of one utterance; about two minutes of speech. */
    static final int CHARS_MAX = 2_000;

    private static final String MARK_UP = "[<>{}\\\\\\[\\]|^`~]";

    private SpokenText() {}

    /** What can be spoken of it by a voice that reads English letters; "" when nothing can. */
    static String clean(String text) {
        // the synthesisers read ASCII and spell out or skip the rest: keep the letters under the accents
        return cut(Normalizer.normalize(bounded(text), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[\u2018\u2019]", "'")
                .replaceAll("[\u201c\u201d]", "\"")
                .replaceAll("[\u2013\u2014]", ", ")
                // angle brackets, braces and backslashes are mark-up to one synthesiser or another
                .replaceAll("[^\\x20-\\x7e]|" + MARK_UP, " "));
    }

    /** The same for a voice that reads the letters of its language: those stay, with the signs on them. */
    static String cleanAsWritten(String text) {
        return cut(Normalizer.normalize(bounded(text), Normalizer.Form.NFC)
                .replaceAll("[\u2013\u2014]", ", ")
                // a joiner tells a Persian reader where a word has parts; other signs of direction tell him nothing
                .replaceAll("[\\p{Cc}\\p{Cs}\\p{Co}\\p{So}]|(?![\u200c\u200d])\\p{Cf}|" + MARK_UP, " "));
    }

    private static String bounded(String text) {
        return text.length() <= 2 * CHARS_MAX ? text : text.substring(0, 2 * CHARS_MAX);
    }

    private static String cut(String text) {
        String plain = text.replaceAll("\\s+", " ").strip();
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
