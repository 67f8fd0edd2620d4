package org.parley.ai;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sentence that somebody has recorded, with slots for what differs from call to call: {@code Hello {name}, welcome
 * to Sunrise.} Each run of words has a file of its own, {@code greeting.1.wav} and {@code greeting.2.wav}; without a
 * slot there is one, {@code greeting.wav}.
 */
public final class Clip {
    private static final Pattern SLOT = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]{0,40})}");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String VALUE = "\\s*(.{1,200}?)\\s*";

    private final String name;
    private final String words;
    private final List<Piece> pieces;
    private final Pattern said;
    private final int written; // characters that are not of a slot

    /** What a clip is made of. */
    sealed interface Piece {
        /** Words as they were recorded in that file. */
        record Recorded(String words, Path file) implements Piece {}

        /** Marks alone, which nobody speaks. */
        record Marks(String marks) implements Piece {}

        /** What differs. */
        record Slot(String name) implements Piece {}
    }

    private Clip(String name, String words, List<Piece> pieces) {
        this.name = name;
        this.words = words;
        this.pieces = pieces;
        this.said = Pattern.compile(
                "(?<!\\S)" + pieces.stream().map(Clip::pattern).collect(Collectors.joining()) + "(?!\\S)");
        this.written = SLOT.matcher(words).replaceAll("").length();
    }

    /** That of these words, whose files are in that folder. */
    static Clip of(String name, String text, Path folder) {
        String words = BLANKS.matcher(text.strip()).replaceAll(" ");
        List<String> literals = List.of(SLOT.split(words, -1));
        boolean whole = literals.size() == 1;
        List<Piece> pieces = new ArrayList<>();
        Matcher slots = SLOT.matcher(words);
        int files = 0;
        for (String literal : literals) {
            if (literal.codePoints().anyMatch(Character::isLetterOrDigit)) {
                files++;
                pieces.add(new Piece.Recorded(
                        literal.strip(), folder.resolve(name + (whole ? "" : "." + files) + ".wav")));
            } else if (!literal.isBlank()) {
                pieces.add(new Piece.Marks(literal.strip()));
            }
            if (slots.find()) {
                pieces.add(new Piece.Slot(slots.group(1)));
            }
        }
        return new Clip(name, words, List.copyOf(pieces));
    }

    private static String pattern(Piece piece) {
        return switch (piece) {
            case Piece.Recorded(String words, Path _) -> quoted(words);
            case Piece.Marks(String marks) -> quoted(marks);
            case Piece.Slot _ -> VALUE;
        };
    }

    private static String quoted(String words) {
        return BLANKS.splitAsStream(words).map(Pattern::quote).collect(Collectors.joining("\\s+"));
    }

    /** Its name, that of its files. */
    public String name() {
        return name;
    }

    /** The words, with the slots in braces. */
    public String words() {
        return words;
    }

    /** The files that it needs, in their order. */
    public List<Path> files() {
        return pieces.stream()
                .flatMap(piece ->
                        piece instanceof Piece.Recorded(String _, Path file) ? Stream.of(file) : Stream.empty())
                .toList();
    }

    /** The names of its slots. */
    public Set<String> slots() {
        Set<String> names = new TreeSet<>();
        pieces.forEach(piece -> {
            if (piece instanceof Piece.Slot(String slot)) {
                names.add(slot);
            }
        });
        return names;
    }

    /**
     * The words with these values in the slots.
     *
     * @throws IllegalArgumentException when a slot has no value, or a value no slot
     */
    public String filled(Map<String, String> values) {
        if (!slots().equals(values.keySet())) {
            throw new IllegalArgumentException("Expected %s for the clip '%s' (%s) but found %s"
                    .formatted(listed(slots()), name, words, listed(values.keySet())));
        }
        return SLOT.matcher(words).replaceAll(slot -> Matcher.quoteReplacement(values.getOrDefault(slot.group(1), "")));
    }

    private static String listed(Set<String> names) {
        return names.isEmpty() ? "no values" : String.join(", ", new TreeSet<>(names));
    }

    List<Piece> pieces() {
        return pieces;
    }

    Pattern said() {
        return said;
    }

    /** How much of it is its own: of two that fit, the longer one is meant. */
    int written() {
        return written;
    }
}
