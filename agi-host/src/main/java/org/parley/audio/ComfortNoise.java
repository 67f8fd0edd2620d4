package org.parley.audio;

import java.util.Random;

/**
 * The faint noise that takes the place of digital silence, so that a caller does not think the line is dead: three
 * seconds of it, made once, with more of its power in the low band, as a line's own noise has. Its level is told in
 * dBm0; by RFC 3389 the overload point of the u-law telephone, 0 dBov, is a square wave of 6.18 dBm0.
 */
final class ComfortNoise {
    private static final int FRAMES = 151;
    private static final double OVERLOAD_DBM0 = 6.18;
    private static final double LOW_PASS = 0.5;

    private ComfortNoise() {}

    /** Its frames, to be sent round and round; one of silence when the level is 0, which means none. */
    static short[][] frames(int levelDbm0) {
        if (levelDbm0 == 0) {
            return new short[1][AudioSocketFrame.SAMPLES];
        }
        double[] noise = noise(FRAMES * AudioSocketFrame.SAMPLES);
        double square = 0;
        for (double sample : noise) {
            square += sample * sample;
        }
        double wanted = Short.MAX_VALUE * Math.pow(10, (levelDbm0 - OVERLOAD_DBM0) / 20);
        double gain = wanted / Math.sqrt(square / noise.length);
        short[][] frames = new short[FRAMES][AudioSocketFrame.SAMPLES];
        for (int i = 0; i < noise.length; i++) {
            long sample = Math.round(gain * noise[i]);
            frames[i / AudioSocketFrame.SAMPLES][i % AudioSocketFrame.SAMPLES] =
                    (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return frames;
    }

    /** Its end goes over into its beginning. */
    private static double[] noise(int length) {
        Random random = new Random(3389);
        double[] white = new double[length];
        for (int i = 0; i < length; i++) {
            white[i] = random.nextGaussian();
        }
        double[] noise = new double[length];
        double last = 0;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < length; i++) {
                last += LOW_PASS * (white[i] - last);
                noise[i] = last;
            }
        }
        return noise;
    }
}
