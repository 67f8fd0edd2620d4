package org.parley.bench;

/** Sound for load tests: half a second of a voice-like buzz, half a second of quiet, and so on. */
final class BenchSound {

    private static final int RATE = 8000;

    private BenchSound() {}

    static short[] speech(int seconds) {
        short[] second = new short[RATE];
        for (int i = 0; i < RATE; i++) {
            double t = (double) i / RATE;
            double level = i < RATE / 2 ? 6000 * Math.abs(Math.sin(Math.PI * 4 * t)) : 20;
            second[i] =
                    (short) (level * (Math.sin(2 * Math.PI * 150 * t) + 0.5 * Math.sin(2 * Math.PI * 900 * t)) / 1.5);
        }
        short[] samples = new short[seconds * RATE];
        for (int i = 0; i < seconds; i++) {
            System.arraycopy(second, 0, samples, i * RATE, RATE);
        }
        return samples;
    }
}
