package org.parley.sim.lab;

import java.time.Duration;
import org.parley.audio.Pcm;

/** Sounds that are told apart by their frequency. */
public final class Tones {
    private static final int WINDOW = 400;

    private Tones() {}

    /** A sine at half of full scale, 8 kHz. */
    public static Pcm sine(int hertz, Duration length) {
        short[] samples = new short[Math.toIntExact(length.toMillis() * 8)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (16_000 * Math.sin(2 * Math.PI * hertz * i / Pcm.TELEPHONE_RATE));
        }
        return new Pcm(samples, Pcm.TELEPHONE_RATE);
    }

    /** The share of the signal's power at that frequency, 0 to 1 (Goertzel, in windows of 50 ms). */
    public static double share(int hertz, short[] samples) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / Pcm.TELEPHONE_RATE);
        double at = 0;
        double power = 0;
        for (int from = 0; from + WINDOW <= samples.length; from += WINDOW) {
            double one = 0;
            double two = 0;
            for (int i = from; i < from + WINDOW; i++) {
                double now = samples[i] + coefficient * one - two;
                two = one;
                one = now;
                power += (double) samples[i] * samples[i];
            }
            at += (one * one + two * two - coefficient * one * two) * 2 / WINDOW;
        }
        return power == 0 ? 0 : at / power;
    }
}
