package org.parley.audio;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Audio of one utterance on its way from those who synthesise it to the media loop. Writers take a lock among
 * themselves; the loop never does.
 */
final class QueuedUtterance implements Utterance {

    private final long samplesMax;
    private final boolean guarded;
    private final ReentrantLock writing = new ReentrantLock();
    private final Queue<short[]> pieces = new ConcurrentLinkedQueue<>();
    /** Samples written and not taken yet. */
    private final AtomicLong waiting = new AtomicLong();

    private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile boolean finished;
    private volatile long firstFrameNanos;
    private volatile long heardSamples;

    /** Guarded by {@link #writing}; made by the first audio. */
    private @Nullable Resampler resampler;

    private int rate;

    /** The piece that the loop is taking from; the loop's alone. */
    private short @Nullable [] piece;

    private int taken;
    private long played;

    QueuedUtterance(Duration queueMax, boolean guarded) {
        this.guarded = guarded;
        samplesMax = queueMax.toMillis() * (Pcm.TELEPHONE_RATE / 1000);
    }

    @Override
    public boolean write(Pcm audio) {
        writing.lock();
        try {
            if (finished || state.get() != State.PENDING) {
                return false;
            }
            short[] in = audio.samples();
            long grown = (long) in.length * Pcm.TELEPHONE_RATE / audio.rate();
            if (waiting.get() + grown > samplesMax) {
                return false;
            }
            append(resampled(audio, in));
            return true;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void finish() {
        writing.lock();
        try {
            if (!finished && resampler != null && state.get() == State.PENDING) {
                append(resampler.flush());
            }
            finished = true;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Duration heard() {
        return Duration.ofNanos(heardSamples * 125_000L);
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
    public State state() {
        return state.get();
    }

    /** Heard to its end whatever the caller does. */
    boolean isProtected() {
        return guarded;
    }

    /** Any thread; the first to settle it wins. */
    void settle(State end) {
        if (state.compareAndSet(State.PENDING, end)) {
            settled.countDown();
        }
    }

    /**
     * On the loop: copies samples into the frame. Takes a rest shorter than the frame only when nothing can follow,
     * so that a synthesiser that is just in time is not cut into crumbs.
     *
     * @return how many samples it gave
     */
    int take(short[] frame, int offset, long nanos) {
        boolean last = finished; // read before the count: nothing is added after it
        int wanted = frame.length - offset;
        long available = waiting.get();
        if (available < wanted && !last) {
            return 0;
        }
        int given = 0;
        while (given < wanted) {
            if (piece == null) {
                piece = pieces.poll();
                taken = 0;
                if (piece == null) {
                    break;
                }
            }
            int length = Math.min(wanted - given, piece.length - taken);
            System.arraycopy(piece, taken, frame, offset + given, length);
            taken += length;
            given += length;
            if (taken == piece.length) {
                piece = null;
            }
        }
        if (given > 0) {
            waiting.addAndGet(-given);
            if (firstFrameNanos == 0) {
                firstFrameNanos = nanos;
            }
            played += given;
            heardSamples = played;
        }
        return given;
    }

    /** On the loop: true when all was taken and no more will come. */
    boolean isDrained() {
        return finished && waiting.get() == 0;
    }

    private short[] resampled(Pcm audio, short[] in) {
        if (audio.rate() == Pcm.TELEPHONE_RATE && resampler == null) {
            return in;
        }
        if (resampler == null || rate != audio.rate()) {
            if (resampler != null) {
                append(resampler.flush());
            }
            rate = audio.rate();
            resampler = new Resampler(rate, Pcm.TELEPHONE_RATE);
        }
        return resampler.process(in, in.length);
    }

    private void append(short[] samples) {
        if (samples.length > 0) {
            pieces.add(samples);
            waiting.addAndGet(samples.length);
        }
    }
}
