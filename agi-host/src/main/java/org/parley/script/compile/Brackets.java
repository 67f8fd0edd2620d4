package org.parley.script.compile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Finds the bracket that was forgotten in a text that the compiler could not read. It knows texts and comments as far
 * as a writer uses them, and is asked only when something is wrong.
 */
final class Brackets {
    private static final String VALUE = "The ${ of this text is not closed";

    private final String source;
    private final Deque<Integer> open = new ArrayDeque<>(); // where
    private int at;

    private Brackets(String source) {
        this.source = source;
    }

    /** A place of the text, from 1, and what is wrong there. */
    record Mistake(int line, int column, String message, String suggestion) {
        /** Whether it is inside a text. */
        boolean isOfText() {
            return message.equals(VALUE);
        }
    }

    /** The first one; empty when all brackets close. */
    static Optional<Mistake> in(String source) {
        return new Brackets(source).look();
    }

    private Optional<Mistake> look() {
        for (at = 0; at < source.length(); at++) {
            char c = source.charAt(at);
            if (source.startsWith("//", at)) {
                at = end("\n", at);
            } else if (source.startsWith("/*", at)) {
                at = end("*/", at + 2) + 1;
            } else if (c == '\'' || c == '"') {
                Optional<Mistake> wrong = text(c);
                if (wrong.isPresent()) {
                    return wrong;
                }
            } else if (c == '/' && beginsPattern()) {
                at = pattern();
            } else if ("([{".indexOf(c) >= 0) {
                open.push(at);
            } else if (")]}".indexOf(c) >= 0) {
                if (open.isEmpty()) {
                    return Optional.of(mistake(at, "This '" + c + "' closes nothing", "take it out"));
                }
                int opened = open.pop();
                if (closing(opened) != c) {
                    return Optional.of(unclosed(opened));
                }
            }
        }
        return open.isEmpty() ? Optional.empty() : Optional.of(unclosed(open.peek()));
    }

    /** Over a text in these quotes, whose values may hold texts themselves. */
    private Optional<Mistake> text(char quote) {
        String quotes = source.startsWith(String.valueOf(quote).repeat(3), at)
                ? String.valueOf(quote).repeat(3)
                : String.valueOf(quote);
        for (at += quotes.length(); at < source.length(); at++) {
            if (source.startsWith(quotes, at)) {
                at += quotes.length() - 1;
                return Optional.empty();
            }
            if (source.charAt(at) == '\\') {
                at++;
            } else if (source.charAt(at) == '\n' && quotes.length() == 1) {
                return Optional.empty(); // the compiler tells of that
            } else if (quote == '"' && source.startsWith("${", at)) {
                int begins = at;
                int ends = value(at + 2, quotes);
                if (ends < 0) {
                    return Optional.of(mistake(begins, VALUE, "put a } after the value"));
                }
                at = ends;
            }
        }
        return Optional.empty();
    }

    /** Where the value that begins here ends, or -1 when the line or the text ends before it. */
    private int value(int from, String quotes) {
        int depth = 1;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            } else if (c == '\n' && quotes.length() == 1) {
                return -1;
            } else if (c == '\'' || c == '"') {
                int end = source.indexOf(c, i + 1);
                int line = end("\n", i);
                if (end < 0 || end > line) {
                    return -1;
                }
                i = end;
            }
        }
        return -1;
    }

    /** After a value a stroke divides. */
    private boolean beginsPattern() {
        int before = at - 1;
        while (before >= 0 && source.charAt(before) == ' ') {
            before--;
        }
        return before >= 0 && "(,=[{:~!|&?".indexOf(source.charAt(before)) >= 0;
    }

    private int pattern() {
        int i = at + 1;
        while (i < source.length() && source.charAt(i) != '/') {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private int end(String mark, int from) {
        int end = source.indexOf(mark, from);
        return end < 0 ? source.length() : end;
    }

    private char closing(int opened) {
        return switch (source.charAt(opened)) {
            case '(' -> ')';
            case '[' -> ']';
            default -> '}';
        };
    }

    private Mistake unclosed(int opened) {
        char missing = closing(opened);
        return mistake(
                opened,
                "This '" + source.charAt(opened) + "' is not closed",
                missing == '}' ? "put a '}' where its block ends" : "put a '" + missing + "' where it ends");
    }

    private Mistake mistake(int place, String message, String suggestion) {
        String before = source.substring(0, place);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Mistake(line, place - before.lastIndexOf('\n'), message, suggestion);
    }
}
