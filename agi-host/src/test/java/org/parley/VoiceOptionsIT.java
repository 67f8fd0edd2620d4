package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.TalkingHost.flag;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows.Where;
import org.parley.ai.VoiceChoice;
import org.parley.call.InstantVoice;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.FakeSocket;

/** Voices as words with options, and the voice that talks when they cannot: whole calls, and what is told of them. */
class VoiceOptionsIT {
    @TempDir
    private Path home;

    private static String script(String parts) {
        return """
                script('fronter') {
                    %s
                    step('talk') {
                        converse {
                            greeting 'Hello from the script.'
                            intent 'bye', phrases: ['goodbye'], answer: 'Goodbye then.', ends: true
                            limit 1.min
                        }
                        finish 'INFO'
                    }
                }
                """.formatted(parts);
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "elevenlabs")
    void theAgentOfTheScriptTalksAndNotThatOfTheSettings() throws Exception {
        try (TalkingHost host = new TalkingHost("elevenlabs", home)) {
            SimulatedChannel call = host.call(
                    script("voice elevenlabs(agent: 'fronter')"),
                    flag("elevenlabs.agent.id", "agent_of_the_settings"),
                    flag("elevenlabs.agent.names", "closer=agent_x, fronter=agent_parley"));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Hello from the script.");
            assertThat(host.provider.violations()).isEmpty();
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"script.backup", "local"})
    void theBackupTalksWhenTheVoiceCannotAndTheCallEndsWell() throws Exception {
        try (TalkingHost host = new TalkingHost("elevenlabs", home)) {
            host.box.understands("goodbye");
            SimulatedChannel call = host.call(script("voice elevenlabs(agent: 'agent_gone')\n    backup local()"));
            assertThat(host.awaitEvent("voice-left").data()).containsEntry("voice", "elevenlabs");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Hello from the script.");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Goodbye then.");
            assertThat(host.awaitEvent("ended").data()).containsEntry("status", "INFO");
        }
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "anytime.on")
    void aVoiceThatIsLostInMidTalkIsARuleOfAnytime() throws Exception {
        try (TalkingHost host = new TalkingHost("elevenlabs", home)) {
            SimulatedChannel _ = host.call(script("""
                    voice 'elevenlabs'
                    backup local()
                    anytime { on('voice-lost') { say 'I connect you.'; finish 'LOST' } }
                    """));
            host.awaitEvent("agent-said");
            host.provider.sockets().forEach(FakeSocket::reset);
            host.awaitEvent("voice-left");
            assertThat(host.awaitEvent("anytime").data()).containsEntry("rule", "on voice-lost");
            assertThat(host.awaitEvent("ended").data()).containsEntry("status", "LOST");
        }
    }

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"converse.backup", "openai", "hume"})
    void aTalkHasABackupOfItsOwn() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            SimulatedChannel call = host.call("""
                    converse {
                        voice hume(config: 'c1')
                        backup openai(voice: 'cedar')
                        greeting 'Hello from the talk.'
                        limit 1.min
                    }
                    """);
            assertThat(host.awaitEvent("voice-left").data()).containsEntry("voice", "hume(config: 'c1')");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Hello from the talk.");
            assertThat(host.provider.violations()).isEmpty();
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    @Test
    void aVoiceThatIsNotSetUpIsLeftForItsBackupAndTheTimelineSaysWhatItNeeds() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            SimulatedChannel call = host.call(script("voice hume(config: 'c1')\n    backup 'local'"));
            assertThat(host.awaitEvent("voice-left").data())
                    .containsEntry("voice", "hume(config: 'c1')")
                    .containsEntry("reason", "The voice 'hume' is not set up; it needs the setting hume.key");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Hello from the script.");
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "cascade")
    void aCascadeOfTheScriptsOwnPartsThinksByTheModel() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            host.mind.thinks("I have a question", "Here is the answer.");
            host.box.understands("I have a question");
            SimulatedChannel call = host.call(script("voice cascade(llm: 'openai')"));
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Here is the answer.");
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    @Test
    void whatAVoiceLacksIsToldWithWhatToDo() {
        Settings none = TalkingHost.settings(home, List.of(), "");
        assertThat(none.voiceLacks(VoiceChoice.named("local"))).isEmpty();
        assertThat(none.voiceLacks(VoiceChoice.named("elevenlabs")))
                .isEqualTo("The voice 'elevenlabs' is not set up; it needs the setting elevenlabs.agent.id");
        assertThat(none.voiceLacks(VoiceChoice.of("elevenlabs|agent=a1"))).isEmpty();
        assertThat(none.voiceLacks(VoiceChoice.named("humme"))).contains("did you mean 'hume'?");
        assertThat(none.voiceLacks(VoiceChoice.of("cascade|stt=deepgram|tts=piper")))
                .isEqualTo("The voice cascade(stt: 'deepgram', tts: 'piper') is not set up; it needs the setting"
                        + " deepgram.key");
        assertThat(none.voiceLacks(VoiceChoice.of("cascade|stt=deepgrm")))
                .startsWith("Expected stt: with one of local, deepgram, openai")
                .endsWith("but was 'deepgrm'");
    }
}
