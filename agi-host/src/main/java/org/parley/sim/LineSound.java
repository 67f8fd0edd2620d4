package org.parley.sim;

import java.util.Random;
import org.parley.audio.Pcm;

/** What a telephone line lets through, how loud it is, and what it rustles like; samples at 8 kHz. */
public final class LineSound {
    /** Samples below this are no speech when its loudness is measured. */
    private static final int SPEECH_MIN = 300;

    private LineSound() {}

    /** As loud as this on average, of the loud parts: the root of the mean square. */
    public static double loudness(double[] samples) {
        double squares = 0;
        int count = 0;
        for (double sample : samples) {
            if (Math.abs(sample) >= SPEECH_MIN) {
                squares += sample * sample;
                count++;
            }
        }
        return Math.sqrt(squares / Math.max(1, count));
    }

    /** Noise of a line with a root of the mean square of 1; the same from the same source. */
    public static double[] noise(int length, Random random) {
        double[] noise = new double[length];
        for (int i = 0; i < length; i++) {
            noise[i] = random.nextGaussian();
        }
        double[] line = band(noise);
        double rms = Math.max(1e-9, rms(line));
        for (int i = 0; i < length; i++) {
            line[i] /= rms;
        }
        return line;
    }

    private static double rms(double[] samples) {
        double squares = 0;
        for (double sample : samples) {
            squares += sample * sample;
        }
        return Math.sqrt(squares / Math.max(1, samples.length));
    }

    /** What of it a telephone carries: 300 to 3400 Hz. */
    public static double[] band(double[] samples) {
        return filter(filter(samples, 300, true), 3400, false);
    }

    /** A Butterworth filter of the second order that passes what is above, or below, a frequency. */
    private static double[] filter(double[] samples, double hertz, boolean above) {
        double w = Math.tan(Math.PI * hertz / Pcm.TELEPHONE_RATE);
        double norm = 1 / (1 + Math.sqrt(2) * w + w * w);
        double b0 = (above ? 1 : w * w) * norm;
        double b1 = (above ? -2 : 2) * b0;
        double a1 = 2 * (w * w - 1) * norm;
        double a2 = (1 - Math.sqrt(2) * w + w * w) * norm;
        double[] out = new double[samples.length];
        double x1 = 0;
        double x2 = 0;
        double y1 = 0;
        double y2 = 0;
        for (int i = 0; i < samples.length; i++) {
            double y = b0 * (samples[i] + x2) + b1 * x1 - a1 * y1 - a2 * y2;
            x2 = x1;
            x1 = samples[i];
            y2 = y1;
            y1 = y;
            out[i] = y;
        }
        return out;
    }
}
