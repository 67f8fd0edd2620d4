package org.parley.call.files;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.audio.Utterance;

/** One thing said to the caller, played in pieces as they are there. Any thread may use it. */
final class FileUtterance implements Utterance {
    /** What is still being made is played once there is so much of it: each piece is a file of its own. */
    private static final int PIECE_MIN = 2 * Pcm.TELEPHONE_RATE;

    private static final long SAMPLE_NANOS = 125_000L;

    private final long samplesMax;
    private final boolean guarded;
    private final CountDownLatch settled = new CountDownLatch(1);

    // guarded by this
    private short[] waiting = new short[Pcm.TELEPHONE_RATE];
    private int length;
    private @Nullable Resampler resampler; // made by the first audio of another rate
    private int rate;
    private boolean finished;
    private State state = State.PENDING;
    private long heard; // samples, but those of the piece that plays
    private long playingSinceNanos; // 0 while nothing plays
    private int playing; // samples of that piece

    private volatile long firstFrameNanos;

    FileUtterance(Duration queueMax, boolean guarded) {
        this.samplesMax = queueMax.toMillis() * (Pcm.TELEPHONE_RATE / 1000);
        this.guarded = guarded;
    }

    @Override
    public synchronized boolean write(Pcm audio) {
        short[] in = audio.samples();
        long grown = (long) in.length * Pcm.TELEPHONE_RATE / audio.rate();
        if (finished || state != State.PENDING || length + grown > samplesMax) {
            return false;
        }
        if (audio.rate() == Pcm.TELEPHONE_RATE && resampler == null) {
            append(in);
            return true;
        }
        if (resampler == null || rate != audio.rate()) {
            if (resampler != null) {
                append(resampler.flush());
            }
            rate = audio.rate();
            resampler = new Resampler(rate, Pcm.TELEPHONE_RATE);
        }
        append(resampler.process(in, in.length));
        return true;
    }

    private void append(short[] samples) {
        if (length + samples.length > waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.max(length + samples.length, waiting.length * 2));
        }
        System.arraycopy(samples, 0, waiting, length, samples.length);
        length += samples.length;
    }

    @Override
    public synchronized void finish() {
        if (!finished && resampler != null && state == State.PENDING) {
            append(resampler.flush());
        }
        finished = true;
    }

    @Override
    public synchronized Duration heard() {
        long now = playingSinceNanos == 0
                ? 0
                : Math.clamp((System.nanoTime() - playingSinceNanos) / SAMPLE_NANOS, 0L, (long) playing);
        return Duration.ofNanos((heard + now) * SAMPLE_NANOS);
    }

    @Override
    public long firstFrameNanos() {
        return firstFrameNanos;
    }

    @Override
    public State await(Duration limit) throws InterruptedException {
        boolean _ = settled.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        return state();
    }

    @Override
    public synchronized State state() {
        return state;
    }

    boolean isProtected() {
        return guarded;
    }

    /** The first to settle it wins. */
    synchronized void settle(State end) {
        if (state == State.PENDING) {
            state = end;
            settled.countDown();
        }
    }

    /** A piece to play. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, and only read
    record Piece(short[] samples, boolean whole) {}

    /** What may be played now; null while too little is made, and once nothing is left. */
    synchronized @Nullable Piece next() {
        if (length == 0 || (!finished && length < PIECE_MIN)) {
            return null;
        }
        return new Piece(Arrays.copyOf(waiting, length), finished && heard == 0);
    }

    /** That piece begins now. */
    synchronized void begins(Piece piece, long nanos) {
        playingSinceNanos = nanos;
        playing = piece.samples().length;
        if (firstFrameNanos == 0) {
            firstFrameNanos = nanos;
        }
    }

    /** So many samples of what waits were played. */
    synchronized void played(int samples) {
        playingSinceNanos = 0;
        heard += samples;
        length -= samples;
        System.arraycopy(waiting, samples, waiting, 0, length);
    }

    /** All was played and no more will come. */
    synchronized boolean isDrained() {
        return finished && length == 0;
    }
}
