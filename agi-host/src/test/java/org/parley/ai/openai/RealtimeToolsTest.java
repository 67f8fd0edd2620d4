package org.parley.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.parley.ai.VoiceEvent.Ended;
import org.parley.ai.VoiceEvent.IntentSeen;
import org.parley.ai.VoiceEvent.ToolCalled;
import org.parley.ai.VoiceSession;
import org.parley.sim.provider.Mind.Thought;

/** The tools that the model calls, the script's and ours. */
class RealtimeToolsTest extends RealtimeLine {
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
        assertThat(log.next(AgentSaid.class, said -> said.text().startsWith("Sunny"))
                        .cut())
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

    @Test
    void whatAToolTellsAfterTheCallerHasSpokenAgainIsStillSaid() throws Exception {
        ToolCall weather = new ToolCall("call_a", "weather", "{}");
        mind.calls("Weather?", weather).thinks("Hello?", "One moment.").saysThen("Sunny.");
        VoiceSession session = talk(withTools(Duration.ofSeconds(10)));
        line.say(SPEECH);
        log.next(ToolCalled.class);
        line.say(SPEECH);
        log.next(AgentSaid.class, said -> said.text().equals("One moment."));
        assertThat(sent("response.create")).isEmpty();
        session.answer(weather, ToolResult.of("sunny"));
        session.answer(weather, ToolResult.of("a second answer counts for nothing"));

        log.next(AgentSaid.class, said -> said.text().equals("Sunny."));
        assertThat(mind.results()).containsExactly(List.of(ToolResult.of("sunny")));
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
        assertThat(log.all(AgentSaid.class))
                .extracting(AgentSaid::heardText)
                .containsExactly("Goodbye, and thank you.");
        assertThat(log.all(ToolCalled.class)).isEmpty();
    }
}
