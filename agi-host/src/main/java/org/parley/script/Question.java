package org.parley.script;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Listening;
import org.parley.ai.Listening.Expected;
import org.parley.ai.StandardWords;

/**
 * What is expected after a prompt.
 *
 * @param expected what the recogniser is told
 * @param choices value to the phrases that mean it, lower case; empty when any words of {@code expected} will do
 * @param keys key to the value that it stands for, such as {@code 1 -> yes}; for digits every key counts by itself
 * @param noInput silence before it counts as no input; null for the setting
 * @param tries how often to ask in all, 1 to 10
 * @param confirm read the value back and ask whether it is right
 * @param before how often it was asked already; values are read back the more exactly
 */
public record Question(
        Expected expected,
        Map<String, List<String>> choices,
        Map<Character, String> keys,
        @Nullable Duration noInput,
        int tries,
        boolean confirm,
        int before) {
    private static final Map<String, List<String>> YES_NO =
            StandardWords.of(Locale.ENGLISH).asking().yesNo();

    public Question {
        choices = Map.copyOf(choices);
        keys = Map.copyOf(keys);
        if (tries < 1 || tries > 10) {
            throw new IllegalArgumentException("Expected 1 to 10 tries but was " + tries);
        }
    }

    /** That was not asked before. */
    public Question(
            Expected expected,
            Map<String, List<String>> choices,
            Map<Character, String> keys,
            @Nullable Duration noInput,
            int tries,
            boolean confirm) {
        this(expected, choices, keys, noInput, tries, confirm, 0);
    }

    /** To be asked once, after it was asked so often. */
    public Question once(int asked) {
        return new Question(expected, choices, keys, noInput, 1, confirm, asked);
    }

    /** Yes or no, asked once; the keys 1 and 2 count as well. */
    public static Question yesNo() {
        return new Question(phrases(YES_NO), YES_NO, Map.of('1', "yes", '2', "no"), null, 1, false);
    }

    /** Whether it is that question, in the words that every script has. */
    public boolean isYesNo() {
        return choices.equals(YES_NO);
    }

    /** The same in that language: yes and no are listened for in its words; the English ones still count. */
    public Question in(Locale language) {
        if (!isYesNo()) {
            return this;
        }
        Map<String, List<String>> own = StandardWords.of(language).asking().yesNo();
        Map<String, List<String>> both = new HashMap<>();
        own.forEach((name, words) -> both.put(
                name,
                Stream.concat(words.stream(), YES_NO.getOrDefault(name, List.of()).stream())
                        .distinct()
                        .toList()));
        return new Question(phrases(own), both, keys, noInput, tries, confirm, before);
    }

    private static Listening.Phrases phrases(Map<String, List<String>> choices) {
        return new Listening.Phrases(
                choices.values().stream().flatMap(List::stream).distinct().toList());
    }
}
