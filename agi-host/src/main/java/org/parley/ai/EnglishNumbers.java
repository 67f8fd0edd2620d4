package org.parley.ai;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The English words of numbers, as they are spoken. */
public final class EnglishNumbers {
    private static final List<String> UNITS = List.of(
            ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
                            + " seventeen eighteen nineteen")
                    .split(" ", -1));
    private static final List<String> TENS =
            List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" ", -1));

    /** What each word is: 0 to 19, and 20 to 90 by tens; "oh" and "o" are 0, and a usual misspelling is known. */
    public static final Map<String, Integer> VALUES = values();

    private EnglishNumbers() {}

    /** The word of 0 to 19, or of a ten up to 90. */
    public static String word(int value) {
        return value < UNITS.size() ? UNITS.get(value) : TENS.get(value / 10 - 2);
    }

    private static Map<String, Integer> values() {
        Map<String, Integer> all = new HashMap<>(Map.of("oh", 0, "o", 0, "fourty", 40));
        for (int value = 0; value < UNITS.size(); value++) {
            all.put(word(value), value);
        }
        for (int value = 20; value < 100; value += 10) {
            all.put(word(value), value);
        }
        return Map.copyOf(all);
    }
}
