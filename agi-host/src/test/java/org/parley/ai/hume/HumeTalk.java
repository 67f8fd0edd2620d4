package org.parley.ai.hume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.parley.ai.AgentSpec;
import org.parley.ai.TalkLog;
import org.parley.ai.ToolSpec;
import org.parley.ai.VoiceSession;
import org.parley.audio.TestLine;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.Seen;
import org.parley.sim.provider.hume.FakeHume;
import org.parley.sim.provider.hume.HumeManners;

/** A talk with the stand-in of EVI on a test's line. */
abstract class HumeTalk {
    static final Duration SPEECH = Duration.ofMillis(600);

    final HumeManners manners = new HumeManners();
    final ScriptedMind mind = new ScriptedMind();
    final TalkLog log = new TalkLog();
    final TestLine line = new TestLine();
    private final FakeHume provider = new FakeHume(manners, mind, false);
    private @Nullable HumeAgent agent;
    private @Nullable VoiceSession session;

    @AfterEach
    void close() {
        if (session != null) {
            session.close();
        }
        if (agent != null) {
            agent.close();
        }
        line.close();
        List<String> violations = provider.violations();
        provider.close();
        assertThat(violations).as("what the provider would not have taken").isEmpty();
    }

    FakeHume provider() {
        return provider;
    }

    VoiceSession session() {
        return Objects.requireNonNull(session);
    }

    /** As it is by default, but quicker to wait. */
    HumeSettings settings() {
        return HumeAgentTest.settings(provider, Duration.ofSeconds(10), true);
    }

    /** Opens a talk, which is not on the line yet. */
    VoiceSession open(HumeSettings settings, AgentSpec spec) throws InterruptedException {
        agent = HumeAgent.of(settings);
        VoiceSession opened = agent.open(spec, log);
        session = opened;
        return opened;
    }

    void talk(HumeSettings settings, AgentSpec spec) throws InterruptedException {
        VoiceSession opened = open(settings, spec);
        opened.start(line.speaker());
        line.connect(opened::hear, opened::voice);
    }

    void talk(AgentSpec spec) throws InterruptedException {
        talk(settings(), spec);
    }

    static AgentSpec spec(String greeting) {
        return new AgentSpec("Be kind.", greeting, Locale.ENGLISH, List.of());
    }

    static AgentSpec spec(ToolSpec... tools) {
        return new AgentSpec("Be kind.", "", Locale.ENGLISH, List.of(), List.of(tools), Map.of(), List.of());
    }

    /** The messages of a type that a client sent, in their order. */
    List<Seen> sent(String type) {
        return provider.seen().stream()
                .filter(seen -> seen.text().contains("\"type\":\"" + type + "\""))
                .toList();
    }

    boolean seen(String... texts) {
        return provider.seen().stream()
                .anyMatch(seen -> Stream.of(texts).allMatch(text -> seen.text().contains(text)));
    }
}
