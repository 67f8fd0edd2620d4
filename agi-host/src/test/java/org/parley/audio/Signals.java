package org.parley.audio;

import java.util.Random;

/** Test signals and measures of them. */
final class Signals {

    private Signals() {}

    static short[] tone(double hertz, double amplitude, int rate, int length) {
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return samples;
    }

    /** In decibels, of the second against the first. */
    static double signalToNoise(short[] wanted, short[] got) {
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < wanted.length; i++) {
            double error = wanted[i] - got[i];
            signal += (double) wanted[i] * wanted[i];
            noise += error * error;
        }
        return 10 * Math.log10(signal / Math.max(noise, 1e-9));
    }

    /** Decibels of what is left besides the best sine of this frequency, leaving out the edges. */
    static double toneToRest(short[] samples, double hertz, int rate, int edge) {
        double sine = 0;
        double cosine = 0;
        double power = 0;
        int count = samples.length - 2 * edge;
        for (int i = edge; i < samples.length - edge; i++) {
            double angle = 2 * Math.PI * hertz * i / rate;
            sine += samples[i] * Math.sin(angle);
            cosine += samples[i] * Math.cos(angle);
        }
        sine *= 2.0 / count;
        cosine *= 2.0 / count;
        double rest = 0;
        for (int i = edge; i < samples.length - edge; i++) {
            double angle = 2 * Math.PI * hertz * i / rate;
            double fitted = sine * Math.sin(angle) + cosine * Math.cos(angle);
            power += fitted * fitted;
            rest += (samples[i] - fitted) * (samples[i] - fitted);
        }
        return 10 * Math.log10(power / Math.max(rest, 1e-9));
    }

    static double rms(short[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / Math.max(1, to - from));
    }

    /** White noise of an rms level. */
    static short[] noise(double rms, int length, long seed) {
        Random random = new Random(seed);
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) Math.clamp(Math.round(random.nextGaussian() * rms), -32768, 32767);
        }
        return samples;
    }

    /** A voice-like buzz of 140 Hz with three formants, four syllables a second, of an rms level. */
    static short[] speech(double rms, int length) {
        double[] shaped = new double[length];
        double power = 0;
        for (int i = 0; i < length; i++) {
            double t = i / 8000.0;
            double syllable = Math.pow(Math.sin(Math.PI * (t * 4 % 1)), 0.5);
            double pitch = 140 + 20 * Math.sin(2 * Math.PI * 1.3 * t);
            double value = 0;
            for (int harmonic = 1; harmonic <= 20; harmonic++) {
                double hertz = harmonic * pitch;
                double weight = near(hertz, 550, 200) + 0.6 * near(hertz, 1500, 300) + 0.3 * near(hertz, 2500, 400);
                value += weight * Math.sin(2 * Math.PI * harmonic * 140 * t + harmonic * 0.7);
            }
            shaped[i] = value * syllable;
            power += shaped[i] * shaped[i];
        }
        double scale = rms / Math.sqrt(power / length);
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) Math.clamp(Math.round(shaped[i] * scale), -32768, 32767);
        }
        return samples;
    }

    static short[] mix(short[] into, short[] add, int at) {
        for (int i = 0; i < add.length; i++) {
            into[at + i] = (short) Math.clamp((long) into[at + i] + add[i], -32768, 32767);
        }
        return into;
    }

    private static double near(double hertz, double centre, double width) {
        double distance = (hertz - centre) / width;
        return Math.exp(-distance * distance) + 0.02;
    }
}
