package org.parley.demo;

import java.io.PrintStream;

/** Lines for a person: with colour on a terminal, plain anywhere else. Any thread may print; lines never mix. */
public final class Terminal {
    private static final String ISOLATE = "\u2068";
    private static final String END_OF_ISOLATE = "\u2069";

    private final PrintStream out;
    private final boolean colour;

    /** Writes there; the colours are up to the caller. */
    public Terminal(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** The styles of the field: who speaks, and what is said aside. */
    public enum Style {
        PLAIN(""),
        AGENT("\033[36m"),
        CALLER("\033[33m"),
        ASIDE("\033[2m"),
        GOOD("\033[32m"),
        BAD("\033[31m"),
        TITLE("\033[1m");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /**
     * Words from outside as a terminal may show them: no control characters, and none that turn the direction of what
     * follows; words of a script that runs from right to left stand for themselves, so that the rest of the line keeps
     * its place.
     */
    public static String shown(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        boolean rightToLeft = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            byte direction = Character.getDirectionality(c);
            rightToLeft |= direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                plain.append(' ');
            } else if (!turns(c)) {
                plain.append(c);
            }
        }
        return rightToLeft ? ISOLATE + plain + END_OF_ISOLATE : plain.toString();
    }

    /** Marks, embeddings, overrides and isolates. */
    private static boolean turns(char c) {
        return c == '\u200e'
                || c == '\u200f'
                || c == '\u061c'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    /** Text in a style. */
    public String in(Style style, String text) {
        return colour && style != Style.PLAIN ? style.code + text + "\033[0m" : text;
    }

    /** Prints a line. */
    public void line(String text) {
        synchronized (out) {
            out.println(text);
            out.flush();
        }
    }

    /** An empty line and a title. */
    public void title(String text) {
        line("");
        line(in(Style.TITLE, text));
    }
}
