package org.parley.ai;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads digits that were spoken one by one, in Arabic and Persian also those that were spoken as numbers below a
 * thousand: "بیست و سه، چهل" is 2340.
 */
public final class Digits {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("zero", "0"),
            Map.entry("oh", "0"),
            Map.entry("o", "0"),
            Map.entry("one", "1"),
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"));

    /** Persian for "two fives". */
    private static final Pattern SEVERAL = Pattern.compile("(?<!\\S)([23]) تا (\\d)(?!\\S)");

    private Digits() {}

    /** The digits in these words, "double" and "triple" understood; "" when another word is among them. */
    public static String parse(String words) {
        StringBuilder digits = new StringBuilder();
        int times = 1;
        for (String word : figures(words).split(" ", -1)) {
            switch (word) {
                case "", "و" -> {}
                case "double" -> times = 2;
                case "triple" -> times = 3;
                default -> {
                    String digit = digit(word);
                    if (digit.isEmpty()) {
                        return "";
                    }
                    digits.append(digit.repeat(times));
                    times = 1;
                }
            }
        }
        return digits.toString();
    }

    /** How many digits are among these words. */
    public static int count(String words) {
        int count = 0;
        for (String word : figures(words).split(" ", -1)) {
            count += digit(word).length();
        }
        return count;
    }

    private static String figures(String words) {
        return SEVERAL.matcher(NumberWords.figures(Folded.of(words)))
                .replaceAll(several -> several.group(2).repeat(Integer.parseInt(several.group(1))));
    }

    private static String digit(String word) {
        return word.matches("[0-9]+") ? word : WORDS.getOrDefault(word, "");
    }
}
