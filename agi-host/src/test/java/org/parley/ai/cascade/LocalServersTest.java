package org.parley.ai.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parley.ai.AgentSpec;
import org.parley.ai.TalkLog;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.CallerSaid;
import org.parley.ai.VoiceEvent.CallerSaying;
import org.parley.ai.VoiceEvent.Ended;
import org.parley.ai.VoiceEvent.Failed;
import org.parley.ai.VoiceSession;
import org.parley.ai.local.RuleModel;
import org.parley.ai.piper.PiperSettings;
import org.parley.ai.piper.PiperSpeech;
import org.parley.ai.talk.HearingSettings;
import org.parley.ai.vosk.VoskRecogniser;
import org.parley.ai.vosk.VoskSettings;
import org.parley.audio.TestLine;
import org.parley.settings.Changed;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.local.FakePiper;
import org.parley.sim.provider.local.FakeVosk;
import org.parley.sim.provider.local.LocalManners;
import org.parley.sim.provider.local.VoskManners;

/** A whole talk with servers of one's own: Vosk hears, the script's rules answer, Piper speaks. In real time. */
class LocalServersTest {
    private static final AgentSpec SPEC = new AgentSpec(
            "",
            "Good morning.",
            Locale.ENGLISH,
            List.of(
                    new AgentSpec.Intent("hours", List.of("opening hours"), "We open at nine.", false),
                    new AgentSpec.Intent("bye", List.of("goodbye"), "Goodbye.", true)));

    private final ScriptedMind mind = new ScriptedMind();
    private final FakeVosk vosk = new FakeVosk(new VoskManners(), mind);
    private final FakePiper piper = new FakePiper(new LocalManners(), mind);
    private final VoskRecogniser recogniser =
            new VoskRecogniser(Changed.settings(VoskSettings.class, "", "url", vosk.socketUrl()), true);
    private final PiperSpeech synthesiser =
            new PiperSpeech(Changed.settings(PiperSettings.class, "", "url", piper.httpUrl()));
    private final TestLine line = new TestLine();
    private final TalkLog log = new TalkLog();
    private final VoiceSession session = new CascadeAgent(
                    recogniser,
                    new RuleModel(),
                    synthesiser,
                    new CascadeSettings(
                            HearingSettings.of(Duration.ofMillis(600), Duration.ofSeconds(20)), Duration.ofSeconds(30)))
            .open(SPEC, log);

    @AfterEach
    void close() {
        session.close();
        line.close();
        recogniser.close();
        synthesiser.close();
        List<String> violations = new ArrayList<>(vosk.violations());
        violations.addAll(piper.violations());
        vosk.close();
        piper.close();
        assertThat(violations).as("what the servers would not have taken").isEmpty();
    }

    private void talk() {
        line.connect(session::hear, session::voice);
        session.start(line.speaker());
    }

    @Test
    void aCallerIsGreetedAnsweredAndTakenLeaveOf() {
        mind.thinks("What are your opening hours", "").thinks("Goodbye", "");
        talk();
        assertThat(log.next(AgentSaid.class).text()).isEqualTo("Good morning.");
        assertThat(line.heard(mind.hertz("Good morning.")).toMillis()).isGreaterThan(300);

        line.say(Duration.ofMillis(800));
        assertThat(log.next(CallerSaid.class).text()).isEqualTo("what are your opening hours");
        assertThat(log.all(CallerSaying.class)).isNotEmpty();
        assertThat(log.next(AgentSaid.class, said -> said.text().equals("We open at nine."))
                        .cut())
                .isFalse();
        assertThat(mind.heard().getFirst().length / 8).isBetween(700, 1300);
        assertThat(vosk.grammars().getFirst()).containsExactly("opening hours", "goodbye", "[unk]");

        line.say(Duration.ofMillis(800));
        assertThat(log.next(Ended.class)).isNotNull();
        assertThat(line.heard(mind.hertz("Goodbye.")).toMillis()).isGreaterThan(200);
        assertThat(log.all(Failed.class)).isEmpty();
    }

    @Test
    void aTurnThatWasLostIsAskedForAgain() {
        mind.thinks("Goodbye", "");
        talk();
        log.next(AgentSaid.class);
        line.say(Duration.ofMillis(1200));
        await().until(() -> !vosk.sockets().isEmpty());
        vosk.sockets().forEach(FakeSocket::reset);
        assertThat(log.next(AgentSaid.class, said -> said.text().startsWith("Sorry")))
                .isNotNull();

        line.say(Duration.ofMillis(800));
        assertThat(log.next(CallerSaid.class).text()).isEqualTo("goodbye");
        assertThat(log.next(Ended.class)).isNotNull();
    }

    @Test
    void aSynthesiserThatFailsEndsTheTalkWithItsReason() {
        piper.refuseNext(500, "<h1>Internal Server Error</h1>");
        talk();
        assertThat(log.next(Failed.class)).asString().contains("piper: answered 500");
    }
}
