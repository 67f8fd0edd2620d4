package org.parley.sim;

import java.util.Optional;
import java.util.Random;
import org.parley.audio.G711;

/**
 * What a line does to what goes over it; the same in every call. A lost frame is never sent, as Asterisk hands on none
 * for a packet that did not come. The caller's direction is for one thread, the other for one more.
 */
public final class PoorLine {
    private static final int NOISE_SAMPLES = 8000 * 7; // and again
    private static final long SEED = 1;

    private final double[] noise;
    private final double lost;
    private final boolean muLaw;
    private final Random losses = new Random(SEED);
    private int at;

    private PoorLine(double[] noise, double lost, boolean muLaw) {
        this.noise = noise;
        this.lost = lost;
        this.muLaw = muLaw;
    }

    /** A line that does nothing. */
    public static PoorLine none() {
        return new PoorLine(new double[0], 0, false);
    }

    /**
     * A line of a caller.
     *
     * @param signalToNoiseDb how far his speech stands out of the noise; infinite for none
     * @param loudness of his speech, as {@link LineSound#loudness} measures it
     * @param lossPercent of his frames that are lost
     * @param muLaw whether both directions are coded and decoded
     */
    public static PoorLine of(double signalToNoiseDb, double loudness, int lossPercent, boolean muLaw) {
        double level = loudness / Math.pow(10, signalToNoiseDb / 20);
        double[] noise = new double[0];
        if (level > 0) {
            noise = LineSound.noise(NOISE_SAMPLES, new Random(SEED));
            for (int i = 0; i < noise.length; i++) {
                noise[i] *= level;
            }
        }
        return new PoorLine(noise, lossPercent / 100.0, muLaw);
    }

    /** The caller's next frame as it arrives; empty when it is lost. */
    Optional<short[]> sent(short[] frame) {
        short[] arrives = new short[frame.length];
        for (int i = 0; i < frame.length; i++) {
            double sample = frame[i];
            if (noise.length > 0) {
                sample += noise[at];
                at = (at + 1) % noise.length;
            }
            arrives[i] = (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        if (lost > 0 && losses.nextDouble() < lost) {
            return Optional.empty();
        }
        return Optional.of(coded(arrives));
    }

    /** The agent's samples as the caller hears them. */
    short[] heard(short[] samples) {
        return coded(samples);
    }

    private short[] coded(short[] samples) {
        if (!muLaw) {
            return samples;
        }
        short[] coded = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            coded[i] = G711.fromUlaw(G711.toUlaw(samples[i]));
        }
        return coded;
    }
}
