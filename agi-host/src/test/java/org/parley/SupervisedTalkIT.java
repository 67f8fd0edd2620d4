package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.call.CallEvent;
import org.parley.call.InstantVoice;
import org.parley.call.Order;
import org.parley.script.TransferOptions;
import org.parley.sim.CallEnd;
import org.parley.sim.SimulatedChannel;

/** What a supervisor orders while a voice of a provider talks, each by its own wire format. */
class SupervisedTalkIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Order.Say WORDS = new Order.Say("There is a discount.", null, false);

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"cascade", "elevenlabs", "hume", "openai"})
    void hisWordsAreHeardAndStandInTheRecord(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            SimulatedChannel call = host.call(TalkingHost.briefTalk(voice));
            host.awaitEvent("agent-said");

            host.order(WORDS);

            assertThat(news(host, "begun").data()).containsEntry("by", "anna");
            assertThat(news(host, "done").data())
                    .containsEntry("text", WORDS.text())
                    .hasEntrySatisfying("heardMs", ms -> assertThat((Long) ms).isPositive());
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.story().turns())
                    .anySatisfy(turn -> assertThat(turn.text()).isEqualTo(WORDS.text()));
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cascade", "elevenlabs", "hume", "openai"})
    void aMutedVoiceIsNotHeardAndAnswersAgainAfterwards(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            host.mind.thinks("I have a question", "Here is the answer.");
            SimulatedChannel call = host.call(TalkingHost.briefTalk(voice));
            host.awaitEvent("agent-said");

            host.order(new Order.Mute(Duration.ofMinutes(1)));
            news(host, "begun");
            host.box.understands("nobody hears this");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("caller-said").data()).containsEntry("text", "nobody hears this");
            host.order(WORDS);
            news(host, "begun");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", WORDS.text());
            host.order(new Order.Unmute());
            news(host, "done");
            host.box.understands("I have a question");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));

            assertThat(host.awaitEvent("caller-said").data()).containsEntry("text", "I have a question");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Here is the answer.");
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cascade", "openai"})
    void theCallerIsSentOnOutOfTheTalk(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            SimulatedChannel call = host.call(TalkingHost.briefTalk(voice));
            host.awaitEvent("agent-said");

            host.order(new Order.SendOn(TransferOptions.of(Map.of("extension", "500"))));

            assertThat(call.await(SOON).route()).isEqualTo(CallEnd.Route.TRANSFER);
            assertThat(host.awaitEvent("ended").data()).containsEntry("reason", "TRANSFER");
        }
    }

    private static CallEvent news(TalkingHost host, String state) throws InterruptedException {
        CallEvent event = host.awaitEvent("supervisor");
        assertThat(event.data()).containsEntry("state", state);
        return event;
    }
}
