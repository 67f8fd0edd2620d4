package org.parley.ai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.ai.Failing.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;
import org.parley.audio.TestLine;
import org.parley.settings.Changed;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.http.FakeVira;
import org.parley.sim.provider.http.ViraManners;
import org.parley.sim.provider.http.ViraManners.Address;

/** The preset against a stand-in that answers as integrations of Vira know it. */
class ViraTest {
    private static final Listening PERSIAN = new Listening(8000, Locale.of("fa"), new Listening.Anything());
    private static final String TEXT = "سلام دنیا.";

    private final ViraManners manners = new ViraManners();
    private final ScriptedMind mind = new ScriptedMind();
    private final FakeVira vira = new FakeVira(manners, mind);
    private final List<Pcm> heard = new ArrayList<>();

    @AfterEach
    void close() {
        List<String> violations = vira.violations();
        vira.close();
        assertThat(violations).isEmpty();
    }

    private String[] with(String... changes) {
        String[] all = Arrays.copyOf(
                new String[] {
                    "preset", "vira",
                    "request.url", vira.httpUrl(),
                    "request.key", "${env:KEY}",
                    "answer.every", "50ms"
                },
                8 + changes.length);
        System.arraycopy(changes, 0, all, 8, changes.length);
        return all;
    }

    private Transcript transcript(String... changes) throws InterruptedException {
        HttpHearingSettings settings = Changed.settings(HttpHearingSettings.class, FakeVira.TOKEN, with(changes));
        try (HttpRecogniser recogniser = new HttpRecogniser(settings, vira.client());
                Transcriber transcriber = recogniser.open(PERSIAN, _ -> {})) {
            transcriber.hear(new Pcm(TestLine.speech(Duration.ofMillis(600)), 8000));
            return transcriber.finish(Duration.ofSeconds(5));
        }
    }

    private void speak(String... changes) throws InterruptedException {
        HttpSpeakingSettings settings = Changed.settings(HttpSpeakingSettings.class, FakeVira.TOKEN, with(changes));
        try (HttpSpeech speech = new HttpSpeech(settings, vira.client())) {
            speech.speak(TEXT, Locale.of("fa"), heard::add);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void wordsAreFoundWhereverIntegratorsHaveSeenThem(int place) throws Exception {
        manners.textAt = place;
        mind.thinks("سلام", "");
        assertThat(transcript()).isEqualTo(new Transcript("سلام", 1));
        assertThat(mind.heard().getFirst()).isEqualTo(TestLine.speech(Duration.ofMillis(600)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void workThatGoesOnIsAskedForUntilItIsDone(boolean numbers) throws Exception {
        manners.numbers = numbers;
        manners.pending.set(3);
        manners.unknown.set(1);
        mind.thinks("سلام", "");
        assertThat(transcript().text()).isEqualTo("سلام");
        manners.pending.set(2);
        speak();
        assertThat(heard).isNotEmpty();
    }

    @Test
    void workThatIsNeverDoneIsSlow() {
        manners.pending.set(Integer.MAX_VALUE);
        assertFails(Kind.SLOW, "", () -> transcript("limit", "1s"));
        assertFails(Kind.SLOW, "", () -> speak("limit", "1s"));
    }

    @Test
    void silenceIsNoWordsAndNoFailure() throws Exception {
        assertThat(transcript()).isEqualTo(Transcript.NONE);
    }

    @Test
    void workThatFailsSaysWhyThoughItIsCalledASuccess() {
        manners.fails = true;
        assertFails(Kind.PROTOCOL, "the worker broke down", this::transcript);
        assertFails(Kind.PROTOCOL, "the worker broke down", this::speak);
    }

    @Test
    void refusalsHaveTheirKinds() {
        manners.tooLong = true;
        assertFails(Kind.CONTENT, "validation failed", this::transcript);
        vira.refuseNext(402, "{\"message\":\"no credit\"}");
        assertFails(Kind.QUOTA, "no credit", this::transcript);
        vira.refuseNext(429, "");
        assertFails(Kind.RATE, "429", this::speak);
        assertFails(Kind.AUTH, "Invalid gateway token", () -> speak("request.headers", "Authorization: {key}"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Address.class,
            names = {"ABSOLUTE", "SCHEMELESS", "RELATIVE"})
    void theFileIsFetchedHoweverItsAddressIsWritten(Address address) throws Exception {
        manners.address = address;
        speak();
        assertThat(heard.getFirst().rate()).isEqualTo(16_000);
        assertThat(heard.stream().mapToInt(piece -> piece.samples().length).sum())
                .isEqualTo(2 * mind.speak(TEXT).length);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itsFilesMayBeMp3WithATagOrWithout(boolean tagged) throws Exception {
        manners.file = tagged ? Mp3Encoder::tagged : Mp3Encoder::encoded;
        speak();
        assertThat(heard.getFirst().rate()).isEqualTo(16_000);
        long millis =
                heard.stream().mapToLong(piece -> piece.duration().toMillis()).sum();
        assertThat(millis).isBetween(ScriptedMind.length(TEXT) / 8L, ScriptedMind.length(TEXT) / 8L + 200);
        long loud = heard.stream()
                .flatMapToInt(
                        piece -> IntStream.range(0, piece.samples().length).map(i -> Math.abs(piece.samples()[i])))
                .filter(sample -> sample > 3000 && sample < 12_000)
                .count();
        assertThat(loud / 16).as("ms of the tone").isGreaterThan(millis / 2);
        manners.file = speech -> Arrays.copyOf(Mp3Encoder.encoded(speech), 30);
        assertFails(Kind.PROTOCOL, "MP3", this::speak);
    }

    @Test
    void aFileOfSomebodyElseIsNotFetched() {
        manners.address = Address.ELSEWHERE;
        assertFails(Kind.SETTINGS, "files.example.org", this::speak);
        assertFails(Kind.SETTINGS, "files.example.org", () -> speak("hosts", ".example.com, example.org"));
    }
}
