package org.parley.ai.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/**
 * The utterances of a recogniser that hears each as a whole: kept until they are over, and recognised then, so many at
 * once. Any thread may use it.
 */
public final class WholeUtterances {
    private final String provider;
    private final Bounds bounds;
    private final Semaphore free;

    /**
     * What is kept and how long is waited.
     *
     * @param shortest less than this is not sent and means nothing
     * @param longest more than this is cut off
     * @param answer how long recognition may take, the wait for a turn included
     * @param atOnce utterances recognised at once
     */
    public record Bounds(Duration shortest, Duration longest, Duration answer, int atOnce) {}

    /** Recognises what was said within the time that is left. */
    @FunctionalInterface
    public interface Recogniser {
        Transcript recognise(Pcm speech, Duration limit) throws InterruptedException;
    }

    /** Of the provider of that name. */
    public WholeUtterances(String provider, Bounds bounds) {
        this.provider = provider;
        this.bounds = bounds;
        this.free = new Semaphore(bounds.atOnce(), true);
    }

    /** An utterance, which that recogniser is given when it is over. */
    public Transcriber open(Recogniser recogniser) {
        return new Kept(recogniser);
    }

    /** The speech at another rate, with silence behind it until it is so long. */
    public static Pcm filled(Pcm speech, int rate, Duration least) {
        Resampler stream = new Resampler(speech.rate(), rate);
        short[] most = stream.process(speech.samples(), speech.samples().length);
        short[] rest = stream.flush();
        int length = Math.toIntExact(least.toMillis() * rate / 1000);
        short[] all = Arrays.copyOf(most, Math.max(length, most.length + rest.length));
        System.arraycopy(rest, 0, all, most.length, rest.length);
        return new Pcm(all, rate);
    }

    private Transcript recognised(Pcm speech, Duration limit, Recogniser recogniser) throws InterruptedException {
        long began = System.nanoTime();
        Duration most = limit.compareTo(bounds.answer) < 0 ? limit : bounds.answer;
        if (!free.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new ProviderException(
                    provider,
                    Kind.RATE,
                    "Expected one of " + bounds.atOnce + " requests to be free within " + most.toMillis()
                            + " ms but all were in use",
                    null);
        }
        try {
            return recogniser.recognise(speech, most.minusNanos(System.nanoTime() - began));
        } finally {
            free.release();
        }
    }

    private final class Kept implements Transcriber {
        private final Recogniser recogniser;
        private final List<short[]> pieces = new ArrayList<>(); // this and the next three are guarded by this list
        private int rate;
        private int samples;
        private boolean over;

        private Kept(Recogniser recogniser) {
            this.recogniser = recogniser;
        }

        @Override
        public void hear(Pcm audio) {
            synchronized (pieces) { // held for nanoseconds: nobody waits with it
                rate = rate == 0 ? audio.rate() : rate;
                boolean tooLong = millis(samples + audio.samples().length) > bounds.longest.toMillis();
                if (!over && !tooLong && audio.rate() == rate) {
                    pieces.add(audio.samples());
                    samples += audio.samples().length;
                }
            }
        }

        private long millis(int count) {
            return rate == 0 ? 0 : count * 1000L / rate;
        }

        @Override
        public Transcript finish(Duration limit) throws InterruptedException {
            Pcm speech;
            synchronized (pieces) {
                over = true;
                if (samples == 0 || millis(samples) < bounds.shortest.toMillis()) {
                    return Transcript.NONE;
                }
                short[] all = new short[samples];
                int at = 0;
                for (short[] piece : pieces) {
                    System.arraycopy(piece, 0, all, at, piece.length);
                    at += piece.length;
                }
                speech = new Pcm(all, rate);
            }
            return recognised(speech, limit, recogniser);
        }

        @Override
        public void close() {
            synchronized (pieces) {
                over = true;
                pieces.clear();
                samples = 0;
            }
        }
    }
}
