package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parley.VoiceRoom.Part;
import org.parley.ai.cascade.CascadeAgent;
import org.parley.ai.cascade.CascadeSettings;
import org.parley.ai.failover.GuardedVoice;
import org.parley.ai.local.RuleModel;
import org.parley.ai.talk.HearingSettings;
import org.parley.call.CallEvent;
import org.parley.call.InstantVoice;
import org.parley.call.Prices;
import org.parley.call.Voices;
import org.parley.console.host.ProviderState;
import org.parley.store.Stage;

/** How the parts of voices are, by what calls tell of them. */
class ProviderWatchTest {
    private static final Duration REST = Duration.ofSeconds(60);
    private static final Instant BEGAN = Instant.parse("2026-03-01T10:00:00Z");

    private Instant now = BEGAN;
    private final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final InstantVoice box = new InstantVoice();
    private final GuardedVoice voice = new GuardedVoice(
            new CascadeAgent(
                    box.ears(),
                    new RuleModel(),
                    box.mouth(),
                    new CascadeSettings(
                            HearingSettings.of(Duration.ofMillis(700), Duration.ofSeconds(20)), Duration.ofSeconds(1))),
            1,
            REST);
    private final ProviderWatch watch = new ProviderWatch(
            new Voices(
                    box.ears(),
                    box.mouth(),
                    Map.of("local", voice, "cascade", voice, "elevenlabs", voice),
                    _ -> voice,
                    List.of("cascade"),
                    Duration.ofSeconds(3),
                    Prices.NONE,
                    Locale.US),
            List.of(
                    new Part("recogniser", "local", "box", "box"),
                    new Part("recogniser", "cascade", "deepgram", "deepgram"),
                    new Part("model", "cascade", "openai", "openai"),
                    new Part("synthesiser", "cascade", "local", "flite")),
            REST,
            clock);

    private ProviderState state(String name) {
        return watch.states().stream()
                .filter(state -> !state.kind().equals("voice") && state.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void happens(String kind, Object... data) {
        watch.accept(new CallEvent("call", now, 0, kind, Map.of(String.valueOf(data[0]), data[1])));
    }

    @Test
    void aPartIsDownFromItsFailureUntilItServesAgain() {
        assertThat(state("deepgram").well()).isTrue();
        assertThat(state("deepgram").since()).isEqualTo(BEGAN);
        now = BEGAN.plusSeconds(10);
        happens("voice-failed", "reason", "deepgram: Expected words within 3000 ms but had none");

        assertThat(state("deepgram").well()).isFalse();
        assertThat(state("deepgram").since()).isEqualTo(now);
        assertThat(state("deepgram").failure()).isEqualTo("deepgram: Expected words within 3000 ms but had none");
        assertThat(state("openai").well()).isTrue();

        now = BEGAN.plusSeconds(20);
        happens("used", "provider", "deepgram");
        Instant again = now;
        now = BEGAN.plusSeconds(30);
        happens("used", "provider", "deepgram");
        assertThat(state("deepgram").well()).isTrue();
        assertThat(state("deepgram").since()).isEqualTo(again);
        assertThat(state("deepgram").failedAt()).isEqualTo(BEGAN.plusSeconds(10));
    }

    @Test
    void aPartThatNobodyAsksIsNotDownForLongerThanAVoiceRests() {
        happens("hearing-failed", "reason", "box: no worker is free");
        now = BEGAN.plus(REST).minusMillis(1);
        assertThat(state("box").well()).isFalse();
        now = BEGAN.plus(REST);
        assertThat(state("box").well()).isTrue();
        assertThat(state("box").since()).isEqualTo(now);
        assertThat(state("box").failure()).isEqualTo("box: no worker is free");
    }

    @Test
    void eachIsTimedByItsOwnPartOfAnAnswer() {
        assertThat(state("deepgram").asked().until()).isEqualTo(Stage.WORDS);
        assertThat(state("openai").asked().after()).isEqualTo(Stage.WORDS);
        assertThat(state("openai").asked().until()).isEqualTo(Stage.FIRST_TOKEN);
        assertThat(state("openai").preferred()).isTrue();
        assertThat(state("box").preferred()).isFalse();
        List<ProviderState> voices = watch.states().stream()
                .filter(each -> each.kind().equals("voice"))
                .toList();
        assertThat(voices).extracting(ProviderState::name).containsExactly("cascade", "elevenlabs", "local");
        assertThat(voices)
                .extracting(each -> each.asked().service().provider())
                .as("a voice of parts is known by its model, or its recogniser")
                .containsExactly("openai", "elevenlabs", "box");
        assertThat(voices).extracting(each -> each.asked().bills()).containsExactly(false, true, false);
    }
}
