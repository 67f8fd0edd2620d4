package org.parley.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.CallerSaid;
import org.parley.ai.VoiceEvent.Failed;
import org.parley.ai.VoiceEvent.ToolCalled;
import org.parley.ai.VoiceSession;

/** The session that takes over from one that is too old. */
class RealtimeRenewalTest extends RealtimeLine {
    private static final AgentSpec QUIET = new AgentSpec("Be kind.", "", Locale.ENGLISH, List.of());
    private static final String TOO_OLD = "Your session hit the maximum duration of 60 minutes.";

    @Test
    void aSessionThatGrowsOldIsReplacedInAPauseAndKnowsWhatWasSaid() throws Exception {
        mind.thinks("I want a melon", "A yellow one?").thinks("Yes", "Here it is.");
        ToolSpec tool = new ToolSpec("price", "A price", List.of(), Duration.ofSeconds(5));
        mind.calls("How much?", new ToolCall("call_p", "price", "{}")).saysThen("Five.");
        AgentSpec spec = new AgentSpec(
                "Be kind.", "", Locale.ENGLISH, List.of(), List.of(tool), Map.of(), List.of(ChatTurn.caller("Hello?")));
        VoiceSession session = talk(spec, "realtime.session-max", "2s");
        session.inform("It rains");
        line.say(SPEECH);
        log.next(AgentSaid.class, said -> said.text().equals("A yellow one?"));
        await().until(() -> told(2).size() >= 4);
        assertThat(told(2)).containsExactly("Hello?", "It rains", "I want a melon", "A yellow one?");

        await().until(() -> fake.sockets().size() == 1);
        line.say(SPEECH);
        log.next(AgentSaid.class, said -> said.text().equals("Here it is."));
        line.say(SPEECH);
        session.answer(log.next(ToolCalled.class).call(), ToolResult.of("5"));
        log.next(AgentSaid.class, said -> said.text().equals("Five."));
        int connection = fake.seen().getLast().connection();
        await().until(() -> told(connection + 1).contains("Five."));
        assertThat(told(connection + 1)).contains("function_call", "function_call_output", "Here it is.");
        assertThat(log.all(Failed.class)).isEmpty();
        assertThat(log.all(CallerSaid.class))
                .extracting(CallerSaid::text)
                .containsExactly("I want a melon", "Yes", "How much?");
    }

    @Test
    void aSessionThatTheServerEndsForItsAgeIsReplacedAtOnceAndTheAnswerAskedForAgain() throws Exception {
        fake.realtime().fallSilent(); // the answer is due and never comes
        mind.thinks("I want a melon", "Lost.");
        talk(QUIET);
        line.say(SPEECH);
        await().until(() -> mind.heard().size() == 1);
        fake.realtime().speakUp();
        mind.thinks("", "A yellow one?");
        socket().close(1001, TOO_OLD);

        assertThat(log.next(AgentSaid.class).text()).isEqualTo("A yellow one?");
        assertThat(log.all(Failed.class)).isEmpty();
    }

    @Test
    void theOlderErrorOfAnExpiredSessionMeansTheSame() throws Exception {
        mind.thinks("I want a melon", "A yellow one?");
        talk(QUIET);
        tellError("session_expired", TOO_OLD);
        await().until(() -> fake.sockets().stream().anyMatch(socket -> socket.connection() == 2));
        await().until(() -> fake.sockets().size() == 1);
        line.say(SPEECH);

        assertThat(log.next(AgentSaid.class).text()).isEqualTo("A yellow one?");
        assertThat(log.all(Failed.class)).isEmpty();
    }

    @Test
    void whenNoOtherSessionCanBeHadTheTalkFails() throws Exception {
        talk(QUIET);
        fake.refuseNext(503, "{\"error\":{\"message\":\"overloaded\"}}");
        socket().close(1001, TOO_OLD);

        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(Kind.NETWORK);
    }
}
