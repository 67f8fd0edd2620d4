package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.SupervisedHost.LONG;
import static org.parley.SupervisedHost.SOON;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.parley.call.CallEvent;
import org.parley.sim.SimulatedChannel;

/** What a supervisor has the agent say, or not say, while calls run; over HTTP: one host, a call after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // all calls have one voice
class SupervisorIT {
    @TempDir
    private static Path home;

    // made before the first test
    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private SupervisedHost host;

    @BeforeAll
    void start() throws Exception {
        host = new SupervisedHost(home);
    }

    @AfterEach
    void endCalls() {
        host.endCalls();
    }

    // --- say

    @Test
    void wordsAreSaidWhileAnAnswerIsWaitedForWhichIsTakenAllTheSame() throws Exception {
        SimulatedChannel call = host.place("101");
        assertThat(host.events().text("agent-said")).isEqualTo("Sales or help?");

        JsonNode answer = host.ordered("say", "{\"text\": \"There is a discount.\"}");

        assertThat(answer.get("state").textValue()).isEqualTo("begun");
        assertThat(host.news("say", "begun").data()).containsEntry("text", "There is a discount.");
        assertThat(host.events().text("agent-said")).isEqualTo("There is a discount.");
        assertThat(host.news("say", "done").data())
                .containsEntry("order", answer.get("order").longValue())
                .containsEntry("interrupted", false);
        host.says(call, "sales");
        assertThat(host.events().text("note")).isEqualTo("MATCH sales");
        call.await(SOON);
        assertThat(host.turns()).containsExactly("Sales or help?", "There is a discount.", "sales");
    }

    @Test
    void wordsWaitForTheEndOfWhatIsBeingSaid() throws Exception {
        SimulatedChannel call = host.place("102");
        host.events().next("agent-says");

        assertThat(host.ordered("say", "{\"text\": \"One thing more.\"}")
                        .get("state")
                        .textValue())
                .isEqualTo("waiting");

        assertThat(host.events().text("agent-said")).isEqualTo(LONG);
        assertThat(host.events().text("agent-said")).isEqualTo("One thing more.");
        assertThat(host.events().text("agent-said")).isEqualTo("The end.");
        call.await(SOON);
        assertThat(host.story().events())
                .filteredOn(event -> event.kind().equals("note"))
                .singleElement()
                .satisfies(note -> assertThat(note.data()).containsEntry("text", "interrupted false"));
    }

    @Test
    void wordsThatMustBeSaidNowCutWhatIsBeingSaid() throws Exception {
        SimulatedChannel call = host.place("102");
        host.events().next("agent-says");
        await().atMost(SOON).until(() -> call.soundBeganNanos() != 0);

        host.ordered("say", "{\"text\": \"Stop.\", \"now\": true}");

        host.news("say", "begun");
        assertThat(host.events().text("agent-said")).isEqualTo("Stop.");
        CallEvent cut = host.events().next("agent-said");
        assertThat(cut.data()).containsEntry("text", LONG).containsEntry("interrupted", true);
        assertThat(host.events().text("note")).as("not by the caller").isEqualTo("interrupted false");
        assertThat(host.events().text("agent-said")).isEqualTo("The end.");
        call.await(SOON);
    }

    @Test
    void wordsAreSaidInAFreeTalkByItsVoice() throws Exception {
        SimulatedChannel call = host.place("103");
        assertThat(host.events().text("agent-said")).isEqualTo("Go on.");

        host.ordered("say", "{\"text\": \"There is a discount.\"}");

        assertThat(host.events().text("agent-said")).isEqualTo("There is a discount.");
        host.news("say", "done");
        host.says(call, "goodbye");
        assertThat(host.events().text("note")).isEqualTo("talk bye INTENT");
        call.await(SOON);
    }

    @Test
    void wordsAreSaidOverMusicWhichGoesOn() throws Exception {
        SimulatedChannel call = host.place("104");
        host.events().next("hold");
        await().atMost(SOON).until(() -> call.soundBeganNanos() != 0);

        host.ordered("say", "{\"text\": \"Just a minute.\"}");

        assertThat(host.events().text("agent-said")).isEqualTo("Just a minute.");
        host.news("say", "done");
        call.hangUp();
        call.await(SOON);
    }

    // --- mute

    @Test
    void aMutedScriptSaysNothingAndTakesNoAnswerButWritesItDown() throws Exception {
        SimulatedChannel call = host.place("101");
        host.events().next("agent-said");

        assertThat(host.ordered("mute", "{}").get("state").textValue()).isEqualTo("begun");

        assertThat(host.news("mute", "begun").data()).containsEntry("limitMs", 120_000L);
        host.says(call, "sales");
        assertThat(host.events().text("caller-said")).isEqualTo("sales");
        host.ordered("say", "{\"text\": \"I am a person.\"}");
        assertThat(host.events().text("agent-said")).isEqualTo("I am a person.");
        host.news("say", "done");
        host.ordered("unmute", "");
        assertThat(host.news("unmute", "done").data()).containsEntry("was", true);
        assertThat(host.news("mute", "done").data()).containsEntry("why", "unmuted");
        host.says(call, "help");
        assertThat(host.events().text("note")).as("only what came afterwards").isEqualTo("MATCH help");
        call.await(SOON);
        assertThat(host.turns()).containsExactly("Sales or help?", "sales", "I am a person.", "help");
    }

    @Test
    void aMutedScriptIsCutOffAndGoesOnWhenTheTimeIsOver() throws Exception {
        SimulatedChannel call = host.place("102");
        host.events().next("agent-says");
        await().atMost(SOON).until(() -> call.soundBeganNanos() != 0);

        host.ordered("mute", "{\"seconds\": 1}");

        host.news("mute", "begun");
        assertThat(host.news("mute", "done").data()).containsEntry("why", "the time was over");
        assertThat(host.events().next("agent-said").data())
                .containsEntry("text", LONG)
                .containsEntry("interrupted", true);
        assertThat(host.events().text("note")).isEqualTo("interrupted false");
        assertThat(host.events().text("agent-said")).isEqualTo("The end.");
        call.await(SOON);
    }

    @Test
    void aPersonIsHeardWhereTheScriptWasCutOffByAMute() throws Exception {
        SimulatedChannel call = host.place("102");
        host.events().next("agent-says");
        await().atMost(SOON).until(() -> call.soundBeganNanos() != 0);

        host.ordered("mute", "{}");
        host.news("mute", "begun");
        host.ordered("say", "{\"text\": \"I am a person.\"}");

        assertThat(host.events().text("agent-said")).isEqualTo("I am a person.");
        host.news("say", "done");
        host.ordered("unmute", "");
        call.await(SOON);
        assertThat(host.turns()).contains("I am a person.", "The end.");
    }

    @Test
    void aMutedVoiceOfAFreeTalkHearsNothing() throws Exception {
        SimulatedChannel call = host.place("103");
        host.events().next("agent-said");

        host.ordered("mute", "{}");
        host.news("mute", "begun");
        host.says(call, "goodbye");
        assertThat(host.events().text("caller-said")).isEqualTo("goodbye");
        host.ordered("unmute", "{}");
        host.news("unmute", "done");
        host.news("mute", "done");
        host.says(call, "opening hours");

        assertThat(host.events().text("agent-said")).isEqualTo("From nine to five.");
        host.says(call, "goodbye");
        assertThat(host.events().text("note")).isEqualTo("talk bye INTENT");
        call.await(SOON);
        assertThat(host.turns())
                .containsExactly("Go on.", "goodbye", "opening hours", "From nine to five.", "goodbye", "Goodbye.");
    }

    @Test
    void aMuteEndsWithTheCall() throws Exception {
        SimulatedChannel call = host.place("105");
        host.ordered("mute", "{}");
        host.news("mute", "begun");
        call.hangUp();
        assertThat(host.news("mute", "done").data()).containsEntry("why", "the call ended");
        assertThat(host.story().call().endReason()).isEqualTo("CALLER");
    }

    // --- what is not done

    @Test
    void nothingIsWhisperedWhereNoModelTalks() throws Exception {
        SimulatedChannel call = host.place("101");
        host.events().next("agent-says");
        String id = host.running();
        host.refused(id, "whisper", "{\"text\": \"He is a friend.\"}", 409, "the act 'say' has the words said aloud");
        host.refused(id, "whisper", "{\"text\": \"\"}", 422, "expected words but was empty");
        host.refused(id, "whisper", "{}", 422, "whisper: expected 'text', what it is to know");
        host.endCalls();
        SimulatedChannel talk = host.place("103"); // of phrases and their answers
        host.events().next("agent-said");
        host.refused(host.running(), "whisper", "{\"text\": \"Be brief.\"}", 409, "or it answers by rules");
        call.hangUp();
        talk.hangUp();
    }

    @Test
    void whatIsNotUnderstoodIsRefusedWithWhatWasExpected() throws Exception {
        SimulatedChannel call = host.place("105");
        String id = host.running();
        host.refused(id, "say", "{", 400, "Expected JSON but was '{'");
        host.refused(id, "say", "[]", 400, "Expected a JSON object for say but was a array");
        host.refused(id, "say", "{\"txt\": \"x\"}", 400, "say: expected one of text, language, now but was 'txt'");
        host.refused(id, "say", "{\"text\": 7}", 400, "expected 'text' to be of the type string but was a number");
        host.refused(id, "say", "{}", 422, "say: expected 'text', the words");
        host.refused(id, "say", "{\"text\": \" \"}", 422, "expected words but was empty");
        host.refused(id, "say", "{\"text\": \"%s\"}".formatted("x".repeat(1001)), 422, "but was 1001");
        host.refused(id, "say", "{\"text\": \"x\", \"language\": \"?\"}", 422, "tag of a language");
        host.refused(id, "mute", "{\"seconds\": 601}", 422, "seconds: expected 1 to 600 but was 601");
        host.refused(id, "mute", "{\"seconds\": 0}", 422, "seconds: expected 1 to 600 but was 0");
        host.refused(id, "transfer", "{}", 422, "Expected transfer with one of agent, extension, inGroup, number");
        host.refused(id, "transfer", "{\"agent\": \"1\", \"number\": \"22\"}", 422, "but found agent, number");
        host.refused(id, "transfer", "{\"extension\": \"5,0\"}", 422, "Expected transfer extension: with");
        host.refused(id, "takeover", "{}", 422, "takeover: expected either extension or number");
        host.refused(id, "takeover", "{\"extension\": \"1\", \"number\": \"22\"}", 422, "either extension or number");
        host.refused(id, "takeover", "{\"number\": \"twelve\"}", 422, "a telephone number of 2 to 20 digits");
        host.refused(id, "takeover", "{\"agent\": \"6001\"}", 400, "but was 'agent'");
        host.refused("nothing", "say", "{\"text\": \"x\"}", 404, "There is no call 'nothing' that runs");
        call.hangUp();
        call.await(SOON);
        host.events().next("ended");
        assertThat(host.audit()).doesNotContain(id);
    }

    @Test
    void oneCallTakesSoManyOrdersAtOnce() throws Exception {
        host.place("105");
        for (int i = 0; i < 10; i++) {
            host.ordered("say", "{\"text\": \"%s\"}".formatted(LONG + LONG + LONG));
        }
        host.refused(host.running(), "say", "{\"text\": \"11\"}", 409, "Expected at most 10 orders that wait");
        host.ordered("hangup", "");
        host.events().next("ended");
        assertThat(host.story().events())
                .filteredOn(event -> "the call ended".equals(event.data().get("reason")))
                .hasSize(10);
    }
}
