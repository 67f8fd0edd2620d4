package org.parley.ai;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a recogniser is told before an utterance: the rate in Hz, the language, what is expected, and what may be said
 * instead of it at any time, such as the wish not to be called again. A recogniser that hears only what it is told to
 * listen for needs the last as well, and leaves out what it cannot hear.
 */
public record Listening(int rate, Locale language, Expected expected, List<String> anytime) {
    public Listening {
        anytime = List.copyOf(anytime);
    }

    /** With nothing that may be said instead. */
    public Listening(int rate, Locale language, Expected expected) {
        this(rate, language, expected, List.of());
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

    /** A value of a kind; {@code min} and {@code max} are the bounds of a number, null without. */
    public record Value(
            Kind kind, @Nullable BigDecimal min, @Nullable BigDecimal max) implements Expected {

        /** Without bounds. */
        public Value(Kind kind) {
            this(kind, null, null);
        }
    }

    /** What a value may be. */
    public enum Kind {
        /** A number of things. */
        NUMBER,
        /** A sum, of two decimals. */
        MONEY,
        /** A day, past or future. */
        DATE,
        /** A telephone number. */
        PHONE,
        /** An address for mail over the net. */
        EMAIL,
        /** A postal code. */
        POSTCODE,
        /** A person's name, or a part of it. */
        NAME,
        /** House number and street. */
        ADDRESS
    }

    /** One of these phrases, or a value that is put right, alone or after one of them: "no, 33102". */
    public record Correction(List<String> phrases, Expected value) implements Expected {
        public Correction {
            phrases = List.copyOf(phrases);
        }
    }

    /** Anything; a grammar recogniser falls back on its general phrases. */
    public record Anything() implements Expected {}
}
