package org.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Pcm;
import org.parley.sim.CallerLine;

/**
 * Listens to counted utterances on a line with a little noise; into each he first coughs and then speaks, and he keeps
 * book of every frame that comes back. Ticks and frames come on two threads.
 */
final class BargeInCaller implements CallerLine.Ear {
    private static final long MILLI = 1_000_000L;
    private static final long COUGH_AFTER = 900 * MILLI;
    private static final long SPEAK_AFTER = 2600 * MILLI;
    /** Both come at any moment of a frame and of a syllable. */
    private static final long SPREAD = 400 * MILLI;

    private static final int NOISE = 25;
    private static final int SPEECH_MILLIS = 1300;
    private static final int COUGH_MILLIS = 140;

    private final int turns;
    private final Random random;
    private final List<Sound> sounds = new ArrayList<>(); // guarded by this, as all that follows
    private int utterance = -1; // that is heard, or was last
    private int expected; // the place of its next sample
    private long began;
    private long coughAt;
    private long speakAt;
    private int wanted; // 0 a cough, 1 speech, 2 nothing until the next utterance
    private int done;
    private long lost;
    private long repeated;
    private long broken;

    /** Something that the caller let be heard, and what came of it; times are {@link System#nanoTime()}. */
    static final class Sound {
        final boolean speech;
        final int over;
        final long at;
        long silentAt; // 0 until the first silent frame
        long resumedAt; // 0 unless the utterance went on
        int framesAfter; // of the utterance, behind that silence

        Sound(boolean speech, int over, long at) {
            this.speech = speech;
            this.over = over;
            this.at = at;
        }
    }

    BargeInCaller(int turns, long seed) {
        this.turns = turns;
        this.random = new Random(seed);
    }

    @Override
    public synchronized void arrived(short[] samples, long nanos) {
        CountedSound.Frame frame = CountedSound.read(samples);
        if (frame.utterance() == CountedSound.Frame.BROKEN) {
            broken++;
            return;
        }
        Sound last = sounds.isEmpty() ? null : sounds.getLast();
        if (!frame.isSound()) {
            if (last != null && last.silentAt == 0 && last.over == utterance) {
                last.silentAt = nanos;
            }
            return;
        }
        if (frame.utterance() != utterance) {
            if (wanted == 2) {
                done++;
            }
            utterance = frame.utterance();
            expected = 0;
            began = nanos;
            coughAt = nanos + COUGH_AFTER + random.nextLong(SPREAD);
            speakAt = nanos + SPEAK_AFTER + random.nextLong(SPREAD);
            wanted = 0;
        }
        if (frame.first() > expected) {
            lost += frame.first() - expected;
        } else {
            repeated += expected - frame.first();
        }
        expected = frame.first() + frame.length();
        if (last != null && last.over == utterance && last.silentAt != 0) {
            last.resumedAt = last.resumedAt == 0 ? nanos : last.resumedAt;
            last.framesAfter++;
        }
    }

    @Override
    public void tick(CallerLine line, short[] heard, int length) {
        if (isDone()) {
            line.hangUp();
            return;
        }
        Pcm say = next(System.nanoTime());
        if (say != null) {
            line.play(say);
        } else if (!line.isBusy()) {
            line.play(withNoise(new short[CallerLine.FRAME_SAMPLES]));
        }
    }

    private synchronized boolean isDone() {
        return done >= turns;
    }

    /** What is due now goes out with this very tick: the queue is empty but for a sound that goes on. */
    private synchronized @Nullable Pcm next(long now) {
        if (began == 0) {
            return null;
        }
        if (wanted == 0 && now >= coughAt) {
            wanted = 1;
            sounds.add(new Sound(false, utterance, now));
            return withNoise(cough());
        }
        if (wanted == 1 && now >= speakAt) {
            wanted = 2;
            sounds.add(new Sound(true, utterance, now));
            return withNoise(speech());
        }
        return null;
    }

    private Pcm withNoise(short[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.clamp(samples[i] + Math.round(NOISE * random.nextGaussian()), -32768, 32767);
        }
        return new Pcm(samples, Pcm.TELEPHONE_RATE);
    }

    /** A vowel of 140 Hz whose loudness goes up and down four times a second; it begins loud. */
    private static short[] speech() {
        short[] samples = new short[SPEECH_MILLIS * 8];
        for (int i = 0; i < samples.length; i++) {
            double value = 0;
            for (int overtone = 1; overtone <= 10; overtone++) {
                value += Math.sin(2 * Math.PI * 140 * overtone * i / 8000) / overtone;
            }
            samples[i] = (short) (4000 * value * (0.55 + 0.45 * Math.cos(2 * Math.PI * 4 * i / 8000)));
        }
        return samples;
    }

    /** A burst of breath that dies away. */
    private short[] cough() {
        short[] samples = new short[COUGH_MILLIS * 8];
        for (int i = 0; i < samples.length; i++) {
            double value = 6000 * Math.exp(-3.0 * i / samples.length) * random.nextGaussian();
            samples[i] = (short) Math.clamp(Math.round(value), -30_000, 30_000);
        }
        return samples;
    }

    @Override
    public void ended() {}

    /** What was let be heard, in its order. */
    synchronized List<Sound> sounds() {
        return List.copyOf(sounds);
    }

    /** Samples that should have come and did not. */
    synchronized long lost() {
        return lost;
    }

    /** Samples that came twice. */
    synchronized long repeated() {
        return repeated;
    }

    /** Frames that were no sound of ours. */
    synchronized long broken() {
        return broken;
    }
}
