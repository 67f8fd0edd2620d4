package org.parley.ai.hume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.CallerSaid;
import org.parley.ai.VoiceEvent.Ended;
import org.parley.ai.VoiceEvent.Failed;
import org.parley.ai.VoiceEvent.ToolCalled;
import org.parley.settings.Secret;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.hume.HumeSocket;

/** Tools, ends, errors, and talks that go on after a break. */
class HumeEndsTest extends HumeTalk {
    private static final String LONG =
            "We have soup, bread, rice with saffron, grilled fish, and a cake with pistachios and roses for you.";
    private static final String SHORT = "We have soup, and a cake with roses.";
    private static final ToolSpec QUICK = new ToolSpec("quick", "Answers", List.of(), Duration.ofMillis(400));

    @Test
    void aToolThatFailsOrNeverAnswersIsAnErrorToTheModel() throws Exception {
        manners.repeats = true;
        mind.calls("Go", new ToolCall("", "quick", "{no json"), new ToolCall("", "nobody", ""));
        mind.saysThen("Sorry.");
        talk(spec(QUICK));
        line.say(SPEECH);

        ToolCall broken = log.next(ToolCalled.class).call();
        assertThat(broken.arguments()).isEqualTo("{no json");
        ToolCall unknown = log.next(
                        ToolCalled.class, called -> called.call().name().equals("nobody"))
                .call();
        session().answer(unknown, ToolResult.failure("There is no such tool."));
        assertThat(log.next(AgentSaid.class).text()).isEqualTo("Sorry.");
        session().answer(broken, ToolResult.of("too late"));
        assertThat(mind.results().getFirst())
                .containsExactlyInAnyOrder(
                        ToolResult.failure("There is no such tool."),
                        ToolResult.failure("The tool did not answer in time."));
        assertThat(log.all(ToolCalled.class)).as("each was called once").hasSize(2);
    }

    @Test
    void aToolWhoseAnswerNobodyWantsIsCalledAndNotAnswered() throws Exception {
        manners.needsAnswers = false;
        mind.calls("Go", new ToolCall("", "quick", "{}"));
        talk(spec(QUICK));
        line.say(SPEECH);

        session().answer(log.next(ToolCalled.class).call(), ToolResult.of("done"));
        await().during(Duration.ofMillis(600))
                .until(() ->
                        sent("tool_response").isEmpty() && sent("tool_error").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"1000,true", "1008,true", "1000,false"})
    void timeOverIsAGoodEnd(int code, boolean inactivity) throws Exception {
        manners.timeOverCode = code;
        if (inactivity) {
            manners.inactivity = Duration.ofMillis(700);
        } else {
            manners.longest = Duration.ofMillis(700);
        }
        talk(spec("Hello, is anybody there?"));

        assertThat(log.next(Ended.class).reason())
                .isEqualTo(inactivity ? "INACTIVITY_TIMEOUT" : "MAX_DURATION_TIMEOUT");
        assertThat(log.all(AgentSaid.class)).hasSize(1);
        assertThat(log.all(AgentSaid.class).getFirst().cut()).isFalse();
        assertThat(log.all(Failed.class)).isEmpty();
    }

    @Test
    void aHangUpThatIsNotFollowedByACloseEndsTheTalkToo() throws Exception {
        manners.closesAfterHangUp = false;
        talk(spec(""));
        provider().chats().forEach(HumeSocket::hangUp);

        assertThat(log.next(Ended.class).reason()).isEqualTo("hang_up");
    }

    @ParameterizedTest
    @CsvSource({
        "E0300,out_of_credits,QUOTA",
        "E0202,no_audio,PROTOCOL",
        "E0200,unknown_format,PROTOCOL",
    })
    void errorsThatEndATalkAreToldByTheirKind(String code, String slug, Kind kind) throws Exception {
        talk(spec(LONG));
        await().until(() -> line.heard(mind.hertz(LONG)).toMillis() > 100);
        provider().chats().forEach(chat -> chat.error(code, slug, "That was it"));

        ProviderException cause = log.next(Failed.class).cause();
        assertThat(cause.kind()).isEqualTo(kind);
        assertThat(cause).hasMessageContaining(code).hasMessageContaining("That was it");
        await().until(() -> provider().sockets().isEmpty());
        assertThat(provider().resumed()).isEmpty();
    }

