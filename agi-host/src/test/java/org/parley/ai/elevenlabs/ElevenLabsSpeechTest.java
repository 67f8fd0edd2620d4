package org.parley.ai.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.elevenlabs.ElevenLabsSettings.SpeechSettings;
import org.parley.ai.elevenlabs.ElevenLabsSettings.SpeechWay;
import org.parley.audio.Pcm;
import org.parley.settings.Secret;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.elevenlabs.AgentManners;
import org.parley.sim.provider.elevenlabs.FakeElevenLabs;

class ElevenLabsSpeechTest {
    private static final String TEXT = "Good morning, what can I do for you today?";
    private static final Duration BEGIN = Duration.ofSeconds(15);

    private final ScriptedMind mind = new ScriptedMind();
    private final FakeElevenLabs provider = new FakeElevenLabs(new AgentManners(), mind, false);
    private final Sink sink = new Sink();
    private @Nullable TextToSpeech speech;

    @AfterEach
    void close() {
        if (speech != null) {
            speech.close();
        }
        List<String> violations = provider.violations();
        provider.close();
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "REQUESTS, true, pcm_8000",
        "REQUESTS, false, pcm_8000",
        "REQUESTS, false, ulaw_8000",
        "REQUESTS, true, pcm_24000",
        "SOCKETS, true, pcm_8000",
        "SOCKETS, false, alaw_8000",
        "SOCKETS, true, pcm_22050",
    })
    void aSentenceIsSpokenWholeAndItsWordsHaveTimes(SpeechWay way, boolean times, String format) throws Exception {
        if (!times) {
            provider.speech().tellsNoTimes();
        }
        speech(way, times, format, BEGIN, BEGIN).speak(TEXT, Locale.ENGLISH, sink);

        assertThat(sink.millis()).isBetween(ScriptedMind.length(TEXT) / 8 - 5, ScriptedMind.length(TEXT) / 8 + 50);
        assertThat(sink.pieces).as("pieces").hasSizeGreaterThan(2);
        if (format.equals("pcm_8000")) {
            assertThat(Arrays.copyOf(sink.samples(), ScriptedMind.length(TEXT))).isEqualTo(mind.speak(TEXT));
        }
        if (times) {
            assertThat(sink.marks).hasSize(TEXT.split(" ").length);
            assertThat(sink.marks.getLast().chars()).isEqualTo(TEXT.length());
            assertThat(sink.marks.getFirst().chars()).isEqualTo("Good".length());
            for (Alignment.Mark mark : sink.marks) {
                assertThat(mark.at().toMillis())
                        .as("%s", mark)
                        .isBetween(mark.chars() * 40L - 25, mark.chars() * 40L + 25);
            }
        } else {
            assertThat(sink.marks).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(SpeechWay.class)
    void aHaltIsWaitedForAndALongOneIsSlow(SpeechWay way) throws Exception {
        provider.speech().stalls(700);
        speech(way, true, "pcm_8000", BEGIN, BEGIN).speak(TEXT, Locale.ENGLISH, sink);
        assertThat(sink.millis()).isGreaterThanOrEqualTo(ScriptedMind.length(TEXT) / 8);

        provider.speech().stalls(2000);
        assertFails(Kind.SLOW, speech(way, true, "pcm_8000", BEGIN, Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @EnumSource(SpeechWay.class)
    void whoInterruptsHearsNoMore(SpeechWay way) throws Exception {
        TextToSpeech voice = speech(way, true, "pcm_8000", BEGIN, BEGIN);
        sink.most = 2;
        voice.speak(TEXT, Locale.ENGLISH, sink);
        assertThat(sink.pieces).hasSize(2);

        Sink next = new Sink();
        voice.speak("And now this.", Locale.ENGLISH, next);
        assertThat(next.samples()).startsWith(Arrays.copyOf(mind.speak("And now this."), 800));
        assertThat(next.millis()).isBetween(13 * 40, 13 * 40 + 50);
        assertThat(sink.pieces).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(SpeechWay.class)
    void aThreadThatIsStoppedSpeaksNoMore(SpeechWay way) throws Exception {
        provider.speech().stalls(4000);
        TextToSpeech voice = speech(way, true, "pcm_8000", BEGIN, BEGIN);
        FutureTask<Void> speaking = new FutureTask<>(() -> {
            voice.speak(TEXT, Locale.ENGLISH, sink);
            return null;
        });
        Thread thread = Thread.ofVirtual().start(speaking);
        await().until(() -> !sink.pieces.isEmpty());
        thread.interrupt();
        assertThatThrownBy(() -> speaking.get(3, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"detail\":{\"status\":\"invalid_api_key\",\"message\":\"Invalid API key\"}} | AUTH",
                "401 | {\"detail\":{\"status\":\"quota_exceeded\",\"message\":\"No credits left\"}} | QUOTA",
                "400 | {\"detail\":{\"status\":\"voice_not_found\",\"message\":\"None\"}} | SETTINGS",
                "400 | {\"detail\":{\"status\":\"max_character_limit_exceeded\",\"message\":\"Long\"}} | CONTENT",
                "422 | {\"detail\":[{\"loc\":[\"body\",\"text\"],\"msg\":\"Field required\",\"type\":\"missing\"}]} | SETTINGS",
                "429 | {\"detail\":{\"status\":\"too_many_concurrent_requests\",\"message\":\"Busy\"}} | RATE",
                "503 | {\"detail\":{\"status\":\"system_busy\",\"message\":\"Busy\"}} | RATE",
                "500 | oops | NETWORK",
                "403 | {\"detail\":{\"status\":\"subscription_required\",\"message\":\"Upgrade your plan\"}} | SETTINGS",
            })
    void aRefusalIsNamedByItsStatusAndItsWords(int status, String body, Kind kind) throws Exception {
        for (SpeechWay way : SpeechWay.values()) {
            provider.refuseNext(status, body);
            assertFails(kind, speech(way, true, "pcm_8000", BEGIN, BEGIN));
        }
    }

    @Test
    void aSuccessThatIsNoSoundIsNotPlayed() throws Exception {
        for (boolean times : new boolean[] {true, false}) {
            provider.troubleNext(new MockResponse.Builder()
                    .setHeader("Content-Type", "application/json")
                    .body("{\"detail\":{\"status\":\"quota_exceeded\",\"message\":\"No credits left\"}}")
                    .build());
            assertFails(Kind.QUOTA, speech(SpeechWay.REQUESTS, times, "pcm_8000", BEGIN, BEGIN));
        }
        assertThat(sink.pieces).isEmpty();
    }

    @Test
    void anEndThatIsNotToldIsFound() throws Exception {
        provider.speech().tellsNoEnd();
        speech(SpeechWay.SOCKETS, true, "pcm_8000", BEGIN, BEGIN).speak(TEXT, Locale.ENGLISH, sink);
        assertThat(sink.millis()).isEqualTo(ScriptedMind.length(TEXT) / 8);

        provider.speech().tellsNoTimes();
        Sink next = new Sink();
        speech(SpeechWay.SOCKETS, true, "pcm_8000", BEGIN, BEGIN).speak(TEXT, Locale.ENGLISH, next);
        assertThat(next.millis()).isBetween(ScriptedMind.length(TEXT) / 8, ScriptedMind.length(TEXT) / 8 + 40);
    }

    @Test
    void aSocketIsKeptAndOneThatWasClosedMeanwhileIsReplaced() throws Exception {
        TextToSpeech voice = speech(SpeechWay.SOCKETS, true, "pcm_8000", BEGIN, BEGIN);
        voice.speak("One.", Locale.ENGLISH, sink);
        voice.speak("Two.", Locale.ENGLISH, sink);
        assertThat(provider.sockets()).hasSize(1);
        assertThat(provider.sockets().iterator().next().connection()).isEqualTo(1);
        provider.sockets().forEach(FakeSocket::reset);
        voice.speak("Three.", Locale.ENGLISH, sink);
        assertThat(sink.millis()).isBetween((4 + 4 + 6) * 40, (4 + 4 + 6) * 40 + 20);
    }

    @Test
    void theProviderClosesASocketThatNobodySpeaksOver() throws Exception {
        provider.speech().closesAfter(Duration.ofMillis(600));
        TextToSpeech voice = speech(SpeechWay.SOCKETS, true, "pcm_8000", BEGIN, BEGIN);
        voice.speak("One.", Locale.ENGLISH, sink);
        await().until(() -> provider.sockets().isEmpty());
        voice.speak("Two.", Locale.ENGLISH, sink);
        assertThat(sink.millis()).isEqualTo(8 * 40);
    }

    @Test
    void whatASocketSaysOfASentenceIsThatSentencesFailure() throws Exception {
        TextToSpeech voice = speech(SpeechWay.SOCKETS, true, "pcm_8000", BEGIN, BEGIN);
        provider.speech().fails("quota_exceeded: no credits left");
        assertFails(Kind.QUOTA, voice);
        voice.speak("One.", Locale.ENGLISH, sink);
        assertThat(sink.millis()).isEqualTo(4 * 40);
    }

    @Test
    void aSocketThatSaysNothingIsSlow() throws Exception {
        provider.speech().saysNothing();
        assertFails(Kind.SLOW, speech(SpeechWay.SOCKETS, true, "pcm_8000", Duration.ofSeconds(2), BEGIN));
    }

    @Test
    void sentencesAtOnceShareASocketAndAreNotMixedUp() throws Exception {
        provider.speech().stalls(500);
        TextToSpeech voice = speech(SpeechWay.SOCKETS, true, "pcm_8000", BEGIN, BEGIN);
        voice.speak("Open.", Locale.ENGLISH, sink);
        List<FutureTask<Sink>> speaking = new ArrayList<>();
        for (String text : List.of("This is one of them.", "And this the other.")) {
            FutureTask<Sink> task = new FutureTask<>(() -> {
                Sink own = new Sink();
                voice.speak(text, Locale.ENGLISH, own);
                assertThat(own.samples()).isEqualTo(mind.speak(text));
                return own;
            });
            speaking.add(task);
            Thread.ofVirtual().start(task);
        }
        for (FutureTask<Sink> task : speaking) {
            assertThat(task.get(10, TimeUnit.SECONDS).marks).isNotEmpty();
        }
        assertThat(provider.sockets()).hasSize(1);
    }

    private void assertFails(Kind kind, TextToSpeech voice) {
        assertThatThrownBy(() -> voice.speak(TEXT, Locale.ENGLISH, sink))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind))
                .satisfies(failure -> assertThat(failure).hasMessageNotContaining(FakeElevenLabs.KEY));
    }

    private TextToSpeech speech(SpeechWay way, boolean times, String format, Duration begin, Duration idle) {
        if (speech != null) {
            speech.close();
        }
        ElevenLabsSettings settings = new ElevenLabsSettings(
                provider.httpUrl(),
                new Secret(FakeElevenLabs.KEY),
                begin,
                idle,
                ElevenLabsAgentTest.settings(provider, begin, ElevenLabsSettings.LateAudio.UP_TO_INTERRUPTION, false)
                        .agent(),
                new SpeechSettings(
                        FakeElevenLabs.VOICE,
                        "eleven_flash_v2_5",
                        format,
                        false,
                        way,
                        times,
                        2,
                        Duration.ofMinutes(1)));
        TextToSpeech made = ElevenLabsSpeech.of(settings);
        speech = made;
        return made;
    }

    /** Keeps what is spoken. */
    private static final class Sink implements SpeechSink {
        private final List<Pcm> pieces = new CopyOnWriteArrayList<>();
        private final List<Alignment.Mark> marks = new ArrayList<>();
        private int most = Integer.MAX_VALUE;

        @Override
        public boolean audio(Pcm piece) {
            pieces.add(piece);
            return pieces.size() < most;
        }

        @Override
        public void mark(int chars, Duration at) {
            marks.add(new Alignment.Mark(chars, at));
        }

        int millis() {
            return (int) (pieces.stream()
                            .mapToLong(piece -> piece.duration().toNanos())
                            .sum()
                    / 1_000_000);
        }

        short[] samples() {
            short[] all = new short
                    [pieces.stream().mapToInt(piece -> piece.samples().length).sum()];
            int at = 0;
            for (Pcm piece : pieces) {
                System.arraycopy(piece.samples(), 0, all, at, piece.samples().length);
                at += piece.samples().length;
            }
            return all;
        }
    }
}
