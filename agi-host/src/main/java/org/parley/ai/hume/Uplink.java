package org.parley.ai.hume;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Pcm;

/**
 * The caller's audio on its way to a provider that wants it without a gap and never faster than it is spoken: what
 * comes goes on at once, silence takes the place of what does not come, and what comes late, all at once after a stall,
 * goes on at the clock's pace until pauses of the caller have made good the delay. Any thread may call; nothing blocks.
 */
final class Uplink implements AutoCloseable {
    /** Silence is sent for what is missing this long, and so much of what was missed may follow at once. */
    private static final long LATE_NANOS = 100_000_000L;
    /** Frames may go out this far ahead of the clock, for they do not come quite evenly. */
    private static final long AHEAD_NANOS = 60_000_000L;
    /** So much late audio waits for its time; what is more is dropped. */
    private static final long WAITING_NANOS_MAX = 500_000_000L;

    private static final long FRAME_NANOS = 20_000_000L;
    private static final short[] SILENCE = new short[Pcm.TELEPHONE_RATE / 50];
    /** What stays below this is a pause of the caller, about -44 dBFS at its peak. */
    private static final int PAUSE_PEAK = 200;

    private final AtomicLong dropped = new AtomicLong();
    private final Thread filler;
    private final Deque<short[]> waiting = new ArrayDeque<>(); // late audio; guarded by this
    private volatile boolean closed;
    private @Nullable Consumer<short[]> to; // null while nobody takes it; guarded by this
    private long waitingNanos; // how long it is; guarded by this
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
        forget();
        filler.interrupt();
    }

    /** Nobody takes it until the next {@link #begin}. */
    synchronized void pause() {
        to = null;
        forget();
    }

    private void forget() {
        waiting.clear();
        waitingNanos = 0;
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
        skipWhatIsLost(heardNanos);
        if (waiting.isEmpty() && mayGo(caller.samples(), heardNanos)) {
            send(caller.samples());
        } else if (waitingNanos + nanos(caller.samples()) <= WAITING_NANOS_MAX) {
            waiting.addLast(caller.samples());
            waitingNanos += nanos(caller.samples());
            if (waiting.size() == 1) {
                filler.interrupt(); // it sends this one
            }
        } else {
            dropped.incrementAndGet();
        }
    }

    /** Pieces that came too late, or faster than the clock. */
    long dropped() {
        return dropped.get();
    }

    /** A stream that is far behind has lost time for good: it is not made good by a burst. */
    private void skipWhatIsLost(long now) {
        long behind = now - beganNanos - sentNanos;
        if (behind > LATE_NANOS) {
            beganNanos += behind - LATE_NANOS;
        }
    }

    private boolean mayGo(short[] samples, long now) {
        return beganNanos + sentNanos + nanos(samples) - now <= AHEAD_NANOS;
    }

    private static long nanos(short[] samples) {
        return samples.length * 125_000L;
    }

    private void send(short[] samples) {
        if (to != null) {
            to.accept(samples);
            sentNanos += nanos(samples);
        }
    }

    private void fill() {
        while (!closed) {
            try {
                Thread.sleep(Duration.ofNanos(due()));
            } catch (InterruptedException begun) {
                // look again
            }
        }
    }

    /** Sends the late audio or the silence that is due, and says when to look again. */
    private synchronized long due() {
        if (to == null) {
            return 1_000_000_000L;
        }
        long now = System.nanoTime();
        skipWhatIsLost(now);
        if (!waiting.isEmpty()) {
            catchUp(now);
            return FRAME_NANOS / 2;
        }
        long behind = now - beganNanos - sentNanos;
        while (behind >= LATE_NANOS && now - heardNanos >= LATE_NANOS / 2) {
            send(SILENCE);
            behind -= FRAME_NANOS;
        }
        return Math.max(FRAME_NANOS / 2, LATE_NANOS - behind);
    }

    private void catchUp(long now) {
        while (!waiting.isEmpty()) {
            short[] next = waiting.getFirst();
            boolean skipped = waitingNanos > AHEAD_NANOS && isPause(next);
            if (!skipped && !mayGo(next, now)) {
                return;
            }
            waiting.removeFirst();
            waitingNanos -= nanos(next);
            if (!skipped) {
                send(next);
            }
        }
    }

    private static boolean isPause(short[] samples) {
        for (short sample : samples) {
            if (Math.abs(sample) >= PAUSE_PEAK) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        pause();
        filler.interrupt();
    }
}
