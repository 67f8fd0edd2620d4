package org.parley.settings;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A relation between settings that each are right alone. Checked once all of them could be read.
 *
 * @param keys the keys it is about, first the one to change
 * @param mistake what was expected, in words and with the remedy; "" when it holds
 */
public record Rule<T>(List<String> keys, Function<T, String> mistake) {
    public Rule {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one key in a rule");
        }
    }

    /**
     * A relation that always has the same words.
     *
     * @param keys the keys it is about, first the one to change
     * @param holds whether it holds
     * @param expected the relation in words and the remedy, after "expected"
     */
    public Rule(List<String> keys, Predicate<T> holds, String expected) {
        this(keys, settings -> holds.test(settings) ? "" : expected);
    }
}
