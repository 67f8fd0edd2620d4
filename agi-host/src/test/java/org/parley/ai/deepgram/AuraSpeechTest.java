package org.parley.ai.deepgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.TextToSpeech;
import org.parley.audio.Pcm;
import org.parley.settings.Secret;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.Seen;
import org.parley.sim.provider.Sounds;
import org.parley.sim.provider.deepgram.DeepgramManners;
import org.parley.sim.provider.deepgram.FakeDeepgram;

class AuraSpeechTest {
    private static final String TEXT = "Good morning, how may I help?";

    private final DeepgramManners manners = new DeepgramManners();
    private final ScriptedMind mind = new ScriptedMind();
    private final FakeDeepgram provider = new FakeDeepgram(manners, mind, false);
    private final List<Pcm> heard = new ArrayList<>();

    @AfterEach
    void close() {
        List<String> violations = provider.violations();
        provider.close();
        assertThat(violations).as("what the provider would not have taken").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void everySampleArrivesWhateverTheBytesComeIn(boolean socket, boolean header) throws Exception {
        manners.headerAnyway = header;
        try (TextToSpeech voice = voice(socket, 8000)) {
            voice.speak(TEXT, Locale.ENGLISH, heard::add);
            voice.speak("Yes.", Locale.US, heard::add);
        }
        short[] both = Arrays.copyOf(mind.speak(TEXT), ScriptedMind.length(TEXT) + ScriptedMind.length("Yes."));
        System.arraycopy(mind.speak("Yes."), 0, both, ScriptedMind.length(TEXT), ScriptedMind.length("Yes."));
        assertThat(samples()).isEqualTo(both);
        assertThat(heard).allSatisfy(piece -> assertThat(piece.rate()).isEqualTo(8000));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHigherRateIsHandedOn(boolean socket) throws Exception {
        try (TextToSpeech voice = voice(socket, 24_000)) {
            voice.speak(TEXT, Locale.ENGLISH, heard::add);
        }
        assertThat(samples()).hasSize(3 * ScriptedMind.length(TEXT));
        assertThat(heard.getFirst().rate()).isEqualTo(24_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLongTextIsSpokenInPiecesThatAreTaken(boolean socket) throws Exception {
        String text =
                "A melon is a fruit that grows on the ground. ".repeat(100).strip();
        assertThat(text.length()).isGreaterThan(2 * AuraTexts.CHARS_MAX);
        try (TextToSpeech voice = voice(socket, 8000)) {
            voice.speak(text, Locale.ENGLISH, heard::add);
        }
        assertThat(samples().length).isCloseTo(ScriptedMind.length(text), offset(1000));
        assertThat(String.join(" ", AuraTexts.pieces(text))).isEqualTo(text);
        assertThat(AuraTexts.pieces("x".repeat(4500)))
                .extracting(String::length)
                .containsExactly(2000, 2000, 500);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void speechIsHeardWhileItIsMadeAndACutEndsIt(boolean socket) throws Exception {
        manners.paced = true;
        long began = System.nanoTime();
        try (TextToSpeech voice = voice(socket, 8000)) {
            voice.speak(TEXT.repeat(10), Locale.ENGLISH, piece -> {
                heard.add(piece);
                return heard.size() < 2;
            });
            assertThat(heard).hasSize(2);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            heard.clear();
            voice.speak("Yes.", Locale.ENGLISH, heard::add);
        }
        assertThat(samples()).as("nothing of what was cut").isEqualTo(mind.speak("Yes."));
    }

    @Test
    void aSocketThatWasCutIsUsedAgain() throws Exception {
        manners.paced = true;
        try (TextToSpeech voice = voice(true, 8000)) {
            voice.speak(TEXT, Locale.ENGLISH, _ -> false);
            await().until(
                            () -> { // it is free when the provider has cleared
                                heard.clear();
                                voice.speak("Yes.", Locale.ENGLISH, heard::add);
                                return provider.seen().getLast().connection() == 1;
                            });
            assertThat(samples()).isEqualTo(mind.speak("Yes."));
            assertThat(provider.seen())
                    .extracting(Seen::text)
                    .filteredOn(text -> text.contains("Clear"))
                    .hasSize(1);
            await().atMost(Duration.ofSeconds(5)).until(() -> provider.sockets().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoIsInterruptedStops(boolean socket) throws Exception {
        manners.paced = true;
        CountDownLatch begun = new CountDownLatch(1);
        try (TextToSpeech voice = voice(socket, 8000)) {
            FutureTask<Void> speaking = new FutureTask<>(() -> {
                voice.speak(TEXT.repeat(10), Locale.ENGLISH, _ -> {
                    begun.countDown();
                    return true;
                });
                return null;
            });
            Thread speaker = Thread.ofVirtual().start(speaking);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            speaker.interrupt();
            assertThatThrownBy(() -> speaking.get(3, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"401,AUTH", "402,QUOTA", "400,SETTINGS", "403,SETTINGS", "413,CONTENT", "429,RATE", "500,NETWORK"})
    void aRefusalHasAKindAndItsReason(int status, Kind kind) {
        for (boolean socket : new boolean[] {false, true}) {
            provider.refuseNext(status, "{\"category\":\"C\",\"message\":\"because of it\",\"details\":\"d\"}");
            try (TextToSpeech voice = voice(socket, 8000)) {
                assertThatThrownBy(() -> voice.speak(TEXT, Locale.ENGLISH, heard::add))
                        .asInstanceOf(type(ProviderException.class))
                        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind))
                        .satisfies(failure -> assertThat(failure).hasMessageContaining("because of it"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoDoesNotAnswerIsSlow(boolean socket) {
        provider.ignoreNext();
        assertSlow(socket);
    }

    @Test
    void speechThatStopsInTheMiddleIsSlow() {
        manners.stopsSpeaking = true;
        assertSlow(true);
    }

    private void assertSlow(boolean socket) {
        try (TextToSpeech voice =
                Deepgram.synthesiser(settings(provider, socket, 8000, Duration.ofMillis(700)), provider.client())) {
            assertThatThrownBy(() -> voice.speak(TEXT, Locale.ENGLISH, heard::add))
                    .asInstanceOf(type(ProviderException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.SLOW));
        }
    }

    @Test
    void aSocketThatWentWhileItWaitedIsReplaced() throws Exception {
        try (TextToSpeech voice = voice(true, 8000)) {
            voice.speak("Yes.", Locale.ENGLISH, heard::add);
            provider.sockets().forEach(FakeSocket::reset);
            heard.clear();
            voice.speak("No.", Locale.ENGLISH, heard::add);
        }
        assertThat(samples()).isEqualTo(mind.speak("No."));
    }

    @Test
    void aVoiceSpeaksItsOwnLanguageOnly() {
        try (TextToSpeech voice = voice(false, 8000)) {
            assertThatThrownBy(() -> voice.speak("سلام", Locale.of("fa"), heard::add))
                    .asInstanceOf(type(ProviderException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.SETTINGS))
                    .satisfies(failure -> assertThat(failure).hasMessageContaining("fa"));
        }
        assertThat(heard).isEmpty();
    }

    private short[] samples() {
        return Sounds.joined(heard);
    }

    private TextToSpeech voice(boolean socket, int rate) {
        return Deepgram.synthesiser(settings(provider, socket, rate, Duration.ofSeconds(10)), provider.client());
    }

    static DeepgramSettings settings(FakeProvider against, boolean socket, int rate, Duration limit) {
        return new DeepgramSettings(
                against.httpUrl(),
                new Secret(FakeDeepgram.KEY),
                limit,
                limit,
                limit,
                new DeepgramSettings.ListenSettings(
                        "nova-3",
                        "",
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        false,
                        0,
                        Duration.ofSeconds(4),
                        Duration.ofMinutes(1)),
                new DeepgramSettings.SpeakSettings("aura-2-thalia-en", rate, socket, Duration.ofSeconds(1)));
    }
}
