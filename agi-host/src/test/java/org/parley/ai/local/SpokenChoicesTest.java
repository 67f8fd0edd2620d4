package org.parley.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.parley.ai.CachedSpeech;
import org.parley.ai.CallerWish;
import org.parley.ai.Listening;
import org.parley.ai.Listening.Phrases;
import org.parley.ai.TextToSpeech;
import org.parley.ai.Transcriber;
import org.parley.audio.Pcm;

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

    private static SphinxRecogniser recogniser;
    private static TextToSpeech voice;
    private static TelephoneCaller caller;

    @BeforeAll
    static void open() {
        recogniser = SphinxRecogniser.open(2, LIMIT);
        voice = new CachedSpeech(FreeTtsSpeech.open(LIMIT), 8 << 20);
        caller = new TelephoneCaller(voice);
    }

    @AfterAll
    static void close() {
        recogniser.close();
        voice.close();
    }

    private static String heard(String words, Phrases expected) throws InterruptedException {
        Listening listening = new Listening(Pcm.TELEPHONE_RATE, Locale.US, expected, WISHES);
        List<Pcm> frames = caller.says(words);
        try (Transcriber transcriber = recogniser.open(listening, _ -> {})) {
            frames.forEach(transcriber::hear);
            return transcriber.finish(LIMIT).text();
        }
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
