package org.parley.call;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Listening;
import org.parley.ai.Transcript;
import org.parley.ai.values.Values;
import org.parley.script.Answer;
import org.parley.script.Mood;
import org.parley.script.Question;

/** What a caller has said and keyed that no question has taken yet. One thread. */
public final class Given {
    /** How long is waited after the last key of a number that may go on. */
    public static final Duration NEXT_KEY = Duration.ofSeconds(3);

    private static final int KEYS_MAX = 64;

    private final StringBuilder keys = new StringBuilder();
    private @Nullable Transcript words; // null while there are none; NONE when they were not understood
    private Mood mood = Mood.NONE;

    /** He pressed a key. */
    public void key(char key) {
        if (keys.length() < KEYS_MAX) {
            keys.append(key);
        }
    }

    /** Whether keys wait. */
    public boolean hasKeys() {
        return !keys.isEmpty();
    }

    /** The keys that wait, which count as taken now. */
    public String takeKeys() {
        String taken = keys.toString();
        keys.setLength(0);
        return taken;
    }

    /** He spoke, in that mood; {@link Transcript#NONE} when nothing was understood. */
    public void words(Transcript heard, Mood sounded) {
        words = heard;
        mood = sounded;
    }

    /** Whether words wait, understood or not. */
    public boolean hasWords() {
        return words != null;
    }

    /** The words that wait, which count as taken now; {@link Transcript#NONE} when they were not understood. */
    public Transcript takeWords() {
        Transcript taken = words;
        words = null;
        return taken == null ? Transcript.NONE : taken;
    }

    /** What he said counts no more. */
    public void dropWords() {
        words = null;
    }

    /**
     * The answer that keys or words give by now; empty when there is none yet.
     *
     * @param complete when no more keys will come
     * @param region the call's language, with the country that numbers are written for
     * @param keyed told the keys that the question took
     */
    public Optional<Answer> answer(
            Question question, boolean complete, ZonedDateTime now, Locale region, Consumer<String> keyed) {
        if (hasKeys() && takesKeys(question, region)) {
            Optional<Answer> answer = Answers.ofKeys(keys.toString(), complete, question, now, region);
            answer.ifPresent(_ -> keyed.accept(takeKeys()));
            return answer;
        }
        Transcript heard = words;
        words = null;
        return Optional.ofNullable(heard)
                .map(said -> Answers.ofWords(said, question, now, region).in(mood));
    }

    /** Whether keys are an answer to it. */
    static boolean takesKeys(Question question, Locale region) {
        return question.expected() instanceof Listening.Digits
                || (question.expected() instanceof Listening.Value(var kind, var _, var _)
                        && Values.takesKeys(kind, region))
                || !question.keys().isEmpty();
    }
}
