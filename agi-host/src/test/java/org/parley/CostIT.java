package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.parley.TalkingHost.flag;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.call.InstantVoice;
import org.parley.settings.SettingsException;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.local.FakeVosk;
import org.parley.sim.provider.local.VoskManners;

/** What talks may cost: by the minutes of a provider and by its tokens, with a word to the caller and a status. */
class CostIT {
    @TempDir
    private Path home;

    private static String script(String voice) {
        return """
                script('fronter') {
                    voice '%s'
                    limits cost: 0.50
                    step('talk') {
                        dispose 'NI'
                        cleanup { note 'cleaned up' }
                        converse { greeting 'Hello from the script.'; limit 1.min }
                        dispose 'LATE'
                    }
                }
                """.formatted(voice);
    }

    @Test
    void aMinutePriceEndsTheCallWithAWordACleanupAndItsStatus() throws Exception {
        try (TalkingHost host = new TalkingHost("elevenlabs", home)) {
            SimulatedChannel _ = host.call(script("elevenlabs"), flag("talk.prices", "elevenlabs.minute=15"));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Hello from the script.");
            assertThat(host.awaitEvent("cost").data()).containsEntry("limit", "0.50");
            assertThat(host.awaitEvent("agent-said").data().get("text"))
                    .isEqualTo("I am sorry, our time is up, and I have to end this call. Goodbye.");
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "cleaned up");
            assertThat(host.awaitEvent("ended").data())
                    .containsEntry("reason", "COST")
                    .containsEntry("status", "NI");
        }
    }

    @Test
    void tokensCountWithEachAnswer() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.mind.thinks("I have a question", "Here is the answer.");
            host.box.understands("I have a question");
            SimulatedChannel call =
                    host.call(script("cascade"), flag("talk.prices", "openai.million-output-tokens=900000"));
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Here is the answer.");
            assertThat(host.awaitEvent("ended").data()).containsEntry("reason", "COST");
        }
    }

    @Test
    void whatAScriptSaysAndHearsCountsAndEndsTheCallAtItsNextWord() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home);
                FakeVosk vosk = new FakeVosk(new VoskManners(), host.mind)) {
            host.mind.thinks("yes", "");
            SimulatedChannel call = host.call(
                    """
                    script('fronter') {
                        limits cost: 0.50
                        step('ask') {
                            dispose 'NI'
                            if (ask('Do you want it?', yesNo).yes) note 'wanted'
                            say 'Two more words.'
                            dispose 'LATE'
                        }
                    }
                    """,
                    flag("cascade.questions", "true"),
                    flag("cascade.speaking", "openai"),
                    flag("cascade.hearing", "vosk"),
                    flag("vosk.url", vosk.socketUrl()),
                    flag("talk.prices", "openai.thousand-characters=20, vosk.heard-minute=30"));
            // 15 characters cost 0.30, and the answer of most of a second costs the rest
            assertThat(host.awaitEvent("used").data())
                    .containsEntry("provider", "openai")
                    .containsEntry("unit", "CHARACTERS")
                    .containsEntry("amount", 15L);
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            Map<String, Object> heard = host.awaitEvent("used").data();
            assertThat(heard).containsEntry("provider", "vosk").containsEntry("unit", "AUDIO_IN_MS");
            assertThat((Long) heard.get("amount")).isBetween(500L, 1500L);
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "wanted");
            assertThat(host.awaitEvent("cost").data()).containsEntry("limit", "0.50");
            assertThat(host.awaitEvent("agent-said").data().get("text"))
                    .isEqualTo("I am sorry, our time is up, and I have to end this call. Goodbye.");
            assertThat(host.awaitEvent("ended").data())
                    .containsEntry("reason", "COST")
                    .containsEntry("status", "NI");
            assertThat(host.story().usage())
                    .extracting(used -> used.provider() + " " + used.unit())
                    .contains("openai CHARACTERS", "vosk AUDIO_IN_MS");
        }
    }

    @Test
    void whatWasKeptOfAnEarlierSentenceCostsNothing() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            SimulatedChannel _ = host.call(
                    "say 'The same words.'\nsay 'The same words.'\ndispose 'INFO'",
                    flag("cascade.questions", "true"),
                    flag("cascade.speaking", "openai"));
            assertThat(host.story().usage())
                    .extracting(used -> List.of(used.provider(), used.unit(), used.amount()))
                    .containsExactly(List.of("openai", "CHARACTERS", (long) "The same words.".length()));
        }
    }

    @Test
    void withoutAPriceNothingIsCountedAndWhatWasUsedIsToldWhenTheCallerHangsUp() throws Exception {
        try (TalkingHost host = new TalkingHost("elevenlabs", home)) {
            SimulatedChannel call = host.call(script("elevenlabs"));
            host.awaitEvent("agent-said");
            call.hangUp();
            Map<String, Object> used = host.awaitEvent("used").data();
            assertThat(used).containsEntry("provider", "elevenlabs").containsEntry("unit", "TALK_MS");
            assertThat(host.awaitEvent("ended").data()).containsEntry("reason", "CALLER");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenlabs", "elevenlabs=1", "elevenlabs.hour=1", "elevenlabs.minute=a", ".minute=1"})
    void aPriceThatIsNoneIsRefusedWhenTheHostStarts(String wrong) {
        assertThatThrownBy(() -> TalkingHost.settings(home, List.of(flag("talk.prices", wrong)), ""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("PROVIDER.UNIT=PRICE")
                .hasMessageContaining(wrong);
    }

    @Test
    void theProvidersWithoutAPriceAreKnown() {
        Settings settings = TalkingHost.settings(
                home,
                List.of(
                        flag("openai.key", "${env:KEY}"),
                        flag("deepgram.key", "${env:KEY}"),
                        flag("hume.key", "${env:KEY}"),
                        flag("talk.prices", "deepgram.heard-minute=0.0077, hume.minute=0.07")),
                "key");
        assertThat(settings.withoutPrice("hume")).isEmpty();
        assertThat(settings.withoutPrice("local")).isEmpty();
        assertThat(settings.withoutPrice("openai")).isEqualTo(Set.of("openai"));
        assertThat(settings.withoutPrice("cascade|llm=openai|stt=deepgram")).isEqualTo(Set.of("openai"));
    }
}
