package org.parley.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.parley.ai.CallerWish;
import org.parley.ai.Listening.Correction;
import org.parley.ai.Listening.Digits;
import org.parley.ai.Listening.Expected;
import org.parley.ai.Listening.FutureTime;
import org.parley.ai.Listening.Kind;
import org.parley.ai.Listening.Phrases;
import org.parley.ai.Listening.Value;
import org.parley.ai.StandardWords;

/** Who says something else than what he is asked for is heard by the box's recogniser, and answers are as before. */
final class SpokenWishesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> YES_NO = StandardWords.of(Locale.ENGLISH).asking().yesNo().values().stream()
            .flatMap(List::stream)
            .toList();
    private static final List<Expected> QUESTIONS = List.of(
            new Phrases(YES_NO),
            new Digits(5, 5),
            new FutureTime(),
            new Value(Kind.MONEY),
            new Value(Kind.POSTCODE),
            new Value(Kind.EMAIL),
            new Correction(YES_NO, new Value(Kind.PHONE)));
    private static final List<String> WISHES = Stream.of(CallerWish.OPT_OUT, CallerWish.HUMAN, CallerWish.ABUSE)
            .flatMap(wish -> wish.sentences().stream())
            .toList();

    private static TelephoneHearing line;

    @BeforeAll
    static void open() {
        line = new TelephoneHearing(LIMIT);
    }

    @AfterAll
    static void close() {
        line.close();
    }

    private static String heard(String words, Expected expected, List<String> anytime) throws InterruptedException {
        return line.heard(words, expected, anytime).text();
    }

    @Test
    void aWishIsHeardUnderEveryQuestion() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Expected question : QUESTIONS) {
            for (Map.Entry<String, CallerWish> said : Map.of(
                            "take me off your list", CallerWish.OPT_OUT,
                            "please stop calling me", CallerWish.OPT_OUT,
                            "i want to speak to a person", CallerWish.HUMAN)
                    .entrySet()) {
                String words = heard(said.getKey(), question, WISHES);
                if (!said.getValue().isIn(words)) {
                    wrong.add(said.getKey() + " under " + question + ": '" + words + "'");
                }
            }
        }

        assertThat(wrong).as("of %d", 3 * QUESTIONS.size()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void withoutBeingListenedForItIsNot() throws Exception {
        assertThat(CallerWish.OPT_OUT.isIn(heard("take me off your list", new Digits(5, 5), List.of())))
                .isFalse();
    }

    @Test
    void anAnswerIsNoWish() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Expected> said : Map.of(
                        "yes", QUESTIONS.get(0),
                        "yes please", QUESTIONS.get(0),
                        "no", QUESTIONS.get(0),
                        "no thank you", QUESTIONS.get(0),
                        "three three one zero two", QUESTIONS.get(1),
                        "tomorrow at three", QUESTIONS.get(2),
                        "forty five dollars", QUESTIONS.get(3),
                        "that is right", QUESTIONS.get(6))
                .entrySet()) {
            String alone = heard(said.getKey(), said.getValue(), List.of());
            String beside = heard(said.getKey(), said.getValue(), WISHES);
            if (!beside.equals(alone)) {
                wrong.add(said.getKey() + ": '" + alone + "' is '" + beside + "'");
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void whatNobodyCanPronounceIsLeftOut() throws Exception {
        assertThat(heard("no", QUESTIONS.get(0), List.of("5+5", "سلام", "", "xqzzt")))
                .startsWith("no");
    }
}
