package org.parley.ai;

import java.util.Locale;

/**
 * Words brought to one spelling, so that they can be compared: small letters, figures of any script as 0 to 9, no
 * punctuation, and what Arabic and Persian write in several ways in one: hamza, yeh and kaf, vowel signs, joiners.
 */
public final class Folded {
    private Folded() {}

    /** The words with one blank between them. */
    public static String of(String text) {
        String letters = letters(text).toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(letters.length());
        for (int i = 0; i < letters.length(); i++) {
            char c = letters.charAt(i);
            boolean clock = c == ':' && isFigure(letters, i - 1) && isFigure(letters, i + 1);
            boolean keeps = Character.isLetterOrDigit(c)
                    || Character.isSurrogate(c)
                    || Character.getType(c) == Character.NON_SPACING_MARK
                    || Character.getType(c) == Character.COMBINING_SPACING_MARK
                    || c == '\''
                    || clock;
            plain.append(keeps ? c : ' ');
        }
        return plain.toString().strip().replaceAll("\\s+", " ");
    }

    private static boolean isFigure(String text, int at) {
        return at >= 0 && at < text.length() && Character.isDigit(text.charAt(at));
    }

    /** Only letters and figures to one spelling, all other signs as they are. */
    static String letters(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDropped(c)) {
                folded.append(Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : letter(c));
            }
        }
        return folded.toString();
    }

    private static char letter(char c) {
        return switch (c) {
            case 'أ', 'إ', 'آ', 'ٱ' -> 'ا';
            case 'ى', 'ی', 'ئ' -> 'ي';
            case 'ک' -> 'ك';
            case 'ة', 'ۀ' -> 'ه';
            case 'ؤ' -> 'و';
            case '\u2019' -> '\'';
            default -> c;
        };
    }

    /** Vowel signs, the stretching line, hamza alone, and what only directs how others are shown. */
    private static boolean isDropped(char c) {
        return (c >= '\u064b' && c <= '\u065f')
                || c == '\u0670'
                || c == '\u0640'
                || c == '\u0621'
                || Character.getType(c) == Character.FORMAT;
    }
}
