package org.parley.ai.talk;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Speaker;

/**
 * Measures how the caller speaks while the voice detector hears speech: how loud, by the loudness of its loud parts; in
 * how many syllables, by the peaks between dips of the envelope that are voiced; and how long over our own speech. Its
 * memory is of one size, it allocates nothing per frame and works only on speech. The media loop's, but for
 * {@link #beside}.
 */
public final class SpeechMeter {
    private static final int BLOCK = 80;
    /** Levels from 0 to 95 dB above one, each with its own share. */
    private static final int LEVELS = 96;
    /** What is quieter than the mean by so much is a gap, not speech. */
    private static final double GATE_DB = 10;
    /** The envelope is the mean of so many blocks. */
    private static final int SMOOTH = 4;
    /** Between two syllables it sinks by so much. */
    private static final double DIP_DB = 2;
    /** A peak that is fainter than the loudest one by so much is no syllable. */
    private static final double FAINT_DB = 20;
    /** More changes of sign in a block than this is a hiss. */
    private static final int VOICED_CROSSINGS = 28;
    /** The detector decides after so many blocks of speech. */
    private static final int ONSET_BLOCKS = 4;

    private final Consumer<SpeechSound> listener;
    private volatile @Nullable Speaker ours; // whose speech the caller may speak over; null for none

    private final int[] counts = new int[LEVELS];
    private final double[] powers = new double[LEVELS]; // sums, by level
    private final double[] last = new double[SMOOTH];
    private boolean speaking;
    private long startNanos;
    private double squares;
    private int crossings;
    private short before;
    private int inBlock;
    private int blocks;
    private int lastLoud; // the block that was loud last
    private double loudest; // of the envelope, in dB
    private boolean rising;
    private boolean voiced; // where it was highest
    private double turningPoint; // highest or lowest of late
    private int syllables;
    private boolean over; // he began over our speech, or we spoke since
    private long overSamples;

    /** The listener is told of each stretch of speech, on the media loop. */
    public SpeechMeter(Consumer<SpeechSound> listener) {
        this.listener = listener;
    }

    /** From now on this is our own speech; null for none. Any thread. */
    public void beside(@Nullable Speaker speaker) {
        ours = speaker;
    }

    /** The voice detector's decision changed. */
    public void voice(boolean nowSpeaking, long nanos) {
        if (nowSpeaking) {
            begin(nanos);
        } else if (speaking) {
            speaking = false;
            listener.accept(measured(nanos));
        }
    }

    /** The caller's next samples at 8 kHz. */
    public void frame(short[] samples, int length) {
        if (!speaking) {
            return;
        }
        Speaker beside = ours;
        over = beside != null && beside.isSpeaking() && (over || beside.audibleSinceNanos() != 0);
        if (over) {
            overSamples += length;
        }
        for (int i = 0; i < length; i++) {
            short sample = samples[i];
            squares += (double) sample * sample;
            if (sample < 0 != before < 0) {
                crossings++;
            }
            before = sample;
            if (++inBlock == BLOCK) {
                block(squares / BLOCK, crossings <= VOICED_CROSSINGS);
                squares = 0;
                crossings = 0;
                inBlock = 0;
            }
        }
    }

    private void begin(long nanos) {
        speaking = true;
        startNanos = nanos;
        Arrays.fill(counts, 0);
        Arrays.fill(powers, 0);
        Arrays.fill(last, 0);
        squares = 0;
        crossings = 0;
        inBlock = 0;
        blocks = 0;
        lastLoud = 0;
        loudest = 0;
        rising = true;
        voiced = false;
        turningPoint = 0;
        syllables = 0;
        overSamples = 0;
        Speaker beside = ours;
        over = beside != null && beside.audibleSinceNanos() != 0;
    }

    private void block(double power, boolean isVoiced) {
        int level = Math.clamp((long) decibels(power), 0, LEVELS - 1);
        counts[level]++;
        powers[level] += power;
        last[blocks % SMOOTH] = power;
        blocks++;
        double mean = 0;
        for (double each : last) {
            mean += each;
        }
        envelope(decibels(mean / Math.min(blocks, SMOOTH)), isVoiced);
    }

    private void envelope(double level, boolean isVoiced) {
        loudest = Math.max(loudest, level);
        if (level >= loudest - FAINT_DB) {
            lastLoud = blocks;
        }
        if (rising) {
            if (level >= turningPoint) {
                turningPoint = level;
                voiced = isVoiced;
            } else if (level < turningPoint - DIP_DB) {
                countPeak();
                rising = false;
                turningPoint = level;
            }
        } else if (level <= turningPoint) {
            turningPoint = level;
        } else if (level > turningPoint + DIP_DB) {
            rising = true;
            turningPoint = level;
            voiced = isVoiced;
        }
    }

    private void countPeak() {
        if (voiced && turningPoint >= loudest - FAINT_DB) {
            syllables++;
        }
    }

    private SpeechSound measured(long nanos) {
        if (rising) {
            countPeak();
        }
        double all = 0;
        int count = 0;
        for (int level = 0; level < LEVELS; level++) {
            all += powers[level];
            count += counts[level];
        }
        int gate = Math.max(0, (int) Math.ceil(decibels(all / Math.max(1, count)) - GATE_DB));
        double loud = 0;
        int loudBlocks = 0;
        for (int level = Math.min(gate, LEVELS - 1); level < LEVELS; level++) {
            loud += powers[level];
            loudBlocks += counts[level];
        }
        return new SpeechSound(
                startNanos,
                nanos,
                loud / Math.max(1, loudBlocks),
                loudBlocks,
                lastLoud == 0 ? 0 : 10L * (lastLoud + ONSET_BLOCKS),
                syllables,
                overSamples / 8);
    }

    private static double decibels(double power) {
        return 10 * Math.log10(power + 1);
    }
}
