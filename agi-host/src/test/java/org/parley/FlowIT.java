package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.parley.Shows.Where;
import org.parley.ai.ToolCall;
import org.parley.audio.Pcm;
import org.parley.call.CallEvent;
import org.parley.call.InstantVoice;
import org.parley.sim.SimulatedChannel;

/** A script's disclosure, steps, rules and limits in whole calls. */
class FlowIT {
    private static final String DISCLOSURE = "Hi, this is Sam, a virtual assistant, on a recorded line. ".repeat(4);

    @TempDir
    private Path home;

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"script", "script.disclose", "script.anytime", "script.step", "anytime.optOut", "finish"})
    void theDisclosureIsHeardWholeAndFirstAndAWishInTheMiddleOfAQuestionEndsTheCall() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            SimulatedChannel call = host.call("""
                    script('fronter') {
                        disclose '%s'
                        anytime { optOut() { say 'I will take you off the list.'; finish 'DNC', 'asked for it' } }
                        step('qualify') {
                            ask 'Do you have the parts A and B of the insurance that I have just told you about?', yesNo
                            finish 'NQ'
                        }
                    }
                    """.formatted(DISCLOSURE));
            host.awaitEvent("agent-says");
            host.box.understands("wait");
            call.play(InstantVoice.speech(Duration.ofSeconds(1)));
            CallEvent said = host.awaitEvent("agent-said");
            assertThat(said.data()).containsEntry("text", DISCLOSURE).containsEntry("interrupted", false);
            assertThat((Long) said.data().get("heardMs")).isGreaterThanOrEqualTo(DISCLOSURE.length() * 10L - 20);
            assertThat(host.awaitEvent("disclosed").data()).containsEntry("text", DISCLOSURE);
            assertThat(host.awaitEvent("step").data()).containsEntry("name", "qualify");
            host.awaitEvent("agent-says");
            host.box.understands("oh no please take me off your list");
            call.play(InstantVoice.speech(Duration.ofMillis(1200)));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("interrupted", true);
            assertThat(host.awaitEvent("anytime").data()).containsEntry("rule", "optOut");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "I will take you off the list.");
            assertThat(host.awaitEvent("disposition").data()).containsEntry("status", "DNC");
            assertThat(host.awaitEvent("ended").data())
                    .containsEntry("status", "DNC")
                    .containsEntry("reason", "SCRIPT");
        }
    }

    @Test
    void whoSpeaksWhenTheDisclosureIsOverIsHeardToTheEndBeforeAnybodyTalksOn() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            SimulatedChannel call = host.call("""
                    script('desk') {
                        persona 'Sam, brief and warm.'
                        voice 'openai'
                        disclose '%s'
                        anytime { voicemail() { finish 'A' } }
                    }
                    """.formatted(DISCLOSURE));
            host.awaitEvent("agent-says");
            host.box.understands("Nobody is at home, please leave a message after the tone");
            call.play(InstantVoice.speech(Duration.ofMillis(DISCLOSURE.length() * 10L + 1500)));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("interrupted", false);
            assertThat(host.awaitEvent("anytime").data()).containsEntry("rule", "voicemail");
            assertThat(host.awaitEvent("ended").data()).containsEntry("status", "A");
            assertThat(host.texts("agent-says")).hasSize(1);
        }
    }

    @Test
    void whoseSentenceEndsWhileAsteriskHasTheChannelIsNotWaitedFor() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            SimulatedChannel call = host.call("""
                    say 'Hello.'
                    note 'now he speaks'
                    wait 400.ms
                    dtmf '1' // the leg of his audio is over in the middle of his sentence
                    say 'This line is recorded.', interruptible: false
                    """);
            host.awaitEvent("note");
            call.play(InstantVoice.speech(Duration.ofMillis(430)));
            CallEvent said = host.awaitEvent("agent-said");
            assertThat(said.data()).containsEntry("text", "This line is recorded.");
            host.awaitEvent("caller-said");
            assertThat(host.awaitEvent("ended").ms() - said.ms()).isLessThan(3000);
        }
    }

    @ParameterizedTest
    @FieldSource("org.parley.TalkingHost#VOICES")
    void whatTheCallerSaysWhileATalkBeginsIsAnsweredInIt(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            SimulatedChannel call = host.call("""
                    say 'Welcome to the clinic.'
                    note 'now he speaks'
                    wait 600.ms
                    converse { voice '%s'; instructions 'Be brief.'; limit 1.min }
                    """.formatted(voice));
            host.box.understands("is it open on sunday");
            host.mind.thinks("is it open on sunday", "On Sunday it is closed.");
            host.awaitEvent("note");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("caller-said").data()).containsEntry("text", "is it open on sunday");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "On Sunday it is closed.");
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("org.parley.TalkingHost#VOICES")
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"script.persona", "script.voice", "anytime.wantsHuman"})
    void aModelEndsItsTalkWhenTheCallerWantsAPerson(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            SimulatedChannel call = host.call("""
                    script('desk') {
                        persona 'Sam, brief and warm.'
                        voice '%s'
                        disclose 'A virtual assistant.'
                        anytime { wantsHuman() { transfer '8500'; finish 'XFER' } }
                    }
                    """.formatted(voice));
            host.awaitEvent("disclosed");
            host.box.understands("Give me somebody else");
            host.mind.calls("Give me somebody else", new ToolCall("c1", "wantsHuman", "{}"));
            call.play(Pcm.silence(Duration.ofSeconds(2), Pcm.TELEPHONE_RATE)); // until the voice is open
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("finish").data()).containsEntry("intent", "wantsHuman");
            assertThat(host.awaitEvent("anytime").data()).containsEntry("rule", "wantsHuman");
            assertThat(host.awaitEvent("ended").data()).containsEntry("status", "XFER");
            assertThat(call.await(Duration.ofSeconds(10)).variables()).containsEntry("PARLEY_TARGET", "8500");
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "script.limits")
    void aCallIsNotLongerThanItsScriptLimits() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            host.call("script('x') { limits call: 1500.ms; step('a') { dispose 'NI'; wait 1.min } }");
            CallEvent ended = host.awaitEvent("ended");
            assertThat(ended.data()).containsEntry("reason", "TIME").containsEntry("status", "NI");
            assertThat(ended.ms()).isBetween(1500L, 8000L);
        }
    }

    @Test
    void aTurnIsNotLongerThanItsScriptLimits() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            SimulatedChannel call = host.call("""
                    script('x') {
                        limits turn: 3.s
                        step('a') { note "heard ${(ask 'Well?').words}" }
                    }
                    """);
            CallEvent asked = host.awaitEvent("agent-said");
            host.box.understands("a long story");
            call.play(InstantVoice.speech(Duration.ofSeconds(9)));
            CallEvent heard = host.awaitEvent("note");
            assertThat(heard.data()).containsEntry("text", "heard a long story");
            assertThat(heard.ms() - asked.ms()).isBetween(2500L, 7000L);
            call.hangUp();
            host.awaitEvent("ended");
        }
    }
}
