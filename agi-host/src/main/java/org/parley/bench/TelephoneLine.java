package org.parley.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.parley.audio.G711;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/**
 * What a telephone line makes of speech: 8 kHz, 300 to 3400 Hz, one loudness, noise of the line, and µ-law. The same
 * for the same seed.
 */
final class TelephoneLine {
    /** Speech is brought to this, in dB below full scale. */
    private static final double LEVEL_DB = -22;
    /** No line is quieter than this. */
    private static final double QUIET_DB = -68;
    /** Samples below this are no speech when its loudness is measured. */
    private static final int SPEECH_MIN = 300;

    private static final int BEFORE_MILLIS = 400;
    private static final int AFTER_MILLIS = 700;

    private TelephoneLine() {}

    /**
     * An utterance with the silence of the line around it.
     *
     * @param signalToNoiseDb how far the speech stands out of the noise; infinite for a quiet line
     */
    static Pcm carry(List<Pcm> speech, double signalToNoiseDb, long seed) {
        double[] band = band(at8kHz(speech));
        double gain = 32768 * Math.pow(10, LEVEL_DB / 20) / Math.max(1, loudness(band));
        int before = BEFORE_MILLIS * 8;
        double[] line = new double[before + band.length + AFTER_MILLIS * 8];
        Random random = new Random(seed);
        for (int i = 0; i < line.length; i++) {
            line[i] = random.nextGaussian();
        }
        line = band(line);
        double noiseDb = Math.max(QUIET_DB, LEVEL_DB - signalToNoiseDb);
        double noise = 32768 * Math.pow(10, noiseDb / 20) / Math.max(1e-9, rms(line));
        short[] samples = new short[line.length];
        for (int i = 0; i < samples.length; i++) {
            double said = i >= before && i < before + band.length ? gain * band[i - before] : 0;
            long sample = Math.round(said + noise * line[i]);
            samples[i] = G711.fromUlaw(G711.toUlaw((short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE)));
        }
        return new Pcm(samples, Pcm.TELEPHONE_RATE);
    }

    private static double[] at8kHz(List<Pcm> speech) {
        int rate = speech.isEmpty() ? Pcm.TELEPHONE_RATE : speech.getFirst().rate();
        Resampler resampler = new Resampler(rate, Pcm.TELEPHONE_RATE);
        double[] all = new double[0];
        int length = 0;
        for (int i = 0; i <= speech.size(); i++) {
            short[] piece = i == speech.size()
                    ? resampler.flush()
                    : resampler.process(speech.get(i).samples(), speech.get(i).samples().length);
            all = Arrays.copyOf(all, length + piece.length);
            for (short sample : piece) {
                all[length++] = sample;
            }
        }
        return all;
    }

    /** Of the loud parts. */
    private static double loudness(double[] samples) {
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

    private static double rms(double[] samples) {
        double squares = 0;
        for (double sample : samples) {
            squares += sample * sample;
        }
        return Math.sqrt(squares / Math.max(1, samples.length));
    }

    private static double[] band(double[] samples) {
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
