package org.parley.ai.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parley.ai.talk.FloorCorpus.Sound;
import org.parley.audio.VoiceActivity;

/** How loud, how fast and how long over us a caller speaks, measured on speech that came through a telephone. */
class SpeechMeterTest {
    private static final int FRAME = 160;
    private static final List<String> TEXTS = List.of(
            "I have been waiting for twenty minutes and nobody has answered me",
            "could you please tell me what the monthly payment is going to be",
            "my name is Alexander and I am calling about the letter that you sent",
            "the delivery was supposed to arrive on Wednesday but it never did",
            "we would like to change the address and the telephone number");
    private static final List<Integer> SYLLABLES = List.of(18, 17, 19, 19, 17);

    private final Ours ours = new Ours();
    private final TurnSounds turns = new TurnSounds();
    private final SpeechMeter meter = new SpeechMeter(turns::add);
    private final VoiceActivity activity = new VoiceActivity(meter::voice);
    private long now = 1_000_000_000L;

    private TurnSound turn(Sound sound) {
        return turn(sound.audio().samples());
    }

    private TurnSound turn(short[] samples) {
        for (int at = 0; at < samples.length; at += FRAME) {
            now += 20_000_000L;
            short[] frame = Arrays.copyOfRange(samples, at, Math.min(at + FRAME, samples.length));
            meter.frame(frame, frame.length);
            activity.heard(frame, frame.length, now);
        }
        return turns.take(0);
    }

    @Test
    void whoSpeaksLouderThanBeforeIsLouderByAsMuch() throws Exception {
        for (int louder : new int[] {-9, -3, 3, 6, 12}) {
            SpeechMeterTest each = new SpeechMeterTest();
            each.turn(FloorCorpus.said(TEXTS.get(0), "en-us", 160, -26, 1));
            assertThat(each.turn(FloorCorpus.said(TEXTS.get(0), "en-us", 160, -26 + louder, 2))
                            .loudness())
                    .isCloseTo(louder, within(1.0));
            assertThat(each.turn(FloorCorpus.said(TEXTS.get(1), "en-us", 160, -26 + louder, 3))
                            .loudness())
                    .as("the same again, in other words, after some of it has become usual")
                    .isBetween(Math.min(0, louder) - 2.0, Math.max(0, louder) + 2.0);
        }
    }

    @Test
    void theFirstTurnIsNeitherLoudNorSoft() throws Exception {
        assertThat(turn(FloorCorpus.said(TEXTS.get(0), "en-gb", 160, -14, 1)).loudness())
                .isZero();
    }

    /** The same words at two rates, by several voices and at two levels: the faster is always the faster. */
    @Test
    void syllablesAreCountedAndTheFasterSpeakerHasTheHigherRate() throws Exception {
        List<Double> counted = new ArrayList<>();
        int wrong = 0;
        int pairs = 0;
        for (int i = 0; i < TEXTS.size(); i++) {
            for (String voice : List.of("en-us", "en-us+f2", "en-gb+m5")) {
                for (int level : new int[] {-18, -30}) {
                    TurnSound slow = new SpeechMeterTest().turn(FloorCorpus.said(TEXTS.get(i), voice, 120, level, i));
                    TurnSound fast = new SpeechMeterTest().turn(FloorCorpus.said(TEXTS.get(i), voice, 230, level, i));
                    pairs++;
                    wrong += slow.rate() < fast.rate() ? 0 : 1;
                    counted.add(slow.rate() * slow.speech().toMillis() / 1000 / SYLLABLES.get(i));
                    counted.add(fast.rate() * fast.speech().toMillis() / 1000 / SYLLABLES.get(i));
                }
            }
        }
        double mean = counted.stream().mapToDouble(each -> each).average().orElse(0);
        System.out.printf("meter: %d of %d pairs in the wrong order; %.2f of the syllables%n", wrong, pairs, mean);
        assertThat(wrong).as("of %d pairs", pairs).isZero();
        assertThat(mean).as("syllables counted of those spoken").isBetween(0.75, 1.1);
    }

    @Test
    void whatIsSaidOverOurWordsIsCountedUntilWeHaveNothingMoreToSay() throws Exception {
        short[] speech =
                FloorCorpus.said(TEXTS.get(2), "en-us", 150, -22, 1).audio().samples();
        meter.beside(ours);
        ours.audible = true;
        ours.speaking = true;
        int half = speech.length / 2 / FRAME * FRAME;
        for (int at = 0; at < half; at += FRAME) {
            feed(Arrays.copyOfRange(speech, at, at + FRAME));
            ours.audible = at < half / 2; // then our speech is held, and goes on to be what he speaks over
        }
        ours.speaking = false;
        TurnSound turn = turn(Arrays.copyOfRange(speech, half, speech.length));

        Duration expected = Duration.ofMillis(half / 8 - 800); // the line is quiet for 800 ms first
        assertThat(turn.overlap()).isBetween(expected.minusMillis(150), expected.plusMillis(50));
        assertThat(turn.speech()).isGreaterThan(turn.overlap());
    }

    private void feed(short[] frame) {
        now += 20_000_000L;
        meter.frame(frame, frame.length);
        activity.heard(frame, frame.length, now);
    }

    @Test
    void anUtteranceOfOursThatHasNotBegunIsNotSpokenOver() throws Exception {
        meter.beside(ours);
        ours.speaking = true; // queued, and nothing of it was heard yet
        assertThat(turn(FloorCorpus.said(TEXTS.get(3), "en-us", 150, -22, 1)).overlap())
                .isZero();
    }

    @Test
    void aLineWithoutSpeechSaysNothing() {
        Random random = new Random(3);
        short[] noise = new short[8 * 8000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (40 * random.nextGaussian());
        }
        assertThat(turn(noise)).isEqualTo(TurnSound.NONE);
    }

    @Test
    void aTurnIsMadeOfStretchesThatLieCloseTogether() {
        long second = 1_000_000_000L;
        turns.add(new SpeechSound(second, 2 * second, 1e6, 80, 900, 4, 0)); // a remark long ago
        turns.add(new SpeechSound(20 * second, 21 * second, 1e6, 80, 1000, 5, 100));
        turns.add(new SpeechSound(22 * second, 23 * second, 1e6, 80, 1000, 3, 200));
        assertThat(turns.take(0)).isEqualTo(new TurnSound(0, 4, Duration.ofMillis(300), Duration.ofMillis(2000)));
        assertThat(turns.isEmpty()).isTrue();
        assertThat(turns.take(0)).isEqualTo(TurnSound.NONE);
    }

    /** Our speaker, as far as it is asked. */
    private static final class Ours extends FloorTest.Talking {
        private boolean audible;
        private boolean speaking;

        @Override
        public boolean isSpeaking() {
            return speaking;
        }

        @Override
        public long audibleSinceNanos() {
            return audible ? 1 : 0;
        }
    }
}
