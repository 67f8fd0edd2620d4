package org.parley.ai;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a recogniser is told before an utterance: the rate in Hz, the language, and what is expected; and the silence
 * that ends it when the script wants a certain one, else null.
 */
public record Listening(
        int rate,
        Locale language,
        Expected expected,
        @Nullable Duration endOfTurn) {

    /** With the silence that fits what is said. */
    public Listening(int rate, Locale language, Expected expected) {
        this(rate, language, expected, null);
    }

    /** What the caller may say; a grammar recogniser needs it, a free one may use it as a hint. */
    public sealed interface Expected {}

    /** One of these phrases, lower case. */
    public record Phrases(List<String> phrases) implements Expected {
        public Phrases {
            phrases = List.copyOf(phrases);
        }
    }

    /** Digits spoken one by one, at least and at most so many. */
    public record Digits(int min, int max) implements Expected {}

    /** A day and time to come, such as "tomorrow at three thirty in the afternoon". */
    public record FutureTime() implements Expected {}

    /** Anything; a grammar recogniser falls back on its general phrases. */
    public record Anything() implements Expected {}
}
