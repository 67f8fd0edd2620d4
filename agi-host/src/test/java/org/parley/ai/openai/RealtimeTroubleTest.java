package org.parley.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.AgentSpec;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.CallerSaid;
import org.parley.ai.VoiceEvent.Failed;

/** What goes wrong in realtime. */
class RealtimeTroubleTest extends RealtimeLine {
    private static final AgentSpec QUIET = new AgentSpec("Be kind.", "", Locale.ENGLISH, List.of());

    @ParameterizedTest
    @CsvSource({
        "1001, going away, NETWORK",
        "1008, , AUTH",
        "1008, policy, SETTINGS",
        "3000, invalid_request_error.invalid_api_key, AUTH",
        "1013, later, RATE",
        "1011, insufficient_quota, QUOTA"
    })
    void aCloseIsNamedByItsKind(int code, String reason, Kind kind) throws Exception {
        talk(QUIET);
        socket().close(code, reason == null ? "" : reason);

        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(kind);
    }

    @Test
    void aRefusedUpgradeIsNamedByItsCode() {
        fake.refuseNext(
                429, "{\"error\":{\"message\":\"You exceeded your current quota\",\"code\":\"insufficient_quota\"}}");
        assertThatThrownBy(() -> open(QUIET))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.QUOTA));
    }

    @ParameterizedTest
    @CsvSource({"insufficient_quota, QUOTA", "account_deactivated, AUTH", "billing_hard_limit_reached, QUOTA"})
    void aFatalErrorIsToldByItsKind(String code, Kind kind) throws Exception {
        talk(QUIET);
        tellError(code, "No.");

        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(kind);
    }

    @Test
    void anErrorInMidCallIsOvercome() throws Exception {
        mind.thinks("I am hungry", "Then eat.");
        talk(QUIET);
        tellError("response_cancel_not_active", "Cancellation failed.");
        tellError("something_new", "Odd.");
        line.say(SPEECH);

        assertThat(log.next(AgentSaid.class).text()).isEqualTo("Then eat.");
        assertThat(log.all(Failed.class)).isEmpty();
    }

    @Test
    void anAnswerThatFailsOnceIsAskedForAgain() throws Exception {
        fake.realtime().failNext("rate_limit_exceeded");
        mind.thinks("I am hungry", "Then eat.");
        talk(QUIET);
        line.say(SPEECH);

        assertThat(log.next(AgentSaid.class).text()).isEqualTo("Then eat.");
        assertThat(sent("response.create")).hasSize(1);
        assertThat(log.all(Failed.class)).isEmpty();
    }

    @Test
    void aGreetingThatFailsOnceIsSaidAgain() throws Exception {
        fake.realtime().failNext("server_error");
        talk(new AgentSpec("Be kind.", "Good morning.", Locale.ENGLISH, List.of()));

        assertThat(log.next(AgentSaid.class).text()).isEqualTo("Good morning.");
    }

    @ParameterizedTest
    @CsvSource({"rate_limit_exceeded, RATE, 2", "insufficient_quota, QUOTA, 1"})
    void anAnswerThatFailsForGoodEndsTheTalk(String code, Kind kind, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            fake.realtime().failNext(code);
        }
        mind.thinks("I am hungry", "Then eat.");
        talk(QUIET);
        line.say(SPEECH);

        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(kind);
    }

    @Test
    void anAnswerThatIsCutByItsLengthIsSpokenAsFarAsItWent() throws Exception {
        fake.realtime().failNext("max_output_tokens");
        mind.thinks("I am hungry", "Then eat. Then drink.");
        talk(QUIET);
        line.say(SPEECH);

        AgentSaid said = log.next(AgentSaid.class);
        assertThat("Then eat. Then drink.").startsWith(said.text());
        assertThat(said.cut()).isFalse();
    }

    @Test
    void wordsThatCannotBeWrittenDownDoNotStopTheTalk() throws Exception {
        fake.realtime().wordsFail();
        mind.thinks("I am hungry", "Then eat.");
        talk(QUIET);
        line.say(SPEECH);

        assertThat(log.next(AgentSaid.class).text()).isEqualTo("Then eat.");
        assertThat(log.all(CallerSaid.class)).isEmpty();
    }

    @Test
    void aModelThatFallsSilentIsSlow() throws Exception {
        fake.realtime().fallSilent();
        talk(QUIET, "realtime.answer", "600ms");
        line.say(SPEECH);

        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(Kind.SLOW);
    }

    @Test
    void audioThatIsNoneAndTextThatIsNoJsonBreakTheProtocol() throws Exception {
        talk(new AgentSpec("Be kind.", LONG, Locale.ENGLISH, List.of()));
        await().until(() -> line.heard(mind.hertz(LONG)).toMillis() > 100);
        socket().sendText("{\"type\":\"response.created\",\"response\":{\"id\":\"r9\"}}");
        socket().sendText("{\"type\":\"response.output_audio.delta\",\"response_id\":\"r9\",\"delta\":\"%%%\"}");

        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(Kind.PROTOCOL);
    }

    @Test
    void aSessionThatIsRefusedNamesTheParameter() {
        violationsExpected = 1;
        assertThatThrownBy(() -> open(QUIET, "realtime.idle", "1s"))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.SETTINGS))
                .satisfies(failure ->
                        assertThat(failure).hasMessageContaining("session.audio.input.turn_detection.idle_timeout_ms"));
    }
}
