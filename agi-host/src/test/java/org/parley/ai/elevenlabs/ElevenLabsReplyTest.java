package org.parley.ai.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parley.ai.AgentSpec;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.ToolCalled;
import org.parley.ai.elevenlabs.ElevenLabsSettings.LateAudio;
import org.parley.sim.provider.ScriptedMind;

/** Answers of an agent of ElevenLabs: one by one, interrupted, and with tools. */
class ElevenLabsReplyTest extends TalkFixture {
    private static final String LONG = "One moment please, I am looking for it, and while I do so I go on talking.";

    @Test
    void anAnswerInRealTimeIsOneAnswer() throws Exception {
        manners.speaksInRealTime();
        talk(spec("This is said in real time."));
        AgentSaid said = log.next(AgentSaid.class);
        assertThat(said.heardText()).isEqualTo("This is said in real time.");
        assertThat(said.cut()).isFalse();
        assertThat(log.all(AgentSaid.class)).hasSize(1);
    }

    @Test
    void anAnswerWithoutTimesInPiecesOfTheirOwnIsOneAnswer() throws Exception {
        manners.tellsNoTimes().countsPieces().soundFirst();
        mind.thinks("Hello", "Here is the second one.");
        talk(spec("Here is the first one."));
        assertThat(log.next(AgentSaid.class).heardText()).isEqualTo("Here is the first one.");
        line.say(SPEECH);
        assertThat(log.next(AgentSaid.class, said -> said.text().contains("second"))
                        .heardText())
                .isEqualTo("Here is the second one.");
    }

    @Test
    void withoutTimesTheProviderSaysWhatWasHeard() throws Exception {
        manners.tellsNoTimes();
        AgentSaid cut = interrupted();
        assertThat(cut.heardText()).isNotEmpty().isNotEqualTo(LONG);
        assertThat(LONG).startsWith(cut.heardText());
    }

    @Test
    void withoutAnyWordOfItWhatWasHeardIsReckoned() throws Exception {
        manners.tellsNoTimes().neverCorrects().countsPieces();
        AgentSaid cut = interrupted();
        assertThat(LONG).startsWith(cut.heardText());
        double share = (double) cut.heard().toMillis() / (ScriptedMind.length(LONG) / 8.0);
        assertThat(cut.heardText().length() / (double) LONG.length()).isBetween(share - 0.15, share + 0.02);
    }

    @Test
    void byTheOtherRuleTheEventOfTheInterruptionGoesOn() throws Exception {
        lateAudio = LateAudio.BEFORE_INTERRUPTION;
        manners.goesOnWithTheSameId().stale(0);
        interrupted();
    }

    private AgentSaid interrupted() throws InterruptedException {
        mind.thinks("Where is it?", LONG).thinks("Stop", "Well then.");
        talk(spec(""));
        line.say(SPEECH);
        await().until(() -> line.heard(mind.hertz(LONG)).toMillis() > 500);
        line.say(SPEECH);
        AgentSaid cut = log.next(AgentSaid.class, AgentSaid::cut);
        assertThat(cut.text()).isEqualTo(LONG);
        AgentSaid after = log.next(AgentSaid.class, said -> said.text().equals("Well then."));
        assertThat(after.cut()).isFalse();
        assertThat(line.lastNanos(mind.hertz(LONG)))
                .isLessThanOrEqualTo(line.clears().getFirst());
        assertThat(log.all(AgentSaid.class)).hasSize(2);
        return cut;
    }

    @Test
    void aToolIsAnsweredOnceWhateverHappens() throws Exception {
        manners.callsToolsTwice();
        mind.calls("Book it", new ToolCall("", "book", "{\"when\":{\"day\":\"monday\",\"hour\":9}}"));
        mind.saysThen("That did not work.");
        talk(spec(""));
        line.say(SPEECH);

        ToolCall call = log.next(ToolCalled.class).call();
        assertThat(call.arguments()).isEqualTo("{\"when\":{\"day\":\"monday\",\"hour\":9}}");
        session().answer(call, ToolResult.failure("no such tool"));
        session().answer(call, ToolResult.of("again"));
        session().answer(new ToolCall("other", "book", ""), ToolResult.of("never called"));
        log.next(AgentSaid.class, said -> said.text().equals("That did not work."));
        assertThat(mind.results()).containsExactly(List.of(ToolResult.failure("no such tool")));
        assertThat(log.all(ToolCalled.class)).hasSize(1);
    }

    @Test
    void aToolThatIsNeverAnsweredDoesNotHoldTheTalkUp() throws Exception {
        mind.calls("Book it", new ToolCall("", "slow", ""));
        mind.saysThen("It takes too long.");
        talk(new AgentSpec(
                "",
                "",
                Locale.ENGLISH,
                List.of(),
                List.of(new ToolSpec("slow", "Takes its time", List.of(), Duration.ofMillis(300))),
                Map.of(),
                List.of()));
        line.say(SPEECH);
        log.next(AgentSaid.class, said -> said.text().equals("It takes too long."));
        assertThat(mind.results().getFirst().getFirst().failed()).isTrue();
    }
}
