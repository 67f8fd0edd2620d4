package org.parley.ai.elevenlabs;

import java.time.Duration;
import java.util.List;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceContract;
import org.parley.ai.elevenlabs.ElevenLabsSettings.LateAudio;
import org.parley.ai.elevenlabs.ElevenLabsSettings.SpeechWay;
import org.parley.ai.wire.Wire;
import org.parley.settings.Secret;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.elevenlabs.AgentManners;
import org.parley.sim.provider.elevenlabs.FakeElevenLabs;

class ElevenLabsAgentTest extends VoiceContract {

    @Override
    protected FakeProvider provider(ScriptedMind thinker) {
        return new FakeElevenLabs(new AgentManners(), thinker, true);
    }

    @Override
    protected VoiceAgent agent(FakeProvider against, Duration deadline) {
        ElevenLabsSettings settings = settings(against, deadline, LateAudio.UP_TO_INTERRUPTION, false);
        return new ElevenLabsAgent(settings, Wire.open(ElevenLabs.NAME, ElevenLabs.limits(settings), against.client()));
    }

    static ElevenLabsSettings settings(FakeProvider against, Duration deadline, LateAudio late, boolean isPublic) {
        return new ElevenLabsSettings(
                against.httpUrl(),
                new Secret(FakeElevenLabs.KEY),
                deadline,
                deadline,
                new ElevenLabsSettings.AgentSettings(
                        FakeElevenLabs.AGENT, List.of(), isPublic, true, true, true, "", late, Duration.ofMillis(500)),
                new ElevenLabsSettings.SpeechSettings(
                        "voice_1",
                        "eleven_flash_v2_5",
                        "pcm_8000",
                        false,
                        SpeechWay.SOCKETS,
                        true,
                        1,
                        Duration.ofMinutes(1)));
    }
}
