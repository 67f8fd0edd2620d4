package org.parley.ai.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.ai.Failing.assertFails;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;
import org.parley.audio.TestLine;
import org.parley.settings.Changed;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.local.FakeVosk;
import org.parley.sim.provider.local.VoskManners;

class VoskRecogniserTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Listening ENGLISH =
            new Listening(Pcm.TELEPHONE_RATE, Locale.ENGLISH, new Listening.Phrases(List.of("book a table", "menu")));

    private final VoskManners manners = new VoskManners();
    private final ScriptedMind mind = new ScriptedMind();
    private final FakeVosk server = new FakeVosk(manners, mind);
    private final List<Interim> interims = new CopyOnWriteArrayList<>();
    private VoskRecogniser recogniser = recogniser(true);

    @AfterEach
    void close() {
        recogniser.close();
        server.close();
    }

    private VoskRecogniser recogniser(boolean grammar, String... changes) {
        String[] all = Arrays.copyOf(changes, changes.length + 2);
        all[changes.length] = "url";
        all[changes.length + 1] = server.socketUrl();
        return new VoskRecogniser(Changed.settings(VoskSettings.class, "", all), grammar);
    }

    private void use(boolean grammar, String... changes) {
        recogniser.close();
        recogniser = recogniser(grammar, changes);
    }

    private Transcriber open(Listening listening) throws InterruptedException {
        return recogniser.open(listening, interims::add);
    }

    private static void hear(Transcriber transcriber, short[] samples) {
        for (int at = 0; at < samples.length; at += 160) {
            short[] frame = Arrays.copyOfRange(samples, at, Math.min(samples.length, at + 160));
            transcriber.hear(new Pcm(frame, Pcm.TELEPHONE_RATE));
        }
    }

    private Transcript transcript() throws InterruptedException {
        try (Transcriber transcriber = open(ENGLISH)) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(600)));
            return transcriber.finish(LIMIT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wordsAreToldAsTheyAreUnderstoodAndTheSentenceIsSettledOnce(boolean alternatives) throws Exception {
        manners.alternatives = alternatives;
        manners.hangs = true; // what is settled need not be waited for
        mind.thinks("Book a table", "");
        try (Transcriber transcriber = open(ENGLISH)) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(600)));
            hear(transcriber, new short[6400]);
            await().until(() -> interims.stream().anyMatch(Interim::settled));

            assertThat(interims)
                    .extracting(Interim::text)
                    .startsWith("book", "book a", "book a table")
                    .allMatch("book a table"::startsWith);
            assertThat(interims).filteredOn(Interim::settled).containsExactly(new Interim("book a table", true));
            Transcript words = transcriber.finish(LIMIT);
            assertThat(words.text()).isEqualTo("book a table");
            assertThat(words.confidence()).isBetween(alternatives ? 1 : 0.89, alternatives ? 1 : 0.91);
        }
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void whatIsNotSettledIsAskedForByTheVeryBytesOfTheEnd() throws Exception {
        mind.thinks("سلام", "");
        assertThat(transcript().text()).isEqualTo("سلام");
        assertThat(mind.heard().getFirst().length / 8).isBetween(500, 900);
        assertThat(server.seen().getLast().text()).isEqualTo("{\"eof\" : 1}");
        assertThat(server.violations()).isEmpty();
        await().until(() -> server.sockets().isEmpty());
    }

    @Test
    void severalSentencesAreOneTurn() throws Exception {
        manners.endpoint = Duration.ofMillis(300);
        mind.thinks("One moment", "").thinks("yes please", "");
        try (Transcriber transcriber = open(ENGLISH)) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(500)));
            hear(transcriber, new short[6400]);
            hear(transcriber, TestLine.speech(Duration.ofMillis(500)));
            assertThat(transcriber.finish(LIMIT).text()).isEqualTo("one moment yes please");
        }
        assertThat(interims).filteredOn(Interim::settled).contains(new Interim("one moment", true));
    }

    @Test
    void silenceAndNothingAtAllAreNoWords() throws Exception {
        try (Transcriber silent = open(ENGLISH)) {
            hear(silent, new short[4000]);
            assertThat(silent.finish(LIMIT)).isEqualTo(Transcript.NONE);
        }
        try (Transcriber empty = open(ENGLISH)) {
            assertThat(empty.finish(LIMIT)).isEqualTo(Transcript.NONE);
        }
        assertThat(interims).isEmpty();
    }

    @Test
    void itListensForWhatIsExpectedAndKnowsWhenItHeardSomethingElse() throws Exception {
        mind.thinks("[unk] menu [unk]", "");
        assertThat(transcript().text()).isEqualTo("menu");
        awaitGrammarOf(new Listening(8000, Locale.ENGLISH, new Listening.Digits(1, 4)));
        awaitGrammarOf(new Listening(8000, Locale.ENGLISH, new Listening.Anything()));
        use(false);
        awaitGrammarOf(ENGLISH);

        assertThat(server.grammars().get(0)).containsExactly("book a table", "menu", "[unk]");
        assertThat(server.grammars().get(1)).contains("seven", "oh", "double", "[unk]");
        assertThat(server.grammars().get(2)).isEmpty();
        assertThat(server.grammars().get(3)).as("of a free model").isEmpty();
    }

    /** What was sent must have come before the socket is closed. */
    private void awaitGrammarOf(Listening listening) throws InterruptedException {
        int before = server.grammars().size();
        try (Transcriber _ = open(listening)) {
            await().until(() -> server.grammars().size() == before + 1);
        }
    }

    @Test
    void anotherRateAndAServerThatTakesNoConfiguration() throws Exception {
        mind.thinks("menu", "").thinks("menu", "");
        use(true, "rate", "16000", "piece", "200ms");
        assertThat(transcript().text()).isEqualTo("menu");
        assertThat(mind.heard().getFirst().length / 8).isBetween(500, 900);
        manners.takesNoConfig = true;
        assertFails(Kind.NETWORK, "", this::transcript);
        assertThat(server.violations()).singleElement().asString().contains("audio to the decoder");
        use(true, "configure", "false");
        assertThat(transcript().text()).isEqualTo("menu");
    }

    @Test
    void aDecoderThatLagsIsSlow() throws Exception {
        manners.lag = Duration.ofSeconds(5);
        try (Transcriber transcriber = open(ENGLISH)) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(600)));
            assertFails(Kind.SLOW, "6 of 6 pieces", () -> transcriber.finish(Duration.ofMillis(300)));
        }
        manners.lag = Duration.ZERO;
        server.ignoreNext();
        use(true, "connect", "300ms");
        assertFails(Kind.SLOW, "connection", () -> open(ENGLISH));
    }

    @ParameterizedTest
    @CsvSource({"1011, NETWORK", "1000, NETWORK", "1009, CONTENT", "0, NETWORK"})
    void aConnectionThatEndsInTheMiddleIsAFailure(int code, Kind kind) throws Exception {
        try (Transcriber transcriber = open(ENGLISH)) {
            hear(transcriber, TestLine.speech(Duration.ofMillis(300)));
            await().until(() -> !server.sockets().isEmpty());
            for (FakeSocket socket : server.sockets()) {
                if (code == 0) {
                    socket.reset();
                } else {
                    socket.close(code, "");
                }
            }
            assertFails(kind, "", () -> transcriber.finish(LIMIT));
        }
    }

    @ParameterizedTest
    @CsvSource({"401, AUTH", "404, SETTINGS", "429, RATE", "500, NETWORK"})
    void aRefusalHasItsKind(int status, Kind kind) {
        server.refuseNext(status, "no");
        assertFails(kind, String.valueOf(status), () -> open(ENGLISH));
    }

    @Test
    void whatIsNoReplyIsTold() {
        manners.nonsense = "<html>";
        assertFails(Kind.PROTOCOL, "<html>", this::transcript);
        manners.nonsense = "{\"partial\":\"" + "x".repeat(30_000) + "\"}";
        assertFails(Kind.PROTOCOL, "30000", this::transcript);
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        VoskSettings settings = Changed.settings(VoskSettings.class, "", "url", "my server");
        assertFails(Kind.SETTINGS, "'my server'", () -> new VoskRecogniser(settings, true));
    }
}
