package org.parley.ai.deepgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;
import org.parley.audio.TestLine;
import org.parley.settings.Secret;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.deepgram.DeepgramManners;
import org.parley.sim.provider.deepgram.DeepgramManners.Ending;
import org.parley.sim.provider.deepgram.DeepgramManners.Refusal;
import org.parley.sim.provider.deepgram.FakeDeepgram;

class DeepgramRecogniserTest {
    private static final String WORDS = "book a table for two";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Listening ENGLISH =
            new Listening(Pcm.TELEPHONE_RATE, Locale.ENGLISH, new Listening.Phrases(List.of("book a table", "menu")));

    private final DeepgramManners manners = new DeepgramManners();
    private final ScriptedMind mind = new ScriptedMind();
    private final FakeDeepgram provider = new FakeDeepgram(manners, mind, false);
    private final List<Interim> interims = new CopyOnWriteArrayList<>();
    private DeepgramRecogniser recogniser = recogniser("nova-3", false, 0);

    @AfterEach
    void close() {
        recogniser.close();
        List<String> violations = provider.violations();
        provider.close();
        assertThat(violations).as("what the provider would not have taken").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void windowsBecomeASentenceThatIsSettledOnce(Ending ending) throws Exception {
        manners.ending = ending;
        manners.hangs = true; // what is settled need not be waited for
        mind.thinks("Book a table for two", "");
        try (Transcriber transcriber = open()) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(600)));
            hear(transcriber, new short[4800]);
            await().until(() -> interims.stream().anyMatch(Interim::settled));

