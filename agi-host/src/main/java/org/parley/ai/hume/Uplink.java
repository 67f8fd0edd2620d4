package org.parley.ai.hume;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Pcm;

/**
 * The caller's audio on its way to a provider that wants it without a gap and never faster than it is spoken: what
 * comes goes on at once, silence takes the place of what does not come, and what runs ahead of the clock is dropped.
 * Any thread may call; nothing blocks.
 */
final class Uplink implements AutoCloseable {
    /** Silence is sent for what is missing this long, so that late frames find their place still free. */
    private static final long LATE_NANOS = 100_000_000L;
    /** Frames may come in a burst that is this far ahead of the clock. */
    private static final long AHEAD_NANOS = 200_000_000L;
    /** A stream that is this far behind has lost time for good: it goes on from now. */
    private static final long BEHIND_MAX_NANOS = 300_000_000L;

    private static final long FRAME_NANOS = 20_000_000L;
    private static final short[] SILENCE = new short[Pcm.TELEPHONE_RATE / 50];

    private final AtomicLong dropped = new AtomicLong();
    private final Thread filler;
    private volatile boolean closed;
    private @Nullable Consumer<short[]> to; // null while nobody takes it; guarded by this
    private long beganNanos; // of the stream; guarded by this
    private long sentNanos; // how long the stream is, from there; guarded by this
    private long heardNanos; // when the caller's last audio came; guarded by this

    Uplink() {
        filler = Thread.ofVirtual().name("hume-uplink").start(this::fill);
    }

    /** A new stream begins now, and goes there. */
    synchronized void begin(Consumer<short[]> receiver) {
        to = receiver;
        beganNanos = System.nanoTime();
        sentNanos = 0;
        filler.interrupt();
    }

    /** Nobody takes it until the next {@link #begin}. */
    synchronized void pause() {
        to = null;
    }

    /** When the stream began that goes on, {@link System#nanoTime()}. */
    synchronized long beganNanos() {
        return beganNanos;
    }

    /** The caller's next samples at 8 kHz. */
    synchronized void hear(Pcm caller) {
        if (to == null || caller.samples().length == 0) {
            return;
        }
        heardNanos = System.nanoTime();
        long ahead = beganNanos + sentNanos + caller.duration().toNanos() - heardNanos;
        if (ahead > AHEAD_NANOS) {
            dropped.incrementAndGet();
            return;
        }
        send(caller.samples());
    }

    /** Pieces that came faster than the clock. */
    long dropped() {
        return dropped.get();
    }

    private void send(short[] samples) {
        if (to != null) {
            to.accept(samples);
            sentNanos += samples.length * 125_000L;
        }
    }

    private void fill() {
        while (!closed) {
            try {
                Thread.sleep(Duration.ofNanos(silence()));
            } catch (InterruptedException begun) {
                // look again
            }
        }
    }

    /** Sends the silence that is due, and says when to look again. */
    private synchronized long silence() {
        if (to == null) {
            return 1_000_000_000L;
        }
        long now = System.nanoTime();
        long behind = now - beganNanos - sentNanos;
        if (behind > BEHIND_MAX_NANOS) {
            beganNanos += behind - LATE_NANOS;
            behind = LATE_NANOS;
        }
        while (behind >= LATE_NANOS && now - heardNanos >= LATE_NANOS / 2) {
            send(SILENCE);
            behind -= FRAME_NANOS;
        }
        return Math.max(FRAME_NANOS / 2, LATE_NANOS - behind);
    }

    @Override
    public void close() {
        closed = true;
        pause();
        filler.interrupt();
    }
}
