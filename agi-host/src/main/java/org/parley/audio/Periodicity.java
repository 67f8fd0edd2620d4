package org.parley.audio;

/**
 * How periodic the caller's sound is: near 1 for a voice that sings a vowel, near 0 for coughs, breath and line noise.
 * The peak of the normalised autocorrelation at the pitch of voices, 70 to 400 Hz, over the last 40 ms at 8 kHz. Used
 * by one thread.
 */
public final class Periodicity {
    private static final int WINDOW = 320;
    private static final int LAG_MIN = 20; // 400 Hz
    private static final int LAG_MAX = 114; // 70 Hz
    private static final double QUIET = 100; // mean square: below it there is no pitch to find

    private final float[] last = new float[WINDOW];

    /** Takes the next samples. */
    public void heard(short[] samples, int length) {
        int fresh = Math.min(length, WINDOW);
        System.arraycopy(last, fresh, last, 0, WINDOW - fresh);
        for (int i = 0; i < fresh; i++) {
            last[WINDOW - fresh + i] = samples[length - fresh + i];
        }
    }

    /** Of what was heard last, from 0 to 1. */
    public double value() {
        double mean = 0;
        for (float sample : last) {
            mean += sample;
        }
        mean /= WINDOW;
        double energy = 0;
        for (float sample : last) {
            energy += (sample - mean) * (sample - mean);
        }
        if (energy / WINDOW < QUIET) {
            return 0;
        }
        double best = 0;
        for (int lag = LAG_MIN; lag <= LAG_MAX; lag++) {
            best = Math.max(best, correlation(lag, mean));
        }
        return best;
    }

    private double correlation(int lag, double mean) {
        double cross = 0;
        double early = 0;
        double late = 0;
        for (int i = lag; i < WINDOW; i++) {
            double a = last[i] - mean;
            double b = last[i - lag] - mean;
            cross += a * b;
            late += a * a;
            early += b * b;
        }
        double norm = Math.sqrt(early * late);
        return norm == 0 ? 0 : cross / norm;
    }
}
