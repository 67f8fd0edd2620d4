package org.parley.audio;

import java.util.Arrays;

/**
 * Both sides of a call as frames of 20 ms, as they go by. Our side sets the time, for it goes out frame by frame; what
 * has come of the caller by then goes with it. Where ours is not sent for a while, as on a line by files, the caller's
 * sound makes frames of its own. For one thread at a time.
 */
public final class StereoFrames {
    /** Samples a side of one frame. */
    public static final int SAMPLES = AudioSocketFrame.SAMPLES;

    /** So much of the caller waits for a frame of ours at most, 200 ms; of more the oldest is left out. */
    private static final int LATE_MAX = 10 * SAMPLES;
    /** And so much when it is not known yet whether there will be one. */
    private static final int WAITING_MAX = 30 * SAMPLES;
    /** With so much he is heard without a gap when his frames come a little late, 40 ms. */
    private static final int ENOUGH = 2 * SAMPLES;
    /** A little is not held back for longer than so many frames. */
    private static final int HELD_MAX = 3;
    /** Mean level below which nobody speaks: what waits is made up for there. */
    private static final int QUIET = 150;

    private static final long SAMPLE_NANOS = AudioSocketFrame.NANOS / SAMPLES;
    /** Without a frame of ours for so long the caller's are not waited with; a machine may stand still for less. */
    private static final long ALONE_NANOS = 500_000_000L;

    private final Sink sink;
    private final short[] waiting = new short[WAITING_MAX]; // of the caller, the oldest first
    private final short[] pairs = new short[2 * SAMPLES];
    private int count; // of those that wait
    private int held; // frames of ours for which a little was held back
    private boolean flows; // the caller is heard, frame after frame
    private boolean silent;
    private boolean begun;
    private long spokeNanos; // when a frame of ours went by, or all began

    /** Takes the frames. */
    public interface Sink {
        /**
         * A frame: pairs of samples at 8 kHz, the caller's first; the array is reused after the return.
         *
         * @param nanos when it began, by {@link System#nanoTime()}
         */
        void frame(short[] pairs, long nanos);
    }

    /** With nothing in it yet. */
    public StereoFrames(Sink sink) {
        this.sink = sink;
    }

    /** While it is on the frames go on in time, and both sides are silent in them. */
    public void silence(boolean on) {
        silent = on;
        if (on) {
            Arrays.fill(waiting, (short) 0);
        }
    }

    /** As {@link Recorder#caller}. */
    public void caller(short[] samples, int length, long nanos) {
        begin(nanos);
        put(samples, length);
        while (nanos - spokeNanos > ALONE_NANOS && count >= SAMPLES) {
            Arrays.fill(pairs, (short) 0);
            take();
            sink.frame(pairs, nanos - (count + SAMPLES) * SAMPLE_NANOS);
        }
    }

    /** As {@link Recorder#agent}: one frame. */
    public void agent(short[] samples, int length, long nanos) {
        begin(nanos);
        spokeNanos = nanos;
        for (int i = 0; i < SAMPLES; i++) {
            pairs[2 * i] = 0;
            pairs[2 * i + 1] = silent || i >= length ? 0 : samples[i];
        }
        drop(Math.max(0, count - LATE_MAX));
        if (!flows && (count >= ENOUGH || (count > 0 && ++held >= HELD_MAX))) {
            flows = true;
        }
        if (flows) {
            held = 0;
            if (count > ENOUGH + SAMPLES && isQuiet()) {
                drop(SAMPLES);
            }
            flows = count > 0;
            take();
        }
        sink.frame(pairs, nanos);
    }

    private void begin(long nanos) {
        if (!begun) {
            begun = true;
            spokeNanos = nanos;
        }
    }

    private void put(short[] samples, int length) {
        int from = Math.max(0, length - WAITING_MAX);
        int more = length - from;
        drop(Math.max(0, count + more - WAITING_MAX));
        if (silent) {
            Arrays.fill(waiting, count, count + more, (short) 0);
        } else {
            System.arraycopy(samples, from, waiting, count, more);
        }
        count += more;
    }

    private void drop(int samples) {
        count -= samples;
        System.arraycopy(waiting, samples, waiting, 0, count);
    }

    /** The caller's side of the frame, as far as there is something. */
    private void take() {
        int taken = Math.min(count, SAMPLES);
        for (int i = 0; i < taken; i++) {
            pairs[2 * i] = waiting[i];
        }
        drop(taken);
    }

    private boolean isQuiet() {
        long sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            sum += Math.abs(waiting[i]);
        }
        return sum < QUIET * SAMPLES;
    }
}
