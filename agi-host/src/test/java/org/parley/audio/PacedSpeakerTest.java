package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.parley.audio.Utterance.State;

class PacedSpeakerTest {

    private final PacedSpeaker speaker = new PacedSpeaker(Duration.ofSeconds(2));
    private final short[] frame = new short[160];
    private long now;

    @Test
    void utterancesFollowEachOtherWithoutAGap() {
        short[] first = Signals.noise(3000, 400, 1);
        short[] second = Signals.noise(3000, 240, 2);
        say(first);
        say(second);

        short[] got = frames(4);

        assertThat(got).isEqualTo(Arrays.copyOf(join(first, second), 640));
        assertThat(speaker.take(frame, now)).isFalse();
    }

    @Test
    void theEndOfTheLastUtteranceIsFilledWithSilence() {
        Utterance utterance = say(Signals.noise(3000, 200, 1));

        short[] got = frames(2);

        assertThat(Arrays.copyOfRange(got, 200, 320)).containsOnly((short) 0);
        assertThat(utterance.state()).isEqualTo(State.PLAYED);
        assertThat(utterance.heard()).isEqualTo(Duration.ofMillis(25));
        assertThat(speaker.isSpeaking()).isFalse();
    }

    @Test
    void aSynthesiserThatIsJustInTimeIsNotCutIntoCrumbs() {
        Utterance utterance = speaker.utterance();
        utterance.write(new Pcm(Signals.noise(3000, 100, 1), 8000));

        assertThat(speaker.take(frame, 1)).isFalse();
        assertThat(speaker.isSpeaking()).isTrue();
        utterance.write(new Pcm(Signals.noise(3000, 60, 2), 8000));

        assertThat(speaker.take(frame, 2)).isTrue();
        assertThat(utterance.firstFrameNanos()).isEqualTo(2);
    }

    @Test
    void whileTheFarEndCannotPlayNothingIsLost() {
        short[] words = Signals.noise(3000, 480, 1);
        Utterance utterance = say(words);
        frames(1);

        speaker.hold(true);
        assertThat(speaker.take(frame, 5)).isFalse();
        assertThat(speaker.audibleSinceNanos())
                .as("who speaks then speaks over nothing")
                .isZero();
        assertThat(utterance.heard()).isEqualTo(Duration.ofMillis(20));
        speaker.hold(false);

        assertThat(frames(2)).isEqualTo(Arrays.copyOfRange(words, 160, 480));
        assertThat(utterance.state()).isEqualTo(State.PLAYED);
    }

    @Test
    void clearCutsEverythingAndLetsTheNextWordsBeHeard() {
        Utterance playing = say(Signals.noise(3000, 1600, 1));
        Utterance queued = say(Signals.noise(3000, 1600, 2));
        frames(3);

        speaker.pause();
        speaker.clear();

        assertThat(speaker.take(frame, now)).isFalse();
        assertThat(playing.state()).isEqualTo(State.CUT);
        assertThat(queued.state()).isEqualTo(State.CUT);
        assertThat(playing.heard()).isEqualTo(Duration.ofMillis(60));
        assertThat(queued.heard()).isZero();
        assertThat(playing.write(new Pcm(new short[10], 8000))).isFalse();
        say(Signals.noise(3000, 160, 3));
        assertThat(speaker.take(frame, now)).isTrue();
    }

    @Test
    void pauseAndResumeKeepThePlaceToTheSample() {
        short[] words = Signals.noise(3000, 1000, 1);
        say(words);
        short[] before = frames(2);

        speaker.pause();
        assertThat(speaker.take(frame, now)).isFalse();
        assertThat(speaker.isSpeaking()).isTrue();
        speaker.resume();

        assertThat(join(before, frames(4))).isEqualTo(Arrays.copyOf(words, 960));
    }

    @Test
    void whatTheQueueCannotHoldIsRefused() {
        Utterance utterance = speaker.utterance();

        assertThat(utterance.write(new Pcm(new short[15_000], 8000))).isTrue();
        assertThat(utterance.write(new Pcm(new short[3_000], 16_000))).isFalse();
        assertThat(utterance.write(new Pcm(new short[1_000], 8000))).isTrue();
    }

    @Test
    void audioOfAnotherRateIsBroughtToTheTelephonesAndNoneIsLost() {
        Utterance utterance = speaker.utterance();
        short[] tone = Signals.tone(1000, 10_000, 24_000, 24_000);
        for (int at = 0; at < 24_000; at += 1000) {
            utterance.write(new Pcm(Arrays.copyOfRange(tone, at, at + 1000), 24_000));
        }
        utterance.finish();

        short[] got = frames(50);

        assertThat(Signals.toneToRest(got, 1000, 8000, 200)).isGreaterThan(70);
        assertThat(utterance.state()).isEqualTo(State.PLAYED);
    }

    @Test
    void whoWaitsForAnUtteranceIsToldItsEnd() throws Exception {
        Utterance utterance = say(Signals.noise(3000, 160, 1));
        FutureTask<State> waiting = new FutureTask<>(() -> utterance.await(Duration.ofSeconds(20)));
        Thread.ofVirtual().start(waiting);

        frames(1);

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(State.PLAYED);
        assertThat(speaker.utterance().await(Duration.ofMillis(1))).isEqualTo(State.PENDING);
    }

    @Test
    void whoWaitsGoesOnOnlyWhenTheLastFrameHasGoneOutAndIsRecorded() {
        Utterance utterance = say(Signals.noise(3000, 160, 1));

        assertThat(speaker.take(frame, now)).isTrue();
        assertThat(utterance.state()).isEqualTo(State.PENDING);
        speaker.clear(); // too late: it has been heard out
        speaker.sent();

        assertThat(utterance.state()).isEqualTo(State.PLAYED);
    }

    @Test
    void anEmptyUtteranceIsPlayedAtOnceAndHoldsNobodyUp() {
        speaker.utterance().finish();
        say(Signals.noise(3000, 160, 1));

        assertThat(speaker.take(frame, 5)).isTrue();
    }

    @Test
    void afterTheLegNothingIsSaid() {
        Utterance before = say(new short[800]);
        speaker.gone();
        Utterance after = speaker.utterance();

        assertThat(before.state()).isEqualTo(State.GONE);
        assertThat(after.state()).isEqualTo(State.GONE);
        assertThat(after.write(new Pcm(new short[1], 8000))).isFalse();
    }

    @Test
    void aRunawayScriptCannotFillTheHeapWithUtterances() {
        Utterance last = speaker.utterance();
        for (int i = 0; i < 1000; i++) {
            last = speaker.utterance();
        }

        assertThat(last.state()).isEqualTo(State.CUT);
    }

    private Utterance say(short[] samples) {
        Utterance utterance = speaker.utterance();
        assertThat(utterance.write(new Pcm(samples, 8000))).isTrue();
        utterance.finish();
        return utterance;
    }

    private short[] frames(int count) {
        short[] all = new short[160 * count];
        for (int i = 0; i < count; i++) {
            now += 20_000_000;
            assertThat(speaker.take(frame, now)).as("frame %d", i).isTrue();
            System.arraycopy(frame, 0, all, 160 * i, 160);
            speaker.sent();
        }
        return all;
    }

    private static short[] join(short[] a, short[] b) {
        short[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
