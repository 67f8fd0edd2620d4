package org.parley.ai.local;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/**
 * Makes telephone speech fit an acoustic model that was trained on 16 kHz. Three things, each measured to matter:
 * the rate is doubled; the band above 4 kHz, empty on a telephone, gets a faint mirror image of the one below, so
 * that hissing sounds are heard where the model looks for them; and a faint noise, the louder the louder the speech,
 * fills silences that are stiller than any the model knows. The noise is the same for every utterance, so that results
 * repeat.
 */
final class TelephoneBand {

    static final int RATE = 16_000;

    /** Share of the mirror image; the model takes the mean of every band away, so only its changes count. */
    private static final double MIRROR = 0.25;

    /** About -66 dBFS, below the noise of a quiet line. */
    private static final double NOISE_MIN = 16;

    /** Of the speech's level: a line quieter than this is not what the model was trained on. */
    private static final double NOISE_SHARE = 0.04;

    private static final double NOISE_MAX = 160;

    /** How much of the level is left with the next piece. */
    private static final double DECAY = 0.98;

    private final SplittableRandom noise = new SplittableRandom(20_001);
    private @Nullable Resampler resampler; // once the first piece has told the rate
    private int rate;
    private int phase;
    private double level; // of the loudest piece of late, as the root of its mean square

    /** The next piece of the utterance at {@link #RATE}; all pieces must have one rate. */
    double[] process(Pcm piece) {
        if (resampler == null) {
            rate = piece.rate();
            resampler = new Resampler(rate, RATE);
        } else if (rate != piece.rate()) {
            throw new IllegalArgumentException("Expected audio at " + rate + " Hz as before but was " + piece.rate());
        }
        short[] wide = resampler.process(lively(piece.samples()), piece.samples().length);
        boolean telephone = rate <= Pcm.TELEPHONE_RATE;
        double[] out = new double[wide.length];
        for (int i = 0; i < out.length; i++) {
            // a sample of twice the rate, alternately stronger and weaker, carries the mirrored band
            out[i] = !telephone ? wide[i] : wide[i] * (phase == 0 ? 1 + MIRROR : 1 - MIRROR);
            phase ^= 1;
        }
        return out;
    }

    /** With the faint noise in it, which thus is mirrored like the speech. */
    private short[] lively(short[] samples) {
        double power = 0;
        for (short sample : samples) {
            power += (double) sample * sample;
        }
        level = Math.max(DECAY * level, Math.sqrt(power / Math.max(1, samples.length)));
        double amount = Math.clamp(NOISE_SHARE * level, NOISE_MIN, NOISE_MAX);
        short[] out = new short[samples.length];
        for (int i = 0; i < out.length; i++) {
            long sample = samples[i] + Math.round(amount * noise.nextGaussian());
            out[i] = (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return out;
    }
}
