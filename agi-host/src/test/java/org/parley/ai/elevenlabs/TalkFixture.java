package org.parley.ai.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.parley.ai.AgentSpec;
import org.parley.ai.TalkLog;
import org.parley.ai.VoiceSession;
import org.parley.ai.elevenlabs.ElevenLabsSettings.LateAudio;
import org.parley.ai.wire.Wire;
import org.parley.audio.TestLine;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.elevenlabs.AgentManners;
import org.parley.sim.provider.elevenlabs.FakeElevenLabs;

/** A talk with a stand-in of ElevenLabs on a line. */
abstract class TalkFixture {
    static final Duration SPEECH = Duration.ofMillis(600);

    final ScriptedMind mind = new ScriptedMind();
    final TalkLog log = new TalkLog();
    final TestLine line = new TestLine();
    final AgentManners manners = new AgentManners();
    final FakeElevenLabs provider = new FakeElevenLabs(manners, mind, false);
    LateAudio lateAudio = LateAudio.UP_TO_INTERRUPTION;
    boolean isPublic;
    private @Nullable ElevenLabsAgent agent;
    private @Nullable VoiceSession session;

    @AfterEach
    void close() {
        if (session != null) {
            session.close();
        }
        line.close();
        if (agent != null) {
            agent.close();
        }
        List<String> violations = provider.violations();
        provider.close();
        assertThat(violations).isEmpty();
    }

    static AgentSpec spec(String greeting) {
        return new AgentSpec("Be kind.", greeting, Locale.ENGLISH, List.of());
    }

    void talk(AgentSpec spec) throws InterruptedException {
        VoiceSession opened = open(spec);
        opened.start(line.speaker());
        line.connect(opened::hear, opened::voice);
    }

    VoiceSession session() {
        if (session == null) {
            throw new AssertionError("Expected a talk that was opened");
        }
        return session;
    }

    VoiceSession open(AgentSpec spec) throws InterruptedException {
        if (agent == null) {
            ElevenLabsSettings settings =
                    ElevenLabsAgentTest.settings(provider, Duration.ofSeconds(15), lateAudio, isPublic);
            agent = new ElevenLabsAgent(settings, Wire.open(ElevenLabs.NAME, ElevenLabs.limits(settings)));
        }
        VoiceSession opened = agent.open(spec, log);
        session = opened;
        return opened;
    }
}
