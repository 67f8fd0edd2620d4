package org.parley.ai.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.talk.FloorCorpus.Sound;
import org.parley.ai.talk.FloorDecision.Kind;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.parley.audio.VoiceActivity;

class FloorTest {
    private static final int FRAME = 160;
    private static final long FRAME_NANOS = 20_000_000L;

    private final Talking speaker = new Talking();
    private final List<FloorDecision> decisions = new ArrayList<>();
    private final Floor floor = new Floor(FloorSettings.of(Duration.ofMillis(700)), 200_000_000L, decisions::add);
    private final VoiceActivity activity = new VoiceActivity(floor::voice);
    private long now = 1_000_000_000L;

    @BeforeEach
    void theLineIsQuietFirst() {
        Random random = new Random(5);
        short[] line = new short[8000];
        for (int i = 0; i < line.length; i++) {
            line[i] = (short) (30 * random.nextGaussian());
        }
        hear(line);
    }

    /** The bar of two hundred: fewer than one in twenty is taken for an interruption, and as few of those missed. */
    @Test
    void coughsAndBackChannelsDoNotCutAndInterruptionsDo() throws Exception {
        List<Sound> harmless = new ArrayList<>(FloorCorpus.backChannels(100, 11));
        harmless.addAll(FloorCorpus.coughs(100, 12));
        List<String> falseCuts = wrong(harmless, Kind.CUT);
        List<String> missed = wrong(FloorCorpus.interruptions(100, 13), Kind.RESUMED);

        System.out.printf(
                "floor: false cuts %d of %d %s%nfloor: missed %d of 100 %s%n",
                falseCuts.size(), harmless.size(), falseCuts, missed.size(), missed);
        assertThat(falseCuts).as("false cuts of 200").hasSizeLessThan(10);
        assertThat(missed).as("missed interruptions of 100").hasSizeLessThan(5);
    }

    /** The sounds that ended in that decision, or in none at all. */
    private static List<String> wrong(List<Sound> sounds, Kind bad) {
        List<String> wrong = new ArrayList<>();
        for (Sound sound : sounds) {
            FloorTest each = new FloorTest();
            each.floor.hold(each.speaker, false);
            each.hear(sound.audio().samples());
            boolean cut = each.decisions.stream().anyMatch(decision -> decision.kind() == Kind.CUT);
            if (cut == (bad == Kind.CUT)) {
                wrong.add(sound.what());
            }
        }
        return wrong;
    }

    @Test
    void weFallSilentWithinTwoFramesOfTheDetectorsDecisionAndDecideWithinSevenTenths() throws Exception {
        for (Sound sound : FloorCorpus.interruptions(30, 14)) {
            FloorTest each = new FloorTest();
            each.floor.hold(each.speaker, false);
            each.hear(sound.audio().samples());
            FloorDecision held = each.decisions.getFirst();
            assertThat(held.kind()).isEqualTo(Kind.PAUSED);
            FloorDecision next = each.decisions.get(1);
            assertThat(next.nanos() - held.nanos()).as(sound.what()).isLessThanOrEqualTo(700_000_000L);
        }
    }

    @Test
    void wordsInterruptSoonerAndBackChannelWordsDoNot() {
        floor.hold(speaker, false);
        speakFor(Duration.ofMillis(200), "stop");
        assertThat(kinds()).containsExactly(Kind.PAUSED, Kind.CUT);
        assertThat(decisions.getLast().why()).isEqualTo("words");
        assertThat(speaker.cut).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"uh-huh,en", "yeah okay,en", "تمام,ar", "خب,fa"})
    void whateverOnlyShowsThatSomebodyListensIsPassedOver(String words, String language) {
        floor.language(Locale.forLanguageTag(language));
        floor.hold(speaker, false);
        speakFor(Duration.ofMillis(650), words);
        hear(new short[8000]);
        assertThat(kinds()).containsExactly(Kind.PAUSED, Kind.RESUMED);
    }

    @Test
    void whereAProviderTakesTheTurnsWeHoldAndItDecides() {
        floor.hold(speaker, true);
        speakFor(Duration.ofSeconds(3), "");
        hear(new short[16000]);
        assertThat(kinds()).containsExactly(Kind.PAUSED, Kind.RESUMED);
        assertThat(speaker.cut).isFalse();
        assertThat(decisions.getLast().why()).contains("provider");
    }

    @Test
    void ourOwnEchoDoesNotHoldUsForEver() {
        floor.hold(speaker, false);
        for (int i = 0; i < 6; i++) {
            speakFor(Duration.ofMillis(150), "");
            hear(new short[4000]);
        }
        assertThat(kinds().stream().filter(kind -> kind == Kind.PAUSED)).hasSize(3);
    }

    @Test
    void theFirstMomentsOfOurOwnSpeechAndOneThatMayNotBeCutAreLeftAlone() {
        floor.hold(speaker, false);
        speaker.audibleSince = now;
        speakFor(Duration.ofMillis(150), "");
        assertThat(decisions).isEmpty();
        floor.hold(null, false);
        speakFor(Duration.ofMillis(900), "");
        assertThat(decisions).isEmpty();
    }

    @Test
    void somebodyInTheBackgroundDoesNotInterrupt() {
        speakFor(Duration.ofMillis(1500), ""); // the caller, while we are silent: now his level is known
        hear(new short[8000]);
        floor.hold(speaker, false);
        hear(voice(Duration.ofMillis(1500), 350));
        assertThat(kinds()).containsExactly(Kind.PAUSED, Kind.RESUMED);
        assertThat(decisions.getLast().why()).contains("far off");
    }

    private List<Kind> kinds() {
        return decisions.stream().map(FloorDecision::kind).toList();
    }

    private void speakFor(Duration length, String words) {
        short[] said = voice(length, 5000);
        int first = FRAME * 5;
        hear(Arrays.copyOf(said, Math.min(first, said.length)));
        if (!words.isEmpty()) {
            floor.words(words);
        }
        if (said.length > first) {
            hear(Arrays.copyOfRange(said, first, said.length));
        }
    }

    /** A vowel: a pulse train at 120 Hz with some overtones. */
    private static short[] voice(Duration length, int amplitude) {
        short[] samples = new short[(int) (length.toMillis() * 8)];
        for (int i = 0; i < samples.length; i++) {
            double sum = 0;
            for (int overtone = 1; overtone <= 8; overtone++) {
                sum += Math.sin(2 * Math.PI * 120 * overtone * i / 8000.0) / overtone;
            }
            samples[i] = (short) (amplitude * sum / 2);
        }
        return samples;
    }

    private void hear(short[] samples) {
        short[] frame = new short[FRAME];
        for (int at = 0; at + FRAME <= samples.length; at += FRAME) {
            System.arraycopy(samples, at, frame, 0, FRAME);
            now += FRAME_NANOS;
            activity.heard(frame, FRAME, now);
            floor.frame(frame, FRAME, now);
        }
    }

    /** It has been speaking for long, and goes on. */
    static class Talking implements Speaker {
        private long audibleSince = 1;
        private boolean held;
        private boolean cut;

        @Override
        public Utterance utterance() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Utterance protectedUtterance() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void clear() {
            cut = true;
        }

        @Override
        public void pause() {
            held = true;
        }

        @Override
        public void resume() {
            held = false;
        }

        @Override
        public boolean isSpeaking() {
            return !cut;
        }

        @Override
        public long audibleSinceNanos() {
            return held || cut ? 0 : audibleSince;
        }

        @Override
        public Duration queueMax() {
            return Duration.ofSeconds(60);
        }
    }
}
