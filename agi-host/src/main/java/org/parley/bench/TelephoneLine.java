package org.parley.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.parley.audio.G711;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.sim.LineSound;

/**
 * What a telephone line makes of speech: 8 kHz, 300 to 3400 Hz, one loudness, noise of the line, and µ-law. The same
 * for the same seed.
 */
final class TelephoneLine {
    /** Speech is brought to this, in dB below full scale. */
    private static final double LEVEL_DB = -22;
    /** No line is quieter than this. */
    private static final double QUIET_DB = -68;

    private static final int BEFORE_MILLIS = 400;
    private static final int AFTER_MILLIS = 700;

    private TelephoneLine() {}

    /**
     * An utterance with the silence of the line around it.
     *
     * @param signalToNoiseDb how far the speech stands out of the noise; infinite for a quiet line
     */
    static Pcm carry(List<Pcm> speech, double signalToNoiseDb, long seed) {
        double[] band = LineSound.band(at8kHz(speech));
        double gain = 32768 * Math.pow(10, LEVEL_DB / 20) / Math.max(1, LineSound.loudness(band));
        int before = BEFORE_MILLIS * 8;
        double[] line = LineSound.noise(before + band.length + AFTER_MILLIS * 8, new Random(seed));
        double noiseDb = Math.max(QUIET_DB, LEVEL_DB - signalToNoiseDb);
        double noise = 32768 * Math.pow(10, noiseDb / 20);
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
}
