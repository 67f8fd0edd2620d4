package org.parley.ai.values;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Letters as they are spelt: "S as in Sam", "sierra", "double u", "bee". */
final class Letters {
    private static final List<String> SIERRA = List.of(
            "Alpha",
            "Bravo",
            "Charlie",
            "Delta",
            "Echo",
            "Foxtrot",
            "Golf",
            "Hotel",
            "India",
            "Juliet",
            "Kilo",
            "Lima",
            "Mike",
            "November",
            "Oscar",
            "Papa",
            "Quebec",
            "Romeo",
            "Sierra",
            "Tango",
            "Uniform",
            "Victor",
            "Whiskey",
            "X-ray",
            "Yankee",
            "Zulu");
    private static final Map<String, Character> NAMES = Map.ofEntries(
            Map.entry("bee", 'b'),
            Map.entry("cee", 'c'),
            Map.entry("see", 'c'),
            Map.entry("sea", 'c'),
            Map.entry("dee", 'd'),
            Map.entry("gee", 'g'),
            Map.entry("jay", 'j'),
            Map.entry("kay", 'k'),
            Map.entry("el", 'l'),
            Map.entry("em", 'm'),
            Map.entry("en", 'n'),
            Map.entry("pee", 'p'),
            Map.entry("queue", 'q'),
            Map.entry("cue", 'q'),
            Map.entry("are", 'r'),
            Map.entry("ess", 's'),
            Map.entry("tee", 't'),
            Map.entry("tea", 't'),
            Map.entry("you", 'u'),
            Map.entry("vee", 'v'),
            Map.entry("ex", 'x'),
            Map.entry("why", 'y'),
            Map.entry("zed", 'z'),
            Map.entry("zee", 'z'),
            Map.entry("aitch", 'h'));
    private static final Map<String, Character> WORDS = Stream.concat(
                    SIERRA.stream(), Stream.of("alfa", "juliett", "whisky"))
            .collect(Collectors.toUnmodifiableMap(
                    word -> word.toLowerCase(java.util.Locale.ROOT).replace("-", ""),
                    word -> Character.toLowerCase(word.charAt(0))));

    /** Letters that were spelt, and the place after them. */
    record Spelt(String letters, int end) {}

    private Letters() {}

    /**
     * The letter, or two, spelt at a place: a single letter, alone or "as in" a word.
     *
     * @param names whether the names of letters count, such as "bee" and "sierra", which may also be words
     */
    static Optional<Spelt> at(Said said, int place, boolean names) {
        String word = said.at(place);
        boolean doubled = word.equals("double") || word.equals("triple");
        if (word.equals("double") && said.at(place + 1).matches("u|you")) {
            return Optional.of(new Spelt("w", place + 2));
        }
        if (doubled) {
            return at(said, place + 1, names)
                    .filter(spelt -> spelt.letters().length() == 1)
                    .map(spelt -> new Spelt(spelt.letters().repeat(word.equals("double") ? 2 : 3), spelt.end()));
        }
        Character letter = letter(said, place, names);
        if (letter == null) {
            return Optional.empty();
        }
        int after = place + (word.equals("x") && said.at(place + 1).equals("ray") ? 2 : 1);
        int example = example(said, after);
        boolean fits = example > after && said.at(example - 1).startsWith(letter.toString());
        return Optional.of(new Spelt(letter.toString(), fits ? example : after));
    }

    private static @org.jspecify.annotations.Nullable Character letter(Said said, int place, boolean names) {
        String word = said.at(place);
        if (word.length() == 1 && word.charAt(0) >= 'a' && word.charAt(0) <= 'z') {
            return word.charAt(0);
        }
        return names ? WORDS.getOrDefault(word, NAMES.get(word)) : null;
    }

    /** The place after "as in sam", "for sam", "like sam"; the same place when there is no such word. */
    private static int example(Said said, int place) {
        if (said.at(place).equals("as")
                && said.at(place + 1).equals("in")
                && !said.at(place + 2).isEmpty()) {
            return place + 3;
        }
        boolean like = said.at(place).equals("for") || said.at(place).equals("like");
        return like && said.at(place + 1).length() > 1 ? place + 2 : place;
    }

    /** "S as in Sierra"; figures as they are. */
    static String asIn(char sign, String pattern) {
        char small = Character.toLowerCase(sign);
        return small >= 'a' && small <= 'z'
                ? pattern.formatted(String.valueOf(Character.toUpperCase(sign)), SIERRA.get(small - 'a'))
                : String.valueOf(sign);
    }
}
