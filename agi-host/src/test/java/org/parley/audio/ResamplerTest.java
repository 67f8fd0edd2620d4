package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

    @ParameterizedTest
    @CsvSource({
        "16000,8000",
        "24000,8000",
        "48000,8000",
        "22050,8000",
        "44100,8000",
        "32000,8000",
        "12000,8000",
        "96000,8000",
        "192000,8000",
        "8000,16000",
        "8000,24000",
        "8000,48000",
        "8000,22050"
    })
    void aToneOfOneKilohertzStaysPure(int from, int to) {
        short[] out = whole(new Resampler(from, to), Signals.tone(1000, 26_000, from, from));

        assertThat(Signals.toneToRest(out, 1000, to, to / 50)).isGreaterThan(80);
        assertThat(Signals.rms(out, to / 10, to - to / 10)).isCloseTo(26_000 / Math.sqrt(2), within(200.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {16_000, 24_000, 48_000, 22_050})
    void whatTheTelephoneCannotCarryIsGoneInsteadOfFoldedBack(int from) {
        short[] out = whole(new Resampler(from, 8000), Signals.tone(5000, 26_000, from, from));

        double decibels =
                20 * Math.log10(Math.max(1, Signals.rms(out, 200, out.length - 200)) / (26_000 / Math.sqrt(2)));
        assertThat(decibels).isLessThan(-70);
    }

    @ParameterizedTest
    @CsvSource({"16000,8000", "22050,8000", "8000,24000"})
    void aStreamCutAnywhereSoundsAsOne(int from, int to) {
        short[] in = Signals.noise(5000, from, 7);
        short[] expected = whole(new Resampler(from, to), in);
        Resampler resampler = new Resampler(from, to);
        short[] got = new short[expected.length];
        int made = 0;
        Random random = new Random(11);

        for (int at = 0; at < in.length; ) {
            int length = Math.min(in.length - at, random.nextInt(1, 700));
            short[] piece = Arrays.copyOfRange(in, at, at + length);
            short[] out = resampler.process(piece, length);
            System.arraycopy(out, 0, got, made, out.length);
            made += out.length;
            at += length;
        }
        short[] rest = resampler.flush();
        System.arraycopy(rest, 0, got, made, rest.length);

        assertThat(made + rest.length).isEqualTo(expected.length);
        assertThat(got).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"16000,8000", "24000,8000", "22050,8000", "8000,48000"})
    void nothingIsAddedToTheLengthOrDelayed(int from, int to) {
        short[] in = new short[from];
        in[from / 2] = 30_000;

        short[] out = whole(new Resampler(from, to), in);

        int peak = 0;
        for (int i = 0; i < out.length; i++) {
            peak = Math.abs(out[i]) > Math.abs(out[peak]) ? i : peak;
        }
        assertThat(out.length).isCloseTo(to, within(2));
        assertThat(peak).isCloseTo(to / 2, within(1));
    }

    @Test
    void equalRatesChangeNothing() {
        short[] in = Signals.noise(3000, 500, 3);

        assertThat(new Resampler(8000, 8000).process(in, 300)).isEqualTo(Arrays.copyOf(in, 300));
    }

    private static short[] whole(Resampler resampler, short[] in) {
        short[] most = resampler.process(in, in.length);
        short[] rest = resampler.flush();
        short[] all = Arrays.copyOf(most, most.length + rest.length);
        System.arraycopy(rest, 0, all, most.length, rest.length);
        return all;
    }
}
