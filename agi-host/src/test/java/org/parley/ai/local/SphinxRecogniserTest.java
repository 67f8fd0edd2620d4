package org.parley.ai.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.ai.CachedSpeech;
import org.parley.ai.FutureTimes;
import org.parley.ai.Listening;
import org.parley.ai.Listening.Anything;
import org.parley.ai.Listening.Digits;
import org.parley.ai.Listening.Expected;
import org.parley.ai.Listening.FutureTime;
import org.parley.ai.Listening.Phrases;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.TextToSpeech;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;

/** Real recognition of synthesised speech that came over a telephone line; the synthesiser is the one inside. */
final class SphinxRecogniserTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 3, 11, 9, 0, 0, 0, ZoneOffset.UTC);
    private static final List<String> YES = List.of("yes", "yeah", "yep", "sure", "yes please", "okay");
    private static final List<String> NO = List.of("no", "nope", "no thank you", "not now");
    private static final Expected YES_OR_NO = new Phrases(
            List.of("yes", "yeah", "yep", "sure", "yes please", "okay", "no", "nope", "no thank you", "not now"));

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

    @Test
    void tellsYesFromNo() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String words :
                List.of("yes", "yeah", "yes please", "sure", "okay", "no", "nope", "no thank you", "not now")) {
            String heard = heard(words, YES_OR_NO).text();
            if (!(YES.contains(words) ? YES : NO).contains(heard)) {
                wrong.add(words + " as '" + heard + "'");
            }
        }

        assertThat(wrong).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void readsDigitStringsAndRatherRejectsThanGuesses() throws Exception {
        List<String> spoken = List.of(
                "one two three four",
                "five five five one two one two",
                "eight eight one three",
                "seven three one five two",
                "two zero two five five zero one nine eight seven");
        int right = 0;
        for (String digits : spoken) {
            right += heard(digits, new Digits(4, 10)).text().equals(digits) ? 1 : 0;
        }

        assertThat(right).isGreaterThanOrEqualTo(4);
    }

    @Test
    void understandsWhenToCallBack() throws Exception {
        List<String> spoken = List.of(
                "tomorrow at three thirty in the afternoon",
                "today at five thirty",
                "in two hours",
                "next monday at four p.m.",
                "friday at noon");
        int right = 0;
        for (String time : spoken) {
            String heard = heard(time, new FutureTime()).text();
            right += !heard.isEmpty() && FutureTimes.parse(heard, NOW).equals(FutureTimes.parse(time, NOW)) ? 1 : 0;
        }

        assertThat(right).isGreaterThanOrEqualTo(4);
    }

    @Test
    void knowsWhatCallersSayWhenNothingWasAsked() throws Exception {
        List<String> spoken = List.of(
                "call me back",
                "stop calling me",
                "i want to speak to a person",
                "i am not interested",
                "take me off your list",
                "send me an email");
        int right = 0;
        for (String words : spoken) {
            Transcript heard = heard(words, new Anything());
            right += heard.text().equals(words) && heard.confidence() > 0 ? 1 : 0;
        }

        assertThat(right).isGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"the weather is nice today", "my brother has a car", "i would like a pizza"})
    void rejectsSpeechThatIsNoAnswer(String foreign) throws Exception {
        assertThat(heard(foreign, YES_OR_NO)).isEqualTo(Transcript.NONE);
    }

    @Test
    void rejectsSilence() throws Exception {
        try (Transcriber transcriber = recogniser.open(listening(YES_OR_NO), _ -> {})) {
            for (int i = 0; i < 60; i++) {
                transcriber.hear(new Pcm(new short[160], Pcm.TELEPHONE_RATE));
            }

            assertThat(transcriber.finish(LIMIT)).isEqualTo(Transcript.NONE);
        }
    }

    @Test
    void givesTheSameWordsForTheSameSpeech() throws Exception {
        Transcript first = heard("no thank you", YES_OR_NO);
        heard("tomorrow at three", new FutureTime());

        assertThat(heard("no thank you", YES_OR_NO).text()).isEqualTo(first.text());
    }

    @Test
    void recognisesNamesThatNoDictionaryHas() throws Exception {
        Expected names =
                new Phrases(List.of("please call osdial for me", "i have an account with vicidial", "goodbye"));
        int right = 0;
        for (String name : List.of("please call osdial for me", "i have an account with vicidial")) {
            right += heard(name, names).text().equals(name) ? 1 : 0;
        }

        assertThat(right).isPositive();
    }

    @Test
    void keepsItsLibraryQuietAlsoWhenAnotherRecogniserWasClosed() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                // others may log beside this test
                if (String.valueOf(line.getSourceClassName()).startsWith("edu.cmu.sphinx")) {
                    lines.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(listener);
        try {
            SphinxRecogniser.open(1, LIMIT).close();
            heard("call me back", new Phrases(List.of("call me back", "a grammar of its own")));
        } finally {
            root.removeHandler(listener);
        }

        assertThat(lines).isEmpty();
    }

    @Test
    void servesFourCallersWithTwoRecognisers() throws Exception {
        List<String> spoken = List.of("call me back", "stop calling me", "send me an email", "i am not interested");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Transcript>> heard = spoken.stream()
                    .map(words -> callers.submit(() -> heard(words, new Anything())))
                    .toList();

            List<String> words = new ArrayList<>();
            for (Future<Transcript> each : heard) {
                words.add(each.get(60, TimeUnit.SECONDS).text());
            }
            assertThat(words).isEqualTo(spoken);
        }
    }

    @Test
    void saysSoWhenNoRecogniserIsFree() throws Exception {
        try (SphinxRecogniser one = SphinxRecogniser.open(1, Duration.ofMillis(50));
                Transcriber busy = one.open(listening(YES_OR_NO), _ -> {})) {
            assertThat(busy).isNotNull();
            assertThatThrownBy(() -> one.open(listening(YES_OR_NO), _ -> {}))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.RATE));
        }
    }

    @Test
    void isSlowWhenTheWordsTakeLongerThanTheLimitAndServesTheNextAllTheSame() throws Exception {
        try (Transcriber transcriber = recogniser.open(listening(new Digits(4, 24)), _ -> {})) {
            for (int i = 0; i < 20; i++) {
                caller.says("one two three four five six seven eight nine").forEach(transcriber::hear);
            }

            assertThatThrownBy(() -> transcriber.finish(Duration.ofNanos(1)))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.SLOW));
        }
        assertThat(heard("call me back", new Anything()).text()).isEqualTo("call me back");
    }

    @Test
    void abandonedUtterancesGiveTheirRecogniserBack() throws Exception {
        for (int i = 0; i < 10; i++) {
            Transcriber abandoned = recogniser.open(listening(YES_OR_NO), _ -> {});
            abandoned.hear(new Pcm(new short[160], Pcm.TELEPHONE_RATE));
            abandoned.close();
            abandoned.close();
        }

        assertThat(heard("call me back", new Anything()).text()).isEqualTo("call me back");
    }

    static List<Listening> refused() {
        return List.of(
                new Listening(8000, Locale.US, new Phrases(List.of("call 24 7"))),
                new Listening(8000, Locale.US, new Phrases(List.of("..."))),
                new Listening(8000, Locale.US, new Phrases(List.of("word ".repeat(30)))),
                new Listening(8000, Locale.US, new Digits(5, 4)),
                new Listening(8000, Locale.US, new Digits(1, 500)),
                new Listening(8000, Locale.FRENCH, new Anything()));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatItCannotRecognise(Listening listening) {
        assertThatThrownBy(() -> recogniser.open(listening, _ -> {}))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.SETTINGS));
    }

    @Test
    void namesTheWordsThatCannotBeSaid() {
        assertThatThrownBy(() -> recogniser.open(listening(new Phrases(List.of("yes", "press 1 or #"))), _ -> {}))
                .hasMessageContaining("1, #")
                .hasMessageContaining("as they are spoken");
    }

    private static Listening listening(Expected expected) {
        return new Listening(Pcm.TELEPHONE_RATE, Locale.US, expected);
    }

    private static Transcript heard(String words, Expected expected) throws InterruptedException {
        List<Pcm> frames = caller.says(words);
        try (Transcriber transcriber = recogniser.open(listening(expected), _ -> {})) {
            frames.forEach(transcriber::hear);
            return transcriber.finish(LIMIT);
        }
    }
}
