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

        /** Whether words in it are understood, and not only keys. */
        boolean isHeard();

        /** The customer's wall clock. */
        ZonedDateTime customersTime();
    }

    /** Says the prompt, unless it is "", and waits for its answer, again as often as the question allows. */
    public static Answer ask(Line line, String prompt, Question asking) throws InterruptedException {
        Question question = asking.in(line.language());
        Answer answer = Answers.NO_INPUT;
        for (int attempt = 1; attempt <= question.tries(); attempt++) {
            String lead = attempt > 1 && answer.outcome() == Outcome.NO_MATCH ? sorry(line, question) : "";
            line.expect(question.expected());
            if (!prompt.isEmpty()) {
                line.speak(lead + prompt, question);
            }
            answer = line.await(question);
            line.answered(answer, attempt);
            if (answer.isOk() && (!question.confirm() || confirmed(line, answer))) {
                return answer;
            }
            if (answer.isOk()) {
                answer = new Answer(Outcome.NO_MATCH, "", answer.words(), answer.confidence(), null);
            }
        }
        return answer;
    }

    /** Before a question is asked again: what was wrong with the answer, or with us. */
    private static String sorry(Line line, Question question) {
        AskingWords words = StandardWords.of(line.language()).asking();
        return (Given.takesKeys(question) && !line.isHeard() ? words.keysOnly() : words.sorry()) + " ";
    }

    private static boolean confirmed(Line line, Answer answer) throws InterruptedException {
        Question yesNo = Question.yesNo().in(line.language());
        line.expect(yesNo.expected());
        line.speak(Questions.readBack(answer, line.customersTime().getZone(), line.language()), null);
        return line.await(yesNo).isYes();
    }

    /**
     * Why words over our prompt cut it: because they answer what it asks, or say something else. Empty for words that
     * only say that the caller listens.
     */
    public static Optional<String> cut(Transcript heard, @Nullable Question asked, ZonedDateTime now, Locale language) {
        boolean answers = asked != null
                && !(asked.expected() instanceof Listening.Anything)
                && Answers.ofWords(heard, asked, now).isOk();
        if (answers) {
            return Optional.of("the answer");
        }
        return heard.text().isBlank() || BackChannels.isOne(heard.text(), language)
                ? Optional.empty()
                : Optional.of("words");
    }

    /** Nothing was said. */
    public static Answer noInput() {
        return Answers.NO_INPUT;
    }
}
