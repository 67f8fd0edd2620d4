package org.parley.ai.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.parley.ai.Digits;
import org.parley.ai.Listening;
import org.parley.ai.Listening.Expected;
import org.parley.ai.ProviderException;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;

/** Speech that was really synthesised, brought through a telephone line, and really recognised. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalVoiceTest {
    private static final Expected YES_NO =
            new Listening.Phrases(List.of("yes", "yes please", "no", "no thank you", "of course", "not now"));
    private static final Duration SOON = Duration.ofSeconds(30);

    private final SpeechToText ears = SphinxRecogniser.open(2, SOON);
    private final List<TextToSpeech> callers = new ArrayList<>();

    @BeforeAll
    void callers() {
        callers.add(LocalVoice.synthesiser(speaking("freetts", "")));
        callers.add(LocalVoice.synthesiser(speaking("flite", "rms")));
        callers.add(LocalVoice.synthesiser(speaking("flite", "slt")));
    }

    @AfterAll
    void close() {
        callers.forEach(TextToSpeech::close);
        ears.close();
    }

    private static LocalVoiceSettings speaking(String synthesiser, String voice) {
        return new LocalVoiceSettings(synthesiser, voice, 1, SOON, 8);
    }

    @Test
    void phrasesAreUnderstoodOverATelephoneLine() throws Exception {
        List<String> phrases = List.of("yes please", "no thank you", "not now");
        assertThat(understood(phrases, YES_NO)).isGreaterThanOrEqualTo(phrases.size() * callers.size() * 2 / 3);
    }

    @Test
    void digitsAreUnderstoodOverATelephoneLine() throws Exception {
        Expected five = new Listening.Digits(5, 5);
        List<String> numbers = List.of("nine four one three two", "three three one eight five");
        int right = 0;
        for (TextToSpeech caller : callers) {
            for (String number : numbers) {
                right += Digits.parse(hear(caller, number, five).text()).equals(Digits.parse(number)) ? 1 : 0;
            }
        }
        assertThat(right).isGreaterThanOrEqualTo(numbers.size() * callers.size() / 2);
    }

    @Test
    void aCallBackTimeIsUnderstoodOverATelephoneLine() throws Exception {
        List<String> times = List.of("tomorrow at three thirty in the afternoon", "on monday at ten in the morning");
        assertThat(understood(times, new Listening.FutureTime()))
                .isGreaterThanOrEqualTo(times.size() * callers.size() / 2);
    }

    @Test
    void foreignSpeechIsMostlyNotTakenForAnAnswer() throws Exception {
        int taken = 0;
        List<String> foreign = List.of("the weather was cold in the mountains", "my cousin drives a green bicycle");
        for (TextToSpeech caller : callers) {
            for (String words : foreign) {
                taken += hear(caller, words, YES_NO).isEmpty() ? 0 : 1;
            }
        }
        assertThat(taken).isLessThanOrEqualTo(foreign.size() * callers.size() / 3);
    }

    @Test
    void twoRecognisersServeFourCallersAtOnce() throws Exception {
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Transcript>> heard = Stream.generate(callers::getFirst)
                    .limit(4)
                    .map(caller -> calls.submit(() -> hear(caller, "yes please", YES_NO)))
                    .toList();
            for (Future<Transcript> words : heard) {
                assertThat(words.get().text()).isEqualTo("yes please");
            }
        }
    }

    @Test
    void aCutUtteranceIsNotSynthesisedToItsEnd() throws Exception {
        for (TextToSpeech caller : callers) {
            List<Pcm> pieces = new ArrayList<>();
            caller.speak("This is a sentence of some length, in any voice.", Locale.ENGLISH, piece -> {
                pieces.add(piece);
                return pieces.size() < 2;
            });
            assertThat(pieces).as(caller.name()).hasSize(2);
        }
    }

    @Test
    void aVoiceThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> LocalVoice.synthesiser(speaking("flite", "nobody")))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("nobody")
                .hasMessageContaining("slt");
    }

    private int understood(List<String> phrases, Expected expected) throws InterruptedException {
        int right = 0;
        for (TextToSpeech caller : callers) {
            for (String phrase : phrases) {
                right += hear(caller, phrase, expected).text().equals(phrase) ? 1 : 0;
            }
        }
        return right;
    }

    private Transcript hear(TextToSpeech caller, String words, Expected expected) throws InterruptedException {
        try (Transcriber transcriber = ears.open(new Listening(Pcm.TELEPHONE_RATE, Locale.ENGLISH, expected))) {
            new TelephoneCaller(caller).says(words).forEach(transcriber::hear);
            return transcriber.finish(SOON);
        }
    }
}
