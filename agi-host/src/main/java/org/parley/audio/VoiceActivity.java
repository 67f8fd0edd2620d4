package org.parley.audio;

import java.time.Duration;
import java.util.Arrays;

/**
 * Says when a caller at 8 kHz begins and ceases to speak: blocks of 10 ms are speech when their energy stands out of a
 * noise floor that follows the quietest moments of the last two seconds. Used by one thread.
 */
public final class VoiceActivity {

    /** Told of each change, with {@link System#nanoTime()} at the sample that decided. */
    @FunctionalInterface
    public interface Change {
        void voice(boolean speaking, long nanos);
    }

    private static final int BLOCK = 80;
    private static final long BLOCK_NANOS = 10_000_000L;
    private static final long SAMPLE_NANOS = 125_000L;

    /** Speech begins this far above the floor, and ends when it sinks below the lower mark. */
    private static final double BEGIN_DB = 5.0;

    private static final double GO_ON_DB = 3.0;
    /** Below this (about -54 dBFS) nothing is speech, however quiet the line. */
    private static final double SPEECH_MIN_DB = 36.0;
    /** The quietest block lies this much below the mean of the noise. */
    private static final double FLOOR_BIAS_DB = 1.5;
    /** Digital silence says nothing about the noise of the line. */
    private static final double DIGITAL_SILENCE = 4.0;

    private static final int FLOOR_PARTS = 8;
    private static final int FLOOR_PART_BLOCKS = 25;

    private final int onsetBlocks;
    private final long onsetMask;
    private final long hangoverNanos;
    private final int hangoverBlocks;
    private final Change change;

    private long squares;
    private long sum;
    private int inBlock;

    private double smoothed = -1;
    private final double[] minima = new double[FLOOR_PARTS];
    private double partMinimum = Double.MAX_VALUE;
    private int partBlocks;
    private int part;

    private long history;
    private int quietBlocks;
    private boolean speaking;
    private long lastSampleNanos;

    /** Forty milliseconds of speech begin it, two hundred of quiet end it. */
    public VoiceActivity(Change change) {
        this(Duration.ofMillis(40), Duration.ofMillis(200), change);
    }

    /** With own times: {@code onset} 10 to 600 ms, {@code hangover} from 10 ms. */
    public VoiceActivity(Duration onset, Duration hangover, Change change) {
        onsetBlocks = Math.toIntExact(onset.toNanos() / BLOCK_NANOS);
        hangoverBlocks = Math.toIntExact(hangover.toNanos() / BLOCK_NANOS);
        if (onsetBlocks < 1 || onsetBlocks > 60 || hangoverBlocks < 1) {
            throw new IllegalArgumentException("Expected an onset of 10 to 600 ms and a hangover of at least 10 ms but"
                    + " was " + onset + " and " + hangover);
        }
        // one weak block in the onset is forgiven: speech begins with stops
        onsetMask = (1L << (onsetBlocks + (onsetBlocks > 2 ? 1 : 0))) - 1;
        hangoverNanos = hangover.toNanos();
        this.change = change;
        Arrays.fill(minima, Double.MAX_VALUE);
    }

    /** Takes samples of which the last came at {@code nanos}. */
    public void heard(short[] samples, int length, long nanos) {
        silence(nanos - length * SAMPLE_NANOS);
        lastSampleNanos = nanos;
        int at = 0;
        while (at < length) {
            int to = Math.min(length, at + BLOCK - inBlock);
            long addedSquares = 0;
            int added = 0;
            for (int i = at; i < to; i++) {
                int sample = samples[i];
                addedSquares += (long) sample * sample;
                added += sample;
            }
            squares += addedSquares;
            sum += added;
            inBlock += to - at;
            at = to;
            if (inBlock == BLOCK) {
                block(nanos - (length - at) * SAMPLE_NANOS);
            }
        }
    }

    /**
     * Tells that time has passed without samples: a line that sends nothing is quiet. Cheap enough for every frame.
     */
    public void silence(long nanos) {
        if (speaking && nanos - lastSampleNanos >= hangoverNanos) {
            decide(false, lastSampleNanos + hangoverNanos);
            history = 0;
        }
    }

    /** The decision that stands. */
    public boolean isSpeaking() {
        return speaking;
    }

    private void block(long nanos) {
        double mean = (double) sum / BLOCK;
        double energy = Math.max(0, (double) squares / BLOCK - mean * mean);
        squares = 0;
        sum = 0;
        inBlock = 0;
        double decibels = decibels(energy);
        double floor = floor(energy);
        boolean active = decibels > Math.max(SPEECH_MIN_DB, floor + (speaking ? GO_ON_DB : BEGIN_DB));
        history = ((history << 1) | (active ? 1 : 0)) & onsetMask;
        quietBlocks = active ? 0 : quietBlocks + 1;
        if (!speaking && Long.bitCount(history) >= onsetBlocks) {
            decide(true, nanos);
        } else if (speaking && quietBlocks >= hangoverBlocks) {
            decide(false, nanos);
            history = 0;
        }
    }

    private double floor(double energy) {
        if (energy >= DIGITAL_SILENCE) {
            smoothed = smoothed < 0 ? energy : (smoothed + energy) / 2;
            partMinimum = Math.min(partMinimum, smoothed);
            if (++partBlocks == FLOOR_PART_BLOCKS) {
                minima[part] = partMinimum;
                part = (part + 1) % FLOOR_PARTS;
                partMinimum = smoothed;
                partBlocks = 0;
            }
        }
        double quietest = partMinimum;
        for (double minimum : minima) {
            quietest = Math.min(quietest, minimum);
        }
        return quietest == Double.MAX_VALUE ? 0 : decibels(quietest) + FLOOR_BIAS_DB;
    }

    private void decide(boolean nowSpeaking, long nanos) {
        speaking = nowSpeaking;
        quietBlocks = 0;
        change.voice(nowSpeaking, nanos);
    }

    private static double decibels(double energy) {
        return 10 * Math.log10(energy + 1);
    }
}
