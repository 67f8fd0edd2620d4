package org.parley.script.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks in a regular expression for a repeated group whose content may stretch by itself, such as {@code (a+)+}: the
 * ways to divide a text among the two double with each character of it.
 */
final class NestedRepeats {
    private final String pattern;
    private int at;
    private boolean found;

    private NestedRepeats(String pattern) {
        this.pattern = pattern;
    }

    /** True when there is one. The pattern is one that can be read. */
    static boolean in(String pattern) {
        NestedRepeats look = new NestedRepeats(pattern);
        while (look.at < pattern.length()) {
            look.alternatives();
            look.at++; // a bracket that closes nothing
        }
        return look.found;
    }

    /** Part of a sequence: whether it may be nothing, and whether it may be of any length. */
    private record Part(boolean empty, boolean stretches) {}

    /** Up to the bracket that closes it. */
    private Part alternatives() {
        boolean empty = false;
        boolean stretches = false;
        List<Part> sequence = new ArrayList<>();
        while (at < pattern.length() && pattern.charAt(at) != ')') {
            if (pattern.charAt(at) == '|') {
                at++;
                empty |= sequence.stream().allMatch(Part::empty);
                stretches |= stretches(sequence);
                sequence.clear();
            } else {
                sequence.add(part());
            }
        }
        empty |= sequence.stream().allMatch(Part::empty);
        stretches |= stretches(sequence);
        return new Part(empty, stretches);
    }

    /** Only when nothing in it that must be there tells one turn from the next. */
    private static boolean stretches(List<Part> sequence) {
        List<Part> needed = sequence.stream().filter(each -> !each.empty()).toList();
        return needed.isEmpty()
                ? sequence.stream().anyMatch(Part::stretches)
                : needed.size() == 1 && needed.getFirst().stretches();
    }

    private Part part() {
        Part inner = new Part(false, false);
        boolean looks = false; // ahead or behind
        boolean once = false; // what it has taken it keeps
        switch (pattern.charAt(at)) {
            case '\\' -> escape();
            case '[' -> characters();
            case '(' -> {
                once = pattern.startsWith("(?>", at);
                looks = pattern.startsWith("(?=", at)
                        || pattern.startsWith("(?!", at)
                        || pattern.startsWith("(?<=", at)
                        || pattern.startsWith("(?<!", at);
                opening();
                inner = alternatives();
                at++;
            }
            case '^', '$' -> {
                at++;
                return new Part(true, false);
            }
            default -> at++;
        }
        Repeat repeat = repeat();
        boolean free = !once && !repeat.keeps();
        found |= repeat.endless() && free && inner.stretches();
        return new Part(
                looks || repeat.least() == 0 || inner.empty(),
                !looks && free && (repeat.endless() || inner.stretches()));
    }

    /** A bracket, with what says of which sort the group is; after flags alone it closes at once. */
    private void opening() {
        at++;
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            boolean named = pattern.startsWith("?<", at) && !pattern.startsWith("?<=", at);
            String ends = named && !pattern.startsWith("?<!", at) ? ">" : ":>=!)";
            while (at < pattern.length() && ends.indexOf(pattern.charAt(at)) < 0) {
                at++;
            }
            at += at < pattern.length() && pattern.charAt(at) != ')' ? 1 : 0;
        }
    }

    private void escape() {
        if (pattern.startsWith("\\Q", at)) {
            int end = pattern.indexOf("\\E", at);
            at = end < 0 ? pattern.length() : end + 2;
            return;
        }
        boolean braces = at + 2 < pattern.length() && pattern.charAt(at + 2) == '{';
        int end = braces ? pattern.indexOf('}', at) : -1;
        at = end < 0 ? at + 2 : end + 1;
    }

    private void characters() {
        int depth = 0;
        do {
            char c = pattern.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '[') {
                depth++;
                boolean first = at + 1 < pattern.length() && pattern.charAt(at + 1) == ']';
                boolean second = pattern.startsWith("[^]", at);
                at += first ? 1 : second ? 2 : 0;
            } else if (c == ']') {
                depth--;
            }
            at++;
        } while (depth > 0 && at < pattern.length());
    }

    private record Repeat(int least, boolean endless, boolean keeps) {}

    private Repeat repeat() {
        if (at >= pattern.length()) {
            return new Repeat(1, false, false);
        }
        int least = 1;
        boolean endless = false;
        switch (pattern.charAt(at)) {
            case '*' -> {
                least = 0;
                endless = true;
            }
            case '+' -> endless = true;
            case '?' -> least = 0;
            case '{' -> {
                int end = pattern.indexOf('}', at);
                String bounds = end < 0 ? "" : pattern.substring(at + 1, end);
                least = bounds.startsWith("0") ? 0 : 1;
                endless = bounds.endsWith(",");
                at = Math.max(at, end);
            }
            default -> {
                return new Repeat(1, false, false);
            }
        }
        at++;
        boolean keeps = at < pattern.length() && pattern.charAt(at) == '+';
        boolean lazy = at < pattern.length() && pattern.charAt(at) == '?';
        at += keeps || lazy ? 1 : 0;
        return new Repeat(least, endless, keeps);
    }
}
