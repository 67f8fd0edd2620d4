package org.parley.script;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Listening.Expected;

/**
 * What is expected after a prompt.
 *
 * @param expected what the recogniser is told
 * @param choices value to the phrases that mean it, lower case; empty when any words of {@code expected} will do
 * @param keys key to the value that it stands for, such as {@code 1 -> yes}; for digits every key counts by itself
 * @param noInput silence before it counts as no input; null for the setting
 * @param tries how often to ask in all, 1 to 10
 * @param confirm read the value back and ask whether it is right
 */
public record Question(
        Expected expected,
        Map<String, List<String>> choices,
        Map<Character, String> keys,
        @Nullable Duration noInput,
        int tries,
        boolean confirm) {
    public Question {
        choices = Map.copyOf(choices);
        keys = Map.copyOf(keys);
        if (tries < 1 || tries > 10) {
            throw new IllegalArgumentException("Expected 1 to 10 tries but was " + tries);
        }
    }
}
