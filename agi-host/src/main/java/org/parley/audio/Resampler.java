package org.parley.audio;

import java.util.Arrays;

/**
 * Changes the sample rate of a stream: a polyphase windowed-sinc filter (Kaiser, beta 7) that carries its state from
 * piece to piece, so that a stream cut anywhere sounds as one. Output sample k stands exactly for the time of input
 * k·from/to; the filter looks a few milliseconds ahead, which {@link #flush} makes up for at the end. Not for use by
 * two threads at once.
 */
public final class Resampler {

    private static final int TAPS_AT_EQUAL_RATE = 32;
    private static final double KAISER_BETA = 7.0;
    private static final short[] NOTHING = {};

    private final int from;
    private final int to;
    private final int up;
    private final int down;
    private final int taps;
    /** The filter, one row of taps per phase. */
    private final float[] filter;

    /** Input not done with yet: the last taps of the past, then what is new. */
    private short[] held = NOTHING;

    private int heldLength;
    /** Where in {@link #held} the next output's taps start, and its phase of {@link #up}. */
    private int start;

    private int phase;

    /** From one rate in Hz to another, each 4000 to 192000. */
    public Resampler(int fromRate, int toRate) {
        from = checked(fromRate);
        to = checked(toRate);
        int divisor = gcd(from, to);
        up = to / divisor;
        down = from / divisor;
        // going down the filter must be as much narrower, that is longer, as the rate falls
        taps = TAPS_AT_EQUAL_RATE * Math.max(1, Math.ceilDiv(from, to));
        filter = from == to ? new float[0] : design();
        reset();
    }

    /** The output that this input completes; nothing is kept of the array given. */
    public short[] process(short[] in, int length) {
        if (from == to) {
            return Arrays.copyOf(in, length);
        }
        short[] out = new short[outputMax(length)];
        int made = process(in, length, out, 0);
        return made == out.length ? out : Arrays.copyOf(out, made);
    }

    /** The rest of the stream; the resampler then stands as new. */
    public short[] flush() {
        if (from == to) {
            return NOTHING;
        }
        short[] rest = process(new short[taps / 2], taps / 2);
        reset();
        return rest;
    }

    /** The most output that a piece of this length can give. */
    int outputMax(int length) {
        return (int) ((long) (length + taps) * to / from) + 2;
    }

    /** Writes the output from {@code offset} on and returns how many samples it wrote. */
    int process(short[] in, int length, short[] out, int offset) {
        if (from == to) {
            System.arraycopy(in, 0, out, offset, length);
            return length;
        }
        take(in, length);
        int at = offset;
        while (start + taps <= heldLength) {
            float sum = 0;
            int row = phase * taps;
            for (int i = 0; i < taps; i++) {
                sum += held[start + i] * filter[row + i];
            }
            out[at++] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
            phase += down;
            start += phase / up;
            phase %= up;
        }
        return at - offset;
    }

    private void take(short[] in, int length) {
        int done = Math.min(start, heldLength);
        if (heldLength - done + length > held.length) {
            held = Arrays.copyOfRange(held, done, done + heldLength - done + length + taps);
        } else {
            System.arraycopy(held, done, held, 0, heldLength - done);
        }
        heldLength -= done;
        start -= done;
        System.arraycopy(in, 0, held, heldLength, length);
        heldLength += length;
    }

    private void reset() {
        // silence before the stream, so that the first output is centred on the first input
        held = new short[4 * taps];
        heldLength = taps / 2 - 1;
        start = 0;
        phase = 0;
    }

    private float[] design() {
        double cutoff = Math.min(1.0, (double) to / from) * 0.5 * 0.94;
        float[] designed = new float[up * taps];
        double norm = bessel(KAISER_BETA);
        for (int row = 0; row < up; row++) {
            double sum = 0;
            double[] weights = new double[taps];
            for (int tap = 0; tap < taps; tap++) {
                double t = tap - (taps / 2.0 - 1) - (double) row / up;
                double edge = t / (taps / 2.0);
                double window = Math.abs(edge) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - edge * edge)) / norm;
                double angle = 2 * Math.PI * cutoff * t;
                weights[tap] = window * (Math.abs(angle) < 1e-12 ? 1 : Math.sin(angle) / angle);
                sum += weights[tap];
            }
            for (int tap = 0; tap < taps; tap++) {
                designed[row * taps + tap] = (float) (weights[tap] / sum);
            }
        }
        return designed;
    }

    /** The modified Bessel function of order zero, by its series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-12; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int checked(int rate) {
        if (rate < 4000 || rate > 192_000) {
            throw new IllegalArgumentException("Expected a sample rate of 4000 to 192000 Hz but was " + rate);
        }
        return rate;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
