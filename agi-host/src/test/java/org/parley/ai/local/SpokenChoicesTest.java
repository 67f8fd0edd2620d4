package org.parley.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.parley.ai.CallerWish;
import org.parley.ai.Listening.Phrases;

/** Choices as callers speak them, not as a script lists them. */
final class SpokenChoicesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Phrases VISIT = new Phrases(List.of(
            "yes",
            "i will be there",
            "i will come",
            "move it",
            "another time",
            "another day",
            "reschedule",
            "cancel",
            "cancel it",
            "i can not come"));
    private static final Phrases DEPARTMENTS = new Phrases(List.of("sales", "support", "billing", "opening hours"));
    private static final List<String> WISHES = Stream.of(CallerWish.OPT_OUT, CallerWish.HUMAN)
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

    private static String heard(String words, Phrases expected) throws InterruptedException {
        return line.heard(words, expected, WISHES).text();
    }

    @Test
    void aChoiceIsHeardInASentence() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (List<String> said : List.of(
                List.of("yes i will be there", "i will be there"),
                List.of("please cancel it", "cancel it"),
                List.of("no cancel it", "cancel it"),
                List.of("can you please cancel it", "cancel it"),
                List.of("can you move it", "move it"),
                List.of("another day please", "another day"))) {
            String words = heard(said.getFirst(), VISIT);
            if (!words.contains(said.getLast())) {
                wrong.add(said.getFirst() + ": '" + words + "'");
            }
        }
        for (List<String> said : List.of(
                List.of("billing please", "billing"),
                List.of("please support", "support"),
                List.of("could you opening hours please", "opening hours"))) {
            String words = heard(said.getFirst(), DEPARTMENTS);
            if (!words.contains(said.getLast())) {
                wrong.add(said.getFirst() + ": '" + words + "'");
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void aChoiceAloneIsHeardAsBefore() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String phrase : VISIT.phrases()) {
            String words = heard(phrase, VISIT);
            if (!words.equals(phrase)) {
                wrong.add(phrase + ": '" + words + "'");
            }
        }

        assertThat(wrong).hasSizeLessThanOrEqualTo(1);
    }
}
