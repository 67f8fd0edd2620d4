package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.call.InstantVoice;
import org.parley.sim.SimulatedChannel;

/** What must never be said is not: held back where Parley speaks, stopped where a provider does. Whole calls. */
class NeverIT {
    private static final String NEUTRAL = "I cannot say more about that. Is there anything else I can help you with?";

    @TempDir
    private Path home;

    private static String script(String voice) {
        return """
                script('offer') {
                    voice '%s'
                    never 'guaranteed', 'risk free'
                    step('talk') {
                        converse { greeting 'Hello from the script.'; limit 1.min }
                        finish 'INFO'
                    }
                }
                """.formatted(voice);
    }

    @Test
    void aSentenceOfTheModelIsHeldBackAndItsSecondAnswerIsSpoken() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.mind
                    .thinks("I have a question", "A good plan. It is guaranteed. Buy it.")
                    .thinks("I have a question", "It has no promises.");
            host.box.understands("I have a question");
            SimulatedChannel call = host.call(script("cascade"));
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("policy").data())
                    .containsEntry("never", "guaranteed")
                    .containsEntry("done", "held");
            assertThat(host.awaitEvent("agent-said").data().get("text")).isEqualTo("A good plan. It has no promises.");
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    @Test
    void aModelThatInsistsIsReplacedByANeutralSentence() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.mind
                    .thinks("I have a question", "It is guaranteed.")
                    .thinks("I have a question", "Really, it is risk. Free, that is.");
            host.box.understands("I have a question");
            SimulatedChannel call = host.call(script("cascade"));
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            host.awaitEvent("policy");
            assertThat(host.awaitEvent("policy").data()).containsEntry("never", "risk free");
            assertThat(host.awaitEvent("agent-said").data().get("text")).isEqualTo("Really, it is risk. " + NEUTRAL);
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    @Test
    void aSentenceOfTheScriptIsHeldBackToo() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            SimulatedChannel _ = host.call("""
                    script('offer') {
                        never 'guaranteed'
                        step('all') {
                            def found = 'It is Guaranteed!'
                            say "We have a plan. $found It is good."
                            say found
                            finish 'INFO'
                        }
                    }
                    """);
            assertThat(host.awaitEvent("policy").data()).containsEntry("never", "guaranteed");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "We have a plan. It is good.");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", NEUTRAL);
            assertThat(host.awaitEvent("ended").data()).containsEntry("status", "INFO");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenlabs", "hume", "openai"})
    void aVoiceThatSpeaksByItselfIsCutOffWhenItsTextShowsIt(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            String answer = "We have many plans for you here. ".repeat(4) + "This one is guaranteed for all your life.";
            host.mind.thinks("I have a question", answer);
            SimulatedChannel call = host.call(script(voice));
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            Map<String, Object> policy = host.awaitEvent("policy").data();
            assertThat(policy).containsEntry("never", "guaranteed").containsEntry("done", "stopped");
            Map<String, Object> said = host.awaitEvent("agent-said").data();
            assertThat(said).containsEntry("interrupted", true);
            assertThat((Long) said.get("heardMs")).isLessThan(1500);
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.provider.violations()).isEmpty();
        }
    }
}
