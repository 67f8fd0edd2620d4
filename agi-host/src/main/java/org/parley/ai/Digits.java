package org.parley.ai;

import java.util.Locale;
import java.util.Map;

/** Reads digits that were spoken one by one. */
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

    private Digits() {}

    /** The digits in these words, "double" and "triple" understood; "" when another word is among them. */
    public static String parse(String words) {
        StringBuilder digits = new StringBuilder();
        int times = 1;
        for (String word : words.toLowerCase(Locale.ROOT).strip().split("[\\s,.-]+", -1)) {
            switch (word) {
                case "" -> {}
                case "double" -> times = 2;
                case "triple" -> times = 3;
                default -> {
                    String digit = word.matches("\\d+") ? word : WORDS.get(word);
                    if (digit == null) {
                        return "";
                    }
                    digits.append(digit.repeat(times));
                    times = 1;
                }
            }
        }
        return digits.toString();
    }
}
