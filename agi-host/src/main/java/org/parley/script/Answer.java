package org.parley.script;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What came back to a question.
 *
 * @param outcome how it went
 * @param value the choice's value, the digits, or the words; "" without a match
 * @param words what was heard, as recognised; "" for keys and silence
 * @param confidence 0 to 1
 * @param at the time that was meant, only for a question about a time
 * @param mood how he sounded; {@link Mood#NONE} for keys and silence
 * @param amount the number or sum that was meant, only for a question about one
 * @param day the day that was meant, only for a question about one
 */
public record Answer(
        Outcome outcome,
        String value,
        String words,
        double confidence,
        @Nullable Instant at,
        Mood mood,
        @Nullable BigDecimal amount,
        @Nullable LocalDate day) {

    /** Without number or day. */
    public Answer(Outcome outcome, String value, String words, double confidence, @Nullable Instant at, Mood mood) {
        this(outcome, value, words, confidence, at, mood, null, null);
    }

    /** Whose mood is not known. */
    public Answer(Outcome outcome, String value, String words, double confidence, @Nullable Instant at) {
        this(outcome, value, words, confidence, at, Mood.NONE);
    }

    /** The same in that mood. */
    public Answer in(Mood heard) {
        return new Answer(outcome, value, words, confidence, at, heard, amount, day);
    }

    /** The same with no more than what was heard, as not understood. */
    public Answer refused() {
        return new Answer(Outcome.NO_MATCH, "", words, confidence, null, mood, null, null);
    }

    /** Refused, with what the caller said when it was read back to him, if that is no answer either. */
    public Answer refused(Answer reply) {
        return reply.outcome() == Outcome.NO_MATCH && !reply.words().isBlank() ? reply.refused() : refused();
    }

    /** How a question went. */
    public enum Outcome {
        /** Understood. */
        MATCH,
        /** The caller spoke but was not understood. */
        NO_MATCH,
        /** The caller said nothing. */
        NO_INPUT
    }

    /** Understood. */
    public boolean isOk() {
        return outcome == Outcome.MATCH;
    }

    /** The answer to a yes/no question was yes. */
    public boolean isYes() {
        return isOk() && value.equals("yes");
    }

    /** The answer to a yes/no question was no. */
    public boolean isNo() {
        return isOk() && value.equals("no");
    }
}