    @Test
    void aComplaintIsLetPassButExplainsTheCloseThatFollows() throws Exception {
        mind.thinks("Hello", "Yes?");
        talk(spec(""));
        provider().chats().forEach(chat -> chat.error("E0101", "malformed_field", "tool_call_id is unknown"));
        line.say(SPEECH);
        assertThat(log.next(AgentSaid.class).text()).isEqualTo("Yes?");
        provider().chats().forEach(chat -> chat.close(1008, ""));

        ProviderException cause = log.next(Failed.class).cause();
        assertThat(cause).hasMessageContaining("tool_call_id");
        assertThat(cause.kind()).isEqualTo(Kind.PROTOCOL);
    }

    @Test
    void aTalkThatBreaksGoesOnWithItsGroupAndItsSettings() throws Exception {
        mind.thinks("Are you there?", "Still here.");
        talk(spec(SHORT));
        await().until(() -> line.heard(mind.hertz(SHORT)).toMillis() > 300);
        session().inform("The shop closes at nine");
        await().until(() -> seen("closes at nine"));
        provider().sockets().forEach(FakeSocket::reset);
        session().say("One moment.");

        log.next(AgentSaid.class, said -> said.text().equals("One moment."));
        assertThat(provider().resumed()).containsExactly("group-1");
        assertThat(provider().seen())
                .filteredOn(seen -> seen.connection() == 2)
                .first()
                .satisfies(first -> assertThat(first.text())
                        .contains("\"audio\":{\"encoding\":\"linear16\",\"sample_rate\":8000,\"channels\":1}")
                        .contains("Be kind.")
                        .contains("closes at nine"));
        line.say(SPEECH);
        assertThat(log.next(CallerSaid.class).text()).isEqualTo("Are you there?");
        log.next(AgentSaid.class, said -> said.text().equals("Still here."));
        assertThat(log.all(AgentSaid.class).getFirst().heardText())
                .as("what had come was played")
                .isEqualTo(SHORT);

        provider().sockets().forEach(FakeSocket::reset);
        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(Kind.NETWORK);
    }

    @Test
    void aGroupThatIsNotKnownAnyMoreIsTheBreakThatItWas() throws Exception {
        talk(spec(""));
        provider().forgetGroups();
        provider().sockets().forEach(FakeSocket::reset);

        ProviderException cause = log.next(Failed.class).cause();
        assertThat(cause.kind()).isEqualTo(Kind.NETWORK);
        assertThat(cause.getSuppressed()).hasSize(1);
        assertThat(log.all(Failed.class)).hasSize(1);
    }

    @Test
    void whatIsNoSoundBreaksTheTalk() throws Exception {
        talk(spec(""));
        provider()
                .chats()
                .forEach(chat -> chat.sendText(
                        "{\"type\":\"audio_output\",\"id\":\"x\",\"index\":0,\"data\":\"bm8gd2F2IGZpbGUgYXQgYWxs\"}"));

        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(Kind.PROTOCOL);
    }

    @Test
    void aConfigurationThatIsNotThereIsTheOperators() {
        HumeSettings asked = settings();
        HumeSettings other = new HumeSettings(
                asked.url(), asked.key(), "another", 0, "", true, false, true, asked.begin(), asked.replyPause());

        assertThatThrownBy(() -> open(other, spec("")))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.SETTINGS));
    }

    @Test
    void anotherKeyOrNoneIsRefused() {
        HumeSettings asked = settings();
        for (String key : List.of("hume-of-somebody-else", "")) {
            HumeSettings other = new HumeSettings(
                    asked.url(), new Secret(key), "", 0, "", true, false, true, asked.begin(), asked.replyPause());
            assertThatThrownBy(() -> open(other, spec("")))
                    .asInstanceOf(type(ProviderException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.AUTH))
                    .satisfies(failure -> assertThat(failure).hasMessageNotContaining("somebody"));
        }
    }

    @Test
    void aChatThatIsNotToldOfIsSlow() {
        manners.metadataAfter = Duration.ofSeconds(5);
        HumeSettings hasty = HumeAgentTest.settings(provider(), Duration.ofSeconds(1), true);

        assertThatThrownBy(() -> open(hasty, spec("")))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.SLOW));
    }
}
