package org.parley.call;

import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AskingWords;
import org.parley.ai.Listening;
import org.parley.ai.StandardWords;
import org.parley.ai.Transcript;
import org.parley.ai.talk.BackChannels;
import org.parley.ai.values.Values;
import org.parley.script.Answer;
import org.parley.script.Answer.Outcome;
import org.parley.script.Question;

/** How a question is asked, asked again and its answer read back, whatever the line is. */
public final class Asking {
    private Asking() {}

    /** Who speaks and listens for it. */
    public interface Line {
        /** What the caller says from now on answers this. */
        void expect(Listening.Expected expected);

        /** Says what the caller may interrupt; {@code asked} is the question that it asks, if it is the script's. */
        void speak(String text, @Nullable Question asked) throws InterruptedException;

        /** Waits for the answer. */
        Answer await(Question question) throws InterruptedException;

        /** An answer has come to that attempt. */
        void answered(Answer answer, int attempt);

        /** The call's language now. */
        Locale language();

        /** The same with the country that numbers, codes and days are written for. */
        Locale region();

        /** Whether words in it are understood, and not only keys. */
        boolean isHeard();

        /** The customer's wall clock. */
        ZonedDateTime customersTime();
    }

    /** Says the prompt, unless it is "", and waits for its answer, again as often as the question allows. */
    public static Answer ask(Line line, String prompt, Question asking) throws InterruptedException {
        Question question = asking.in(line.language());
        Confirming confirming = new Confirming(line, question);
        Answer answer = Answers.NO_INPUT;
        for (int attempt = 1; attempt <= question.tries(); attempt++) {
            String lead = attempt > 1 && answer.outcome() == Outcome.NO_MATCH ? sorry(line, question) : "";
            line.expect(expected(question, line.region()));
            if (!prompt.isEmpty()) {
                line.speak(lead + prompt, question);
            }
            answer = line.await(question);
            line.answered(answer, attempt);
            if (answer.isOk() && question.confirm()) {
                answer = confirming.confirmed(answer, attempt);
            }
            if (answer.isOk()) {
                return answer;
            }
        }
        return answer;
    }

    /** Before a question is asked again: what was wrong with the answer, or with us. */
    private static String sorry(Line line, Question question) {
        AskingWords words = StandardWords.of(line.language()).asking();
        return (Given.takesKeys(question, line.region()) && !line.isHeard() ? words.keysOnly() : words.sorry()) + " ";
    }

    /** What a recogniser is told: where a postal code is of figures alone, that they are digits. */
    static Listening.Expected expected(Question question, Locale region) {
        boolean figures = question.expected() instanceof Listening.Value(var kind, var _, var _)
                && kind == Listening.Kind.POSTCODE
                && Values.takesKeys(kind, region);
        return figures ? new Listening.Digits(5, 9) : question.expected();
    }

    /**
     * Why words over our prompt cut it: because they answer what it asks, or say something else. Empty for words that
     * only say that the caller listens.
     */
    public static Optional<String> cut(Transcript heard, @Nullable Question asked, ZonedDateTime now, Locale region) {
        boolean answers = asked != null
                && !takesAnything(asked)
                && Answers.ofWords(heard, asked, now, region).isOk();
        if (answers) {
            return Optional.of("the answer");
        }
        return heard.text().isBlank() || BackChannels.isOne(heard.text(), region)
                ? Optional.empty()
                : Optional.of("words");
    }

    /** Whether nearly any words are an answer, so that an answer tells nothing about what was meant. */
    static boolean takesAnything(Question question) {
        return question.expected() instanceof Listening.Anything
                || (question.expected() instanceof Listening.Value(var kind, var _, var _)
                        && kind == Listening.Kind.NAME);
    }

    /** Nothing was said. */
    public static Answer noInput() {
        return Answers.NO_INPUT;
    }
}
