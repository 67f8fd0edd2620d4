package org.parley.demo;

import java.io.PrintStream;

/** Lines for a person: with colour on a terminal, plain anywhere else. Any thread may print; lines never mix. */
public final class Terminal {
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
