package org.parley.call;

import org.parley.audio.Pcm;

/**
 * What callers on hold hear where there is no music: soft notes of a broken chord that fade away, eight seconds that
 * come again. Made here, so that nobody's rights are in it.
 */
final class HoldTones {
    private static final int RATE = Pcm.TELEPHONE_RATE;
    private static final double[] HERTZ = {261.63, 329.63, 392.00, 523.25, 440.00, 392.00, 329.63, 293.66};
    private static final double AMPLITUDE = 1600; // about -29 dBFS
    private static final double ATTACK_SECONDS = 0.03;
    private static final double FADE_SECONDS = 0.6;

    private HoldTones() {}

    /** The sound at 8 kHz; every note rings on into the next, the last one into the first. */
    static Pcm make() {
        int length = HERTZ.length * RATE;
        double[] sum = new double[length];
        for (int note = 0; note < HERTZ.length; note++) {
            for (int i = 0; i < 3 * RATE; i++) {
                double time = (double) i / RATE;
                double envelope = Math.min(1, time / ATTACK_SECONDS) * Math.exp(-time / FADE_SECONDS);
                double turn = 2 * Math.PI * HERTZ[note] * time;
                sum[(note * RATE + i) % length] += envelope * (Math.sin(turn) + 0.25 * Math.sin(2 * turn));
            }
        }
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) Math.round(AMPLITUDE * sum[i]);
        }
        return new Pcm(samples, RATE);
    }
}