            assertThat(interims)
                    .extracting(Interim::text)
                    .containsSubsequence("book", "book a", "book a table for two")
                    .allMatch(WORDS::startsWith);
            assertThat(interims).filteredOn(Interim::settled).containsExactly(new Interim(WORDS, true));
            Transcript words = transcriber.finish(LIMIT);
            assertThat(words.text()).isEqualTo(WORDS);
            assertThat(words.confidence()).isBetween(0.89, 0.91);
        }
        int told = interims.size();
        await().during(Duration.ofMillis(200)).until(() -> interims.size() == told);
    }

    @Test
    void whatIsNotSettledIsWaitedForToTheEndOfTheStream() throws Exception {
        mind.thinks("سلام", "");
        try (Transcriber transcriber = open()) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(600)));
            assertThat(transcriber.finish(LIMIT).text()).isEqualTo("سلام");
        }
        assertThat(mind.heard().getFirst().length / 8).isBetween(500, 900);
        await().until(() -> provider.sockets().isEmpty());
    }

    @Test
    void whereItListensForSeveralLanguagesItTellsWhichItWas() throws Exception {
        manners.language = text -> text.contains("mesa") ? "es" : "en";
        mind.thinks("quiero una mesa", "").thinks("quiero una mesa", "");
        use(recogniser("nova-3", "multi", false, 0));
        try (Transcriber transcriber = open()) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(600)));
            assertThat(transcriber.finish(LIMIT).language()).isEqualTo(Locale.of("es"));
        }
        use(recogniser("nova-3", "es", false, 0));
        try (Transcriber transcriber = open()) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(600)));
            assertThat(transcriber.finish(LIMIT).language()).isNull();
        }
    }

    @Test
    void silenceAndNothingAtAllAreNoWords() throws Exception {
        try (Transcriber silent = open()) {
            hear(silent, new short[4000]);
            assertThat(silent.finish(LIMIT)).isEqualTo(Transcript.NONE);
        }
        try (Transcriber empty = open()) {
            empty.hear(new Pcm(new short[0], Pcm.TELEPHONE_RATE));
            assertThat(empty.finish(LIMIT)).isEqualTo(Transcript.NONE);
        }
    }

    @Test
    void wordsThatDoNotComeAreSlow() throws Exception {
        manners.hangs = true;
        try (Transcriber transcriber = open()) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(300)));
            assertThatThrownBy(() -> transcriber.finish(Duration.ofMillis(300)))
                    .asInstanceOf(type(ProviderException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.SLOW));
        }
    }

    @Test
    void whoSpeaksNextFindsAConnectionThatIsOpenAlready() throws Exception {
        use(recogniser("nova-3", false, 2));
        recogniser.warm(ENGLISH);
        await().until(() -> provider.sockets().size() == 2);
        provider.ignoreNext(); // who connects now waits for ever
        mind.thinks(WORDS, "");
        try (Transcriber transcriber = open()) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(600)));
            assertThat(transcriber.finish(LIMIT).text()).isEqualTo(WORDS);
        }
    }

    @Test
    void aConnectionThatWaitsIsKeptAliveAsLongAsItMayBeNeeded() throws Exception {
        manners.idle = Duration.ofMillis(900);
        use(recogniser("nova-3", false, 1));
        recogniser.warm(ENGLISH);
        await().until(() -> keptAlive() >= 5);
        FakeSocket first = provider.sockets().iterator().next();
        assertThat(first.isOpen()).isTrue();

        await().atMost(Duration.ofSeconds(15)).until(() -> provider.sockets().isEmpty());
        assertThat(provider.seen().stream().filter(seen -> seen.connection() > 1))
                .as("nobody needed another")
                .isEmpty();
        mind.thinks(WORDS, "");
        try (Transcriber transcriber = open()) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(600)));
            assertThat(transcriber.finish(LIMIT).text()).isEqualTo(WORDS);
        }
    }

    private long keptAlive() {
        return provider.seen().stream()
                .filter(seen -> seen.text().contains("KeepAlive"))
                .count();
    }

    @Test
    void aProviderThatClosesTwiceIsNotTriedAThirdTime() throws Exception {
        manners.idle = Duration.ofMillis(300);
        manners.hangs = true;
        try (Transcriber transcriber = open()) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(500)));
            assertThatThrownBy(() -> transcriber.finish(LIMIT))
                    .asInstanceOf(type(ProviderException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.NETWORK))
                    .satisfies(failure -> assertThat(failure).hasMessageContaining("NET-0001"));
        }
    }

    @Test
    void aBreakInTheFirstSecondsLosesNothing() throws Exception {
        short[] speech = TestLine.speech(Duration.ofMillis(1200));
        try (Transcriber transcriber = open()) {
            hear(transcriber, Arrays.copyOf(speech, speech.length / 2));
            await().until(() -> provider.seen().size() > 20);
            provider.sockets().forEach(FakeSocket::reset);
            hear(transcriber, Arrays.copyOfRange(speech, speech.length / 2, speech.length));
            mind.thinks(WORDS, "");
            assertThat(transcriber.finish(LIMIT).text()).isEqualTo(WORDS);
        }
        assertThat(mind.heard().getLast().length / 8).isBetween(1000, 1600);
    }

    @ParameterizedTest
    @CsvSource({"1011,NET-0000,NETWORK", "1008,DATA-0000,PROTOCOL", "1013,,RATE"})
    void aBreakLaterIsToldByItsKind(int code, String reason, Kind kind) throws Exception {
        try (Transcriber transcriber = open()) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(3200)));
            await().until(() -> provider.seen().size() > 20); // else there may be no socket to close yet
            provider.sockets().forEach(socket -> socket.close(code, reason == null ? "" : reason));
            assertThatThrownBy(() -> transcriber.finish(LIMIT))
                    .asInstanceOf(type(ProviderException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
        }
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void aRefusalSaysWhyHoweverItIsWritten(Refusal refusal) {
        manners.refusal = refusal;
        use(recogniser("anything", false, 2));

        assertThatThrownBy(this::open)
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.SETTINGS))
                .satisfies(failure ->
                        assertThat(failure).hasMessageContaining("400: ").hasMessageContaining("No such model"));
    }

    @ParameterizedTest
    @CsvSource({"401,AUTH", "402,QUOTA", "403,SETTINGS", "429,RATE", "503,NETWORK"})
    void aRefusalHasAKind(int status, Kind kind) {
        provider.refuseNext(status, "{\"err_code\":\"X\",\"err_msg\":\"no\"}");
        assertThatThrownBy(this::open)
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    @Test
    void phrasesAreToldToModelsThatTakeThem() throws Exception {
        use(recogniser("nova-3", true, 0));
        open().close();
        use(recogniser("nova-2", true, 0));
        assertThatThrownBy(this::open).hasMessageContaining("keyterm");
    }

    @Test
    void withoutAKeyThereIsNone() {
        DeepgramSettings with = AuraSpeechTest.settings(provider, false, 8000, Duration.ofSeconds(1));
        DeepgramSettings without = new DeepgramSettings(
                with.url(),
                new Secret(""),
                with.connect(),
                with.firstSound(),
                with.idle(),
                with.listen(),
                with.speak());
        assertThatThrownBy(() -> Deepgram.recogniser(without))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.AUTH));
    }

    private Transcriber open() throws InterruptedException {
        return recogniser.open(ENGLISH, interims::add);
    }

    private static void hear(Transcriber transcriber, short[] samples) {
        for (int at = 0; at < samples.length; at += 160) {
            short[] frame = Arrays.copyOfRange(samples, at, Math.min(samples.length, at + 160));
            transcriber.hear(new Pcm(frame, Pcm.TELEPHONE_RATE));
        }
    }

    private void use(DeepgramRecogniser other) {
        recogniser.close();
        recogniser = other;
    }

    private DeepgramRecogniser recogniser(String model, boolean phrases, int warm) {
        return recogniser(model, "", phrases, warm);
    }

    private DeepgramRecogniser recogniser(String model, String language, boolean phrases, int warm) {
        DeepgramSettings common = AuraSpeechTest.settings(provider, false, 8000, Duration.ofSeconds(10));
        return Deepgram.recogniser(new DeepgramSettings(
                common.url(),
                common.key(),
                common.connect(),
                common.firstSound(),
                common.idle(),
                new DeepgramSettings.ListenSettings(
                        model,
                        language,
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        phrases,
                        warm,
                        Duration.ofMillis(300),
                        Duration.ofSeconds(3)),
                common.speak()));
    }
}
