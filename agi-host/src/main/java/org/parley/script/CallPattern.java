package org.parley.script;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * By what a call is known: an extension, a number that was dialled, an in-group or a campaign. Extensions and numbers
 * may be patterns of the dialplan, as Asterisk writes them: a text that begins with {@code _} is a pattern with X
 * (0-9), Z (1-9), N (2-9), sets such as {@code [2-5]}, and at its end {@code .} for one or more characters or
 * {@code !} for any. The dialer's names may end in {@code *} for any that begins so. Orders by what Asterisk tries
 * first: exact, then the narrower set at the first difference, then the wildcards.
 *
 * @see <a href="https://docs.asterisk.org/Configuration/Dialplan/Pattern-Matching/">Pattern matching</a>
 */
public record CallPattern(String text, List<BitSet> places, Tail tail, boolean isExact)
        implements Comparable<CallPattern> {
    private static final int LENGTH_MAX = 40;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,20}\\*?");
    private static final Pattern EXACT = Pattern.compile("[0-9A-Za-z*#+-]{1," + LENGTH_MAX + "}");

    public CallPattern {
        places = List.copyOf(places);
    }

    /** What may follow the places: nothing, one or more characters, or any number of them. */
    public enum Tail {
        NONE,
        SOME,
        ANY
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with what was expected, when the text is neither
     */
    public static CallPattern parse(String text) {
        if (!text.startsWith("_")) {
            if (!EXACT.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        "Expected an extension such as '8300' or a pattern such as '_83XX' but was '" + text + "'");
            }
            List<BitSet> places = new ArrayList<>();
            text.chars().forEach(c -> places.add(set(c, c)));
            return new CallPattern(text, places, Tail.NONE, true);
        }
        List<BitSet> places = new ArrayList<>();
        Tail tail = Tail.NONE;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case 'X', 'x' -> places.add(set('0', '9'));
                case 'Z', 'z' -> places.add(set('1', '9'));
                case 'N', 'n' -> places.add(set('2', '9'));
                case '[' -> {
                    int end = text.indexOf(']', i);
                    places.add(choice(text, end < 0 ? "" : text.substring(i + 1, end)));
                    i = end;
                }
                case '.', '!' -> {
                    if (i != text.length() - 1) {
                        throw new IllegalArgumentException("Expected '" + c + "' only at the end of '" + text + "'");
                    }
                    tail = c == '.' ? Tail.SOME : Tail.ANY;
                }
                case '-' -> {
                    // Asterisk lets a dash make long numbers readable and ignores it
                }
                default -> {
                    if (!EXACT.matcher(String.valueOf(c)).matches()) {
                        throw new IllegalArgumentException(
                                "Expected digits, X, Z, N, [sets], '.' or '!' in '" + text + "' but found '" + c + "'");
                    }
                    places.add(set(c, c));
                }
            }
        }
        if ((places.isEmpty() && tail == Tail.NONE) || places.size() > LENGTH_MAX) {
            throw new IllegalArgumentException("Expected a pattern such as '_83XX' but was '" + text + "'");
        }
        return new CallPattern(text, places, tail, false);
    }

    /**
     * Reads a number that callers dial.
     *
     * @throws IllegalArgumentException with what was expected, when the text is none
     */
    public static CallPattern number(String text) {
        String plain = text.replaceFirst("^(_?)\\+", "$1");
        if (!plain.matches("[0-9]{2,40}|_.*")) {
            throw new IllegalArgumentException(
                    "Expected a number such as '18005551234' or a pattern such as '_1800NXXXXXX' but was '" + text
                            + "'");
        }
        CallPattern read = parse(plain);
        return new CallPattern(text, read.places, read.tail, read.isExact);
    }

    /**
     * Reads the name of an in-group or a campaign, in either case.
     *
     * @throws IllegalArgumentException with what was expected, when the text is none
     */
    public static CallPattern code(String text) {
        if (!CODE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Expected a name as the dialer has it, such as 'SUPPORT', or its beginning, such as 'SUP*', but"
                            + " was '" + text + "'");
        }
        boolean exact = !text.endsWith("*");
        List<BitSet> places = new ArrayList<>();
        text.chars().filter(c -> c != '*').forEach(c -> {
            BitSet both = set(Character.toUpperCase(c), Character.toUpperCase(c));
            both.set(Character.toLowerCase(c));
            places.add(both);
        });
        return new CallPattern(text, places, exact ? Tail.NONE : Tail.ANY, exact);
    }

    private static BitSet choice(String text, String set) {
        BitSet chars = new BitSet();
        for (int i = 0; i < set.length(); i++) {
            char from = set.charAt(i);
            boolean range = i + 2 < set.length() && set.charAt(i + 1) == '-';
            char to = range ? set.charAt(i + 2) : from;
            chars.or(set(from, to));
            i += range ? 2 : 0;
        }
        if (chars.isEmpty() || chars.length() > 128) {
            throw new IllegalArgumentException("Expected a set such as [2-5] in '" + text + "'");
        }
        return chars;
    }

    private static BitSet set(int from, int to) {
        BitSet chars = new BitSet();
        if (from <= to) {
            chars.set(from, to + 1);
        }
        return chars;
    }

    /** True when it leads here. */
    public boolean matches(String extension) {
        int length = extension.length();
        boolean fits = switch (tail) {
            case NONE -> length == places.size();
            case SOME -> length > places.size();
            case ANY -> length >= places.size();
        };
        for (int i = 0; fits && i < places.size(); i++) {
            fits = places.get(i).get(extension.charAt(i));
        }
        return fits;
    }

    /** The same extensions, however the pattern is written: {@code _8[0-9]} is {@code _8X}. */
    public boolean sameAs(CallPattern other) {
        return isExact == other.isExact && places.equals(other.places) && tail == other.tail;
    }

    @Override
    public int compareTo(CallPattern other) {
        if (isExact != other.isExact) {
            return isExact ? -1 : 1;
        }
        for (int i = 0; i < Math.min(places.size(), other.places.size()); i++) {
            BitSet mine = places.get(i);
            BitSet theirs = other.places.get(i);
            int order = Integer.compare(mine.cardinality(), theirs.cardinality());
            if (order == 0) {
                order = Integer.compare(mine.nextSetBit(0), theirs.nextSetBit(0));
            }
            if (order != 0) {
                return order;
            }
        }
        int longer = Integer.compare(other.places.size(), places.size());
        int order = longer != 0 ? longer : tail.compareTo(other.tail);
        return order != 0 ? order : text.compareTo(other.text);
    }
}
