package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.parley.Shows.Where;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.call.CallEvent;
import org.parley.call.InstantVoice;
import org.parley.settings.Sources.Flag;
import org.parley.sim.SimulatedChannel;

/** What the tools of a talk do to the call and to the model, by the wire formats of those that call them. */
class TalkToolsIT {
    @TempDir
    private Path home;

    private static String script(String voice) {
        return """
                def end = converse {
                    voice '%s'
                    greeting 'Hello.'
                    allow transfer: [sales: '8500', service: '8501'], endCall: true, callBack: true, doNotCall: true,
                            digits: true, readLead: ['phone_number'], changeLead: ['city']
                    tool('price', 'The price of a plan.', plan: oneOf('gold', 'silver'), people: integer('how many')) { p ->
                        note "asked for ${p.plan}"
                        "${(long) p.people * 9} dollars"
                    }
                    tool('slow', 'Takes too long.', within: 900.ms) { while (true) { } }
                    tool('broken', 'Breaks.') { [].first() }
                    tool('speaks', 'Uses what it must not.') { say 'Hm.' }
                    limit 1.min
                }
                note "ended by ${end.reason} ${end.intent}"
                """.formatted(voice);
    }

    @ParameterizedTest
    @FieldSource("org.parley.TalkingHost#VOICES")
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {
                "converse",
                "converse.voice",
                "converse.greeting",
                "converse.tool",
                "converse.oneOf",
                "converse.integer"
            })
    void aModelCallsTheScriptsToolWithTypedArgumentsAndSaysWhatItAnswers(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            SimulatedChannel call = callsTool(host, voice, "price", "{\"plan\":\"gold\",\"people\":\"3\"}");
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "asked for gold");
            assertThat(host.awaitEvent("tool-answer").data()).containsEntry("text", "27 dollars");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "As you wish.");
            assertThat(host.mind.results()).containsExactly(List.of(ToolResult.of("27 dollars")));
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    @Test
    void whatAModelGetsWrongIsToldToItInWordsThatItCanActOn() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            SimulatedChannel call = callsTool(host, "cascade", "prize", "{}");
            assertThat(refusal(host)).contains("no tool of that name").contains("price");
            assertThat(refusal(host, call, "price", "{\"plan\":\"gold\"}")).contains("'people' is missing");
            assertThat(refusal(host, call, "slow", "{}")).contains("longer than 0.9 s");
            assertThat(refusal(host, call, "broken", "{}")).contains("failed");
            assertThat(refusal(host, call, "speaks", "{}")).contains("failed");
            assertThat(refusal(host, call, "schedule_callback", "{\"when\":\"soonish\"}"))
                    .contains("tomorrow at three");
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    private static String refusal(TalkingHost host, SimulatedChannel call, String tool, String arguments)
            throws Exception {
        host.box.understands("I want something else");
        host.mind.calls("I want something else", new ToolCall("c-" + tool, tool, arguments));
        host.mind.saysThen("As you wish.");
        call.play(InstantVoice.speech(Duration.ofMillis(600)));
        return refusal(host);
    }

    private static String refusal(TalkingHost host) throws Exception {
        CallEvent answer = host.awaitEvent("tool-answer");
        assertThat(answer.data()).containsEntry("failed", true);
        assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "As you wish.");
        return String.valueOf(answer.data().get("text"));
    }

    @ParameterizedTest
    @FieldSource("org.parley.TalkingHost#VOICES")
    @Shows(on = Where.AUDIOSOCKET, verbs = "converse.allow")
    void theCallEndsOnceTheGoodbyeWasHeard(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            callsTool(host, voice, "end_call", "{\"goodbye\":\"Thank you for calling and have a nice day.\"}");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("interrupted", false);
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "ended by TOOL end_call");
            host.awaitEvent("ended");
        }
    }

    @Test
    void aTransferGoesWhereTheScriptAllowsItOnceTheGoodbyeWasHeard() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            SimulatedChannel call = callsTool(
                    host, "openai", "transfer_call", "{\"to\":\"service\",\"goodbye\":\"I will connect you.\"}");
            host.awaitEvent("agent-said");
            assertThat(host.awaitEvent("transfer").data()).containsEntry("extension", "8501");
            host.awaitEvent("ended");
            assertThat(call.await(Duration.ofSeconds(10)).variables())
                    .containsEntry("PARLEY_STATUS", "TRANSFER")
                    .containsEntry("PARLEY_TARGET", "8501");
        }
    }

    @Test
    void aCallerWhoSpeaksIntoTheGoodbyeIsHeard() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            String goodbye = "Thank you for calling. ".repeat(15);
            SimulatedChannel call = callsTool(host, "cascade", "end_call", "{\"goodbye\":\"" + goodbye + "\"}");
            long greeting = call.soundBeganNanos();
            host.awaitEvent("tool");
            host.box.understands("wait I have another question");
            host.mind.thinks("wait I have another question", "Of course, ask.");
            await().until(() -> call.soundBeganNanos() != greeting);
            call.play(InstantVoice.speech(Duration.ofMillis(1200)));
            assertThat(host.awaitEvent("tool-answer").data().get("text"))
                    .asString()
                    .contains("goes on");
            CallEvent said = host.awaitEvent("agent-said");
            while (!"Of course, ask.".equals(said.data().get("text"))) {
                said = host.awaitEvent("agent-said");
            }
            call.hangUp();
            assertThat(host.awaitEvent("ended").data()).containsEntry("reason", "CALLER");
        }
    }

    @Test
    void keysAreSentBetweenTwoLegsAndTheTalkGoesOn() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            SimulatedChannel call = callsTool(host, "openai", "send_digits", "{\"keys\":\"12#\"}");
            host.awaitEvent("dtmf");
            assertThat(host.awaitEvent("tool-answer").data()).containsEntry("failed", false);
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "As you wish.");
            host.mind.thinks("and now", "We go on.");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "We go on.");
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    @ParameterizedTest
    @FieldSource("org.parley.TalkingHost#VOICES")
    void whatTheCallerKeysIsAnsweredLikeHisWords(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            host.mind.thinks("", "Account 1 2 found.");
            SimulatedChannel call = host.call(script(voice));
            host.awaitEvent("agent-said");
            "12#".chars().forEach(key -> call.press((char) key));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Account 1 2 found.");
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    @Test
    void doNotCallAndACallBackAreTheVerbsOfTheScript() throws Exception {
        try (TalkingHost host = new TalkingHost("hume", home)) {
            SimulatedChannel call = callsTool(host, "hume", "do_not_call", "{}");
            assertThat(host.awaitEvent("disposition").data()).containsEntry("status", "DNC");
            host.awaitEvent("agent-said");
            host.mind.calls("later", new ToolCall("c2", "schedule_callback", "{\"when\":\"tomorrow at three pm\"}"));
            host.mind.saysThen("Agreed.");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("callback").data()).containsKey("at");
            host.awaitEvent("agent-said");
            call.hangUp();
            assertThat(host.awaitEvent("ended").data()).containsEntry("status", "DNC");
        }
    }

    @Test
    void aSlowToolIsFilledAndAQuickOneIsNot() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            SimulatedChannel call = callsTool(host, "cascade", "slow", "{}", flag("calls.filler", "300ms"));
            assertThat(host.awaitEvent("filler").data()).containsEntry("text", "One moment, please.");
            host.awaitEvent("tool-answer");
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    /** The caller says something and the model calls that tool; then it says that it is as he wishes. */
    private static SimulatedChannel callsTool(
            TalkingHost host, String voice, String tool, String arguments, Flag... more) throws Exception {
        host.box.understands("I want something");
        host.mind.calls("I want something", new ToolCall("c1", tool, arguments));
        host.mind.saysThen("As you wish.");
        SimulatedChannel call = host.call(script(voice), more);
        assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Hello.");
        call.play(InstantVoice.speech(Duration.ofMillis(900)));
        return call;
    }
}
