package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.parley.TalkingHost.flag;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.Shows.Where;
import org.parley.call.InstantVoice;
import org.parley.settings.SettingsException;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.local.FakePiper;
import org.parley.sim.provider.local.FakeVosk;
import org.parley.sim.provider.local.LocalManners;
import org.parley.sim.provider.local.VoskManners;

/** Whole calls through the host with the voices of providers, each by its own wire format, and when one dies. */
class VoicesIT {
    @TempDir
    private Path home;

    private static String script(String voices) {
        return """
                converse {
                    voice %s
                    greeting 'Hello from the script.'
                    instructions 'Be brief.'
                    intent 'bye', phrases: ['goodbye'], answer: 'Goodbye then.', ends: true
                    limit 1.min
                }
                dispose 'INFO'
                """.formatted(voices);
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenlabs", "hume", "openai"})
    void aScriptPicksAVoiceWithOneWordAndTheCallerTalksWithIt(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            host.mind.thinks("I have a question", "Here is the answer.");
            SimulatedChannel call = host.call(script("'" + voice + "'"));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Hello from the script.");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("caller-said").data().get("text")).isEqualTo("I have a question");
            assertThat(host.awaitEvent("latency").data()).containsKeys("firstFrameMs");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Here is the answer.");
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenlabs", "hume", "openai"})
    void whenItsKeyIsRefusedTheNextVoiceTalks(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            host.provider.refuseNext(401, "{\"detail\":\"invalid key\"}");
            SimulatedChannel call = host.call(script("'" + voice + "', 'local'"));
            assertThat(host.awaitEvent("voice-left").data().get("reason"))
                    .asString()
                    .contains("401");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Hello from the script.");
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    @Test
    void theTimelineTellsWhereTheTimeOfATurnWent() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.box.understands("I have a question");
            host.mind.thinks("I have a question", "Here is the answer.");
            SimulatedChannel call = host.call(script("'cascade'"));
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            Map<String, ?> times = host.awaitEvent("latency").data();
            assertThat(Stream.of("decidedMs", "wordsMs", "firstTokenMs", "firstAudioMs", "firstFrameMs")
                            .map(times::get)
                            .map(Long.class::cast)
                            .toList())
                    .doesNotContainNull()
                    .isSorted();
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"converse.intent", "converse.limit"})
    void whenItDiesInMidTalkTheNextVoiceGoesOnAndTheCallEndsWithAStatus() throws Exception {
        try (TalkingHost host = new TalkingHost("elevenlabs", home)) {
            SimulatedChannel call = host.call(script("'elevenlabs', 'local'"));
            host.awaitEvent("agent-said");
            host.provider.sockets().forEach(FakeSocket::reset);
            host.awaitEvent("voice-left");
            host.box.understands("goodbye");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Goodbye then.");
            assertThat(host.awaitEvent("ended").data()).containsEntry("status", "INFO");
        }
    }

    @Test
    void aCascadeOfServersOfOnesOwnTalks() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home);
                FakeVosk vosk = new FakeVosk(new VoskManners(), host.mind);
                FakePiper piper = new FakePiper(new LocalManners(), host.mind)) {
            host.mind.thinks("Goodbye", "");
            SimulatedChannel call = host.call(
                    script("'cascade'"),
                    flag("cascade.hearing", "vosk"),
                    flag("vosk.url", vosk.socketUrl()),
                    flag("cascade.speaking", "piper"),
                    flag("piper.url", piper.httpUrl()));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Hello from the script.");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("caller-said").data()).containsEntry("text", "goodbye");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Goodbye then.");
            assertThat(host.awaitEvent("ended").data()).containsEntry("status", "INFO");
            assertThat(vosk.grammars().getFirst()).containsExactly("goodbye", "[unk]");
            assertThat(vosk.violations()).isEmpty();
            assertThat(piper.violations()).isEmpty();
        }
    }

    @Test
    void aModelIsAskedWhetherATurnIsOverAndWhatItUsesStandsInTheTimeline() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home);
                FakeVosk vosk = new FakeVosk(new VoskManners(), host.mind)) {
            host.mind.thinks("I need another look at my orders", "").thinks("", "yes");
            SimulatedChannel call = host.call(
                    script("'cascade'"),
                    flag("cascade.hearing", "vosk"),
                    flag("vosk.url", vosk.socketUrl()),
                    flag("cascade.turns", "openai"));
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(1500)));
            Map<String, Object> used = host.awaitEvent("used").data();
            while (!"openai".equals(used.get("provider"))) {
                used = host.awaitEvent("used").data();
            }
            assertThat(used).containsEntry("unit", "INPUT_TOKENS");
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    @Test
    void aVoiceThatIsNotSetUpIsRefusedWhenTheHostStartsWithWhatItNeeds() {
        assertThatThrownBy(() -> TalkingHost.settings(home, List.of(flag("talk.voices", "hume, local")), ""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("hume.key");
        assertThatThrownBy(() -> TalkingHost.settings(home, List.of(flag("cascade.hearing", "deepgram")), ""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("deepgram.key");
    }
}
