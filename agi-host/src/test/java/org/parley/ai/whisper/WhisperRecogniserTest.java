package org.parley.ai.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.ai.Failing.assertFails;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;
import org.parley.audio.TestLine;
import org.parley.settings.Changed;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.local.FakeWhisper;
import org.parley.sim.provider.local.LocalManners;

class WhisperRecogniserTest {
    private static final Listening ENGLISH = new Listening(8000, Locale.ENGLISH, new Listening.Anything());

    private final LocalManners manners = new LocalManners();
    private final ScriptedMind mind = new ScriptedMind();
    private final FakeWhisper server = new FakeWhisper(manners, mind);
    private WhisperRecogniser recogniser = recogniser();

    @AfterEach
    void close() {
        recogniser.close();
        List<String> violations = server.violations();
        server.close();
        assertThat(violations).isEmpty();
    }

    private WhisperRecogniser recogniser(String... changes) {
        String[] all = Arrays.copyOf(changes, changes.length + 2);
        all[changes.length] = "url";
        all[changes.length + 1] = server.httpUrl();
        return new WhisperRecogniser(Changed.settings(WhisperSettings.class, "", all));
    }

    private void use(String... changes) {
        recogniser.close();
        recogniser = recogniser(changes);
    }

    private Transcript transcript(Listening listening, Duration length) throws InterruptedException {
        try (Transcriber transcriber = recogniser.open(listening, _ -> {})) {
            short[] speech = TestLine.speech(length);
            for (int at = 0; at + 160 <= speech.length; at += 160) {
                transcriber.hear(new Pcm(Arrays.copyOfRange(speech, at, at + 160), 8000));
            }
            return transcriber.finish(Duration.ofSeconds(5));
        }
    }

    private Transcript transcript() throws InterruptedException {
        return transcript(ENGLISH, Duration.ofMillis(600));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Good morning. My friend! | good morning my friend",
                "سلام، خوبی؟ | سلام خوبی",
                "[BLANK_AUDIO] | ''",
                "(music) | ''"
            })
    void wordsAreThoseOfAllSegments(String said, String words) throws Exception {
        mind.thinks(said, "");
        Transcript heard = transcript();
        assertThat(heard.text()).isEqualTo(words);
        assertThat(heard.confidence()).isBetween(words.isEmpty() ? 0 : 0.8, words.isEmpty() ? 0 : 0.83);
    }

    @Test
    void theWholeTurnComesAndIsLongEnoughForTheModel() throws Exception {
        mind.thinks("yes", "");
        assertThat(transcript(ENGLISH, Duration.ofMillis(400)).text()).isEqualTo("yes");
        assertThat(mind.heard().getFirst()).hasSize(1200 * 8);
        use("fill", "0ms");
        assertThat(transcript(ENGLISH, Duration.ofMillis(400)))
                .as("too short for it")
                .isEqualTo(Transcript.NONE);
        mind.thinks("a lot", "");
        use("longest", "2s");
        transcript(ENGLISH, Duration.ofSeconds(3));
        assertThat(mind.heard().getLast()).hasSize(2000 * 8);
    }

    @Test
    void theLanguageIsAlwaysTold() throws Exception {
        transcript();
        transcript(new Listening(8000, Locale.of("fa", "IR"), new Listening.Anything()), Duration.ofMillis(600));
        transcript(new Listening(8000, Locale.ROOT, new Listening.Anything()), Duration.ofMillis(600));
        use("language", "de");
        transcript();
        assertThat(server.languages()).containsExactly("en", "fa", "auto", "de");
    }

    @Test
    void itTellsTheLanguageThatItHasFoundOutAndNoneThatItWasTold() throws Exception {
        use("language", "auto");
        mind.thinks("سلام خوبی چطوری", "")
                .thinks("می‌خواهم با پرستار صحبت کنم", "")
                .thinks("hello", "");
        transcript();
        assertThat(transcript().language()).isEqualTo(Locale.of("fa"));
        assertThat(transcript().language()).isEqualTo(Locale.ENGLISH);
        use();
        mind.thinks("hello", "");
        assertThat(transcript().language()).isNull();
    }

    @Test
    void whatItInventsOnSilenceIsDropped() throws Exception {
        manners.noSpeech = 0.7;
        mind.thinks("Thank you for watching.", "").thinks("Thank you for watching.", "");
        assertThat(transcript()).isEqualTo(Transcript.NONE);
        use("silence-percent", "80");
        assertThat(transcript().text()).isEqualTo("thank you for watching");
        use("hints", "true");
        mind.thinks("yes, no", "");
        manners.noSpeech = 0;
        Listening yesNo = new Listening(8000, Locale.ENGLISH, new Listening.Phrases(List.of("yes", "no")));
        assertThat(transcript(yesNo, Duration.ofMillis(600)))
                .as("our own words")
                .isEqualTo(Transcript.NONE);
    }

    @ParameterizedTest
    @CsvSource({"400, SETTINGS", "401, AUTH", "429, RATE", "499, PROTOCOL", "500, NETWORK", "503, NETWORK"})
    void aRefusalHasItsKindAndItsWords(int status, Kind kind) {
        server.refuseNext(status, "{\"error\":\"failed to read audio\"}");
        assertFails(kind, "answered " + status + ": failed to read audio", this::transcript);
        server.refuseNext(status, "terminate called");
        assertFails(kind, "answered " + status + ": terminate called", this::transcript);
    }

    @Test
    void failuresHaveTheirKinds() {
        server.resetNext();
        assertFails(Kind.NETWORK, "", this::transcript);
        manners.nonsense = "<html>";
        assertFails(Kind.PROTOCOL, "Expected JSON", this::transcript);
        manners.nonsense = "[]";
        assertFails(Kind.PROTOCOL, "object", this::transcript);
        manners.nonsense = "{\"error\":\"no memory\"}";
        assertFails(Kind.PROTOCOL, "no memory", this::transcript);
        manners.nonsense = "{\"text\":\"" + "x".repeat(2 << 20) + "\"}";
        assertFails(Kind.PROTOCOL, "at most 1048576 bytes", this::transcript);
        manners.nonsense = "";
        manners.breaksOff = true;
        assertFails(Kind.NETWORK, "", this::transcript);
        manners.breaksOff = false;
        use("answer", "500ms");
        server.ignoreNext();
        assertFails(Kind.SLOW, "", this::transcript);
        manners.work = Duration.ofSeconds(3);
        assertFails(Kind.SLOW, "", this::transcript);
    }

    @Test
    void moreAtOnceThanAllowedWaitForTheirTurn() throws Exception {
        use("requests-max", "1");
        manners.work = Duration.ofSeconds(1);
        mind.thinks("First", "").thinks("Second", "");
        Thread first = Thread.ofVirtual().start(() -> {
            try {
                transcript();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(server::isBusy);
        try (Transcriber transcriber = recogniser.open(ENGLISH, _ -> {})) {
            transcriber.hear(new Pcm(TestLine.speech(Duration.ofMillis(300)), 8000));
            assertFails(Kind.RATE, "all were in use", () -> transcriber.finish(Duration.ofMillis(200)));
        }
        first.join();
        assertThat(transcript().text()).isEqualTo("second");
    }
}
