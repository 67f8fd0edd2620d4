package org.parley.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.ai.AgentSpec;
import org.parley.ai.AgentSpec.Intent;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.CallerSaid;
import org.parley.ai.VoiceEvent.Ended;
import org.parley.ai.VoiceEvent.Failed;
import org.parley.ai.VoiceEvent.IntentSeen;
import org.parley.ai.VoiceEvent.ToolCalled;
import org.parley.ai.VoiceSession;
import org.parley.sim.provider.Mind.Thought;

/** Turns in realtime as OpenAI takes them: interruption, truncation, tools, intents, formats. */
class RealtimeTurnsTest extends RealtimeLine {
    private static final AgentSpec QUIET = new AgentSpec("Be kind.", "", Locale.ENGLISH, List.of());

    @Test
    void whatTheCallerHasHeardIsToldInMillisecondsAndLateAudioIsRefused() throws Exception {
        fake.realtime().pace(Duration.ofMillis(120)); // still being made when it is cut
        mind.thinks("What is there?", LONG).thinks("Stop", "Sorry.");
        talk(QUIET);
        line.say(SPEECH);
        await().until(() -> line.heard(mind.hertz(LONG)).toMillis() > 500);
        line.say(SPEECH);

        AgentSaid cut = log.next(AgentSaid.class, AgentSaid::cut);
        await().until(() -> sent("conversation.item.truncate").size() == 1);
        JsonNode truncate = sent("conversation.item.truncate").getFirst();
        assertThat(truncate.path("audio_end_ms").asLong()).isEqualTo(cut.heard().toMillis());
        assertThat(truncate.path("content_index").asInt()).isZero();
        assertThat(sent("response.cancel")).as("the server cancels by itself").isEmpty();
        assertThat(log.next(AgentSaid.class, said -> said.text().equals("Sorry.")).cut())
                .isFalse();
    }

    @Test
    void anAnswerOfWhichNothingWasHeardIsDeleted() throws Exception {
        mind.thinks("What is there?", LONG).thinks("Stop", "Sorry.");
        talk(QUIET);
        line.speaker().pause();
        line.say(SPEECH);
        await().until(() -> line.speaker().isSpeaking());
        line.say(SPEECH);

        AgentSaid cut = log.next(AgentSaid.class, AgentSaid::cut);
        assertThat(cut.heardText()).isEmpty();
        assertThat(cut.heard()).isZero();
        await().until(() -> sent("conversation.item.delete").size() == 1);
        assertThat(sent("conversation.item.truncate")).isEmpty();
        assertThat(log.next(AgentSaid.class, said -> said.text().equals("Sorry.")).cut())
                .isFalse();
    }

    @Test
    void whenTheCallItselfFallsSilentTheServerIsTold() throws Exception {
        fake.realtime().pace(Duration.ofMillis(150));
        talk(new AgentSpec("Be kind.", LONG, Locale.ENGLISH, List.of()));
        await().until(() -> line.heard(mind.hertz(LONG)).toMillis() > 300);
        line.speaker().clear();

        AgentSaid cut = log.next(AgentSaid.class);
        assertThat(cut.cut()).isTrue();
        await().until(() -> sent("response.cancel").size() == 1
                && sent("conversation.item.truncate").size() == 1);
        assertThat(sent("conversation.item.truncate").getFirst().path("audio_end_ms").asLong())
                .isEqualTo(cut.heard().toMillis());
    }

    @Test
    void withoutInterruptionTheAgentSpeaksOn() throws Exception {
        talk(new AgentSpec("Be kind.", "Please listen to the end.", Locale.ENGLISH, List.of()), "realtime.interrupts", "false");
        await().until(() -> line.heard(mind.hertz("Please listen to the end.")).toMillis() > 100);
        line.say(Duration.ofMillis(300));

        assertThat(log.next(AgentSaid.class).cut()).isFalse();
        assertThat(line.clears()).isEmpty();
    }

    @Test
    void twoToolsAreAnsweredTogetherAndOnlyThenAnAnswerIsAskedFor() throws Exception {
        ToolCall weather = new ToolCall("call_a", "weather", "{\"city\":\"Tehran\"}");
        ToolCall time = new ToolCall("call_b", "time", "{}");
        mind.thinks(new Thought("Weather and time?", "One moment.", List.of(weather, time), false));
        mind.saysThen("Sunny, and noon.");
        VoiceSession session = talk(withTools(Duration.ofSeconds(5)));
        line.say(SPEECH);

        await().until(() -> log.all(ToolCalled.class).size() == 2);
        assertThat(log.all(ToolCalled.class)).extracting(ToolCalled::call).containsExactly(weather, time);
        session.answer(time, ToolResult.of("noon"));
        session.answer(weather, ToolResult.of("sunny"));
        assertThat(log.next(AgentSaid.class, said -> said.text().startsWith("Sunny")).cut())
                .isFalse();
        assertThat(mind.results()).containsExactly(List.of(ToolResult.of("sunny"), ToolResult.of("noon")));
        assertThat(sent("response.create")).hasSize(1);
    }

