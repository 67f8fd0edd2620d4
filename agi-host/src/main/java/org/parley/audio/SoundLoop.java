package org.parley.audio;

import java.util.Arrays;

/** A sound that can be played round and round: its end was faded into its beginning, so that the seam is not heard. */
public final class SoundLoop {
    private static final int SEAM = 50 * Pcm.TELEPHONE_RATE / 1000;

    private final short[] samples;

    private SoundLoop(short[] samples) {
        this.samples = samples;
    }

    /**
     * Of a sound at any rate.
     *
     * @throws AudioException when there is nothing in it
     */
    public static SoundLoop of(Pcm sound) {
        short[] all = sound.samples();
        if (sound.rate() != Pcm.TELEPHONE_RATE) {
            Resampler resampler = new Resampler(sound.rate(), Pcm.TELEPHONE_RATE);
            short[] body = resampler.process(all, all.length);
            short[] rest = resampler.flush();
            all = Arrays.copyOf(body, body.length + rest.length);
            System.arraycopy(rest, 0, all, body.length, rest.length);
        }
        if (all.length == 0) {
            throw new AudioException("Expected a sound to be played round and round but it has no samples");
        }
        int seam = Math.min(SEAM, all.length / 4);
        short[] loop = Arrays.copyOf(all, all.length - seam);
        for (int i = 0; i < seam; i++) {
            double turn = Math.PI / 2 * (i + 0.5) / seam;
            double faded = loop[i] * Math.sin(turn) + all[loop.length + i] * Math.cos(turn);
            loop[i] = (short) Math.clamp(Math.round(faded), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return new SoundLoop(loop);
    }

    /** Samples at 8 kHz from that place of an endless sound on. */
    public Pcm piece(long from, int length) {
        short[] piece = new short[length];
        int at = (int) (from % samples.length);
        for (int done = 0; done < length; ) {
            int copied = Math.min(length - done, samples.length - at);
            System.arraycopy(samples, at, piece, done, copied);
            done += copied;
            at = 0;
        }
        return new Pcm(piece, Pcm.TELEPHONE_RATE);
    }
}
