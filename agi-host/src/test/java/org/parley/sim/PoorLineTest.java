package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoorLineTest {
    private static final int FRAMES = 2000;

    private static short[] tone() {
        short[] tone = new short[CallerLine.FRAME_SAMPLES];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (10_000 * Math.sin(2 * Math.PI * 500 * i / 8000));
        }
        return tone;
    }

    private static double rms(short[] samples) {
        return Math.sqrt(IntStream.range(0, samples.length)
                .mapToDouble(i -> (double) samples[i] * samples[i])
                .average()
                .orElse(0));
    }

    @Test
    void aLineThatDoesNothingChangesNothing() {
        PoorLine line = PoorLine.none();

        assertThat(line.sent(tone()))
                .hasValueSatisfying(frame -> assertThat(frame).isEqualTo(tone()));
        assertThat(line.heard(tone())).isEqualTo(tone());
    }

    @Test
    void noiseStandsSoFarBelowTheSpeechAndInEveryFrame() {
        double loudness = LineSound.loudness(
                Arrays.stream(new int[800]).mapToDouble(_ -> 5000).toArray());
        PoorLine line = PoorLine.of(20, loudness, 0, false);

        short[] noise = new short[FRAMES * CallerLine.FRAME_SAMPLES];
        for (int i = 0; i < FRAMES; i++) {
            short[] frame = line.sent(new short[CallerLine.FRAME_SAMPLES]).orElseThrow();
            System.arraycopy(frame, 0, noise, i * frame.length, frame.length);
        }

        assertThat(20 * Math.log10(loudness / rms(noise))).isCloseTo(20, within(0.5));
        assertThat(line.heard(tone())).as("the other direction").isEqualTo(tone());
    }

    @Test
    void soManyFramesAreLostAndTheSameInEveryCall() {
        PoorLine line = PoorLine.of(Double.POSITIVE_INFINITY, 5000, 10, false);
        PoorLine again = PoorLine.of(Double.POSITIVE_INFINITY, 5000, 10, false);

        int lost = 0;
        for (int i = 0; i < FRAMES; i++) {
            boolean arrives = line.sent(tone()).isPresent();
            assertThat(again.sent(tone()).isPresent()).isEqualTo(arrives);
            lost += arrives ? 0 : 1;
        }
        assertThat(lost).isBetween(FRAMES * 8 / 100, FRAMES * 12 / 100);
    }

    @Test
    void muLawCodesBothDirections() {
        PoorLine line = PoorLine.of(Double.POSITIVE_INFINITY, 5000, 0, true);

        short[] sent = line.sent(tone()).orElseThrow();
        assertThat(sent).isNotEqualTo(tone()).isEqualTo(line.heard(tone()));
        assertThat(rms(sent)).isCloseTo(rms(tone()), within(100.0));
        assertThat(line.heard(sent)).as("what is coded stays as it is").isEqualTo(sent);
    }
}