    @Test
    void aToolThatNeverAnswersHoldsTheTalkNoLongerThanItMay() throws Exception {
        mind.calls("Weather?", new ToolCall("call_a", "weather", "{}")).saysThen("I cannot tell.");
        talk(withTools(Duration.ofMillis(400)));
        line.say(SPEECH);

        assertThat(log.next(AgentSaid.class).text()).isEqualTo("I cannot tell.");
        assertThat(mind.results().getFirst().getFirst().text()).contains("not answered in time");
    }

    private static AgentSpec withTools(Duration limit) {
        List<ToolSpec> tools = List.of(
                new ToolSpec("weather", "The weather", List.of(), limit),
                new ToolSpec("time", "The time", List.of(), limit));
        return new AgentSpec("Be kind.", "", Locale.ENGLISH, List.of(), tools, Map.of(), List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Goodbye, and thank you.", ""})
    void anIntentIsToldAndEndsTheTalkWhenItsAnswerWasHeard(String saysAtOnce) throws Exception {
        ToolCall note = new ToolCall("call_i", "note_intent", "{\"intent\":\"bye\"}");
        mind.thinks(new Thought("That was all", saysAtOnce, List.of(note), false));
        if (saysAtOnce.isEmpty()) {
            mind.saysThen("Goodbye, and thank you.");
        }
        Intent bye = new Intent("bye", List.of("that is all"), "Goodbye.", true);
        talk(new AgentSpec("Be kind.", "", Locale.ENGLISH, List.of(bye)));
        line.say(SPEECH);

        assertThat(log.next(Ended.class).reason()).isEqualTo("bye");
        assertThat(log.all(IntentSeen.class)).containsExactly(new IntentSeen("bye", true));
        assertThat(log.all(AgentSaid.class)).extracting(AgentSaid::heardText).containsExactly("Goodbye, and thank you.");
        assertThat(log.all(ToolCalled.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "beta", "noise", "alaw", "linear-both", "semantic"})
    void aTurnIsAnsweredInWhateverFormItComes(String form) throws Exception {
        String[] changes =
                switch (form) {
                    case "alaw" -> new String[] {"realtime.format", "pcma"};
                    case "linear-both" -> new String[] {"realtime.format", "pcm"};
                    case "semantic" -> new String[] {"realtime.turns", "semantic", "realtime.eagerness", "high"};
                    default -> new String[0];
                };
        switch (form) {
            case "linear" -> fake.realtime().answerLinear();
            case "beta" -> fake.realtime().speakBeta();
            case "noise" -> fake.realtime().makeNoise();
            default -> {}
        }
        String answer = "\u0633\u0644\u0627\u0645, then eat.";
        mind.thinks("I am hungry", answer);
        talk(QUIET, changes);
        line.say(SPEECH);

        AgentSaid said = log.next(AgentSaid.class);
        assertThat(said.text()).isEqualTo(answer);
        assertThat(said.cut()).isFalse();
        assertThat(line.heard(mind.hertz(answer)).toMillis()).as("of its tone").isGreaterThan(400);
        assertThat(log.next(CallerSaid.class).text()).isEqualTo("I am hungry");
        assertThat(mind.heard().getFirst().length / 8).as("ms heard").isGreaterThan(400);
    }

    @Test
    void whatIsSaidStandsBehindWhatIsSpoken() throws Exception {
        VoiceSession session = talk(new AgentSpec("Be kind.", "Good morning to you.", Locale.ENGLISH, List.of()));
        session.say("One thing\n more.");
        session.say("And another.");

        AgentSaid third = log.next(AgentSaid.class, said -> said.text().equals("And another."));
        assertThat(log.all(AgentSaid.class))
                .extracting(AgentSaid::heardText)
                .containsExactly("Good morning to you.", "One thing more.", third.text());
        assertThat(log.all(Failed.class)).isEmpty();
    }

    @Test
    void audioFlowsAlsoWhenNobodyIsHeard() throws Exception {
        VoiceSession session = open(QUIET);
        session.start(line.speaker()); // and no line to the caller

        await().until(() -> sent("input_audio_buffer.append").stream()
                        .mapToInt(event -> event.path("audio").asText().length() * 3 / 4)
                        .sum()
                > 8000); // a second of it
        assertThat(sent("input_audio_buffer.append")).hasSizeLessThan(20);
    }
}
