package org.parley.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.parley.audio.Pcm;
import org.parley.sim.CallerLine;

/**
 * Says something every few seconds and notes when; notes as well when each answer began to arrive. Between its words
 * the line is silent to the sample, so that beginnings are found again in the recording. Ticks and frames come on two
 * threads.
 */
final class TalkCaller implements CallerLine.Ear {
    /** A sound that begins after so much silence is a new one; in samples. */
    static final int PAUSE_SAMPLES = 2400;

    private final long everyNanos;
    private final long endNanos;
    private long nextNanos;
    private final List<Long> said = new ArrayList<>(); // guarded by this, as the rest
    private final List<Long> heard = new ArrayList<>();
    private int silent = PAUSE_SAMPLES;

    /** Speaks so often, for so long. */
    TalkCaller(Duration every, Duration length) {
        long now = System.nanoTime();
        this.everyNanos = every.toNanos();
        this.nextNanos = now + Math.min(everyNanos, 2_000_000_000L);
        this.endNanos = now + length.toNanos();
    }

    @Override
    public synchronized void arrived(short[] samples, long nanos) {
        for (int i = 0; i < samples.length; i++) {
            if (samples[i] == 0) {
                silent++;
            } else {
                if (silent >= PAUSE_SAMPLES) {
                    heard.add(nanos + i * 125_000L);
                }
                silent = 0;
            }
        }
    }

    @Override
    public void tick(CallerLine line, short[] frame, int length) {
        long now = System.nanoTime();
        if (now >= endNanos) {
            line.hangUp();
        } else if (now >= nextNanos) {
            nextNanos += everyNanos;
            line.play(words());
            synchronized (this) {
                said.add(now);
            }
        }
    }

    /** Three and a half syllables of a voice of 140 Hz, of which the first sample is a sound. */
    private static Pcm words() {
        short[] samples = new short[7000];
        for (int i = 0; i < samples.length; i++) {
            double value = 0;
            for (int overtone = 1; overtone <= 10; overtone++) {
                value += Math.cos(2 * Math.PI * 140 * overtone * i / 8000) / overtone;
            }
            double loud = 4000 * value * Math.abs(Math.cos(Math.PI * i / 2000));
            samples[i] = (short) (loud >= 0 ? Math.max(1, loud) : Math.min(-1, loud));
        }
        return new Pcm(samples, Pcm.TELEPHONE_RATE);
    }

    @Override
    public void ended() {}

    /** When he began to speak, each time ({@link System#nanoTime()}). */
    synchronized List<Long> said() {
        return List.copyOf(said);
    }

    /** When each answer began to arrive. */
    synchronized List<Long> heard() {
        return List.copyOf(heard);
    }
}
