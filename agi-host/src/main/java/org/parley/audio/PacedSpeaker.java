package org.parley.audio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Utterance.State;

/** The utterances of one leg in their order; the loop takes a frame of them at each deadline. */
final class PacedSpeaker implements Speaker {

    /** Far more than any script queues; it only keeps a runaway one from eating the heap. */
    private static final int UTTERANCES_MAX = 1000;

    private final Duration queueMax;
    private final Queue<QueuedUtterance> utterances = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private volatile boolean paused;
    private boolean held; // the loop's
    private final List<QueuedUtterance> taken = new ArrayList<>(); // to their ends, in this frame; the loop's
    private volatile boolean gone;
    private volatile long audibleSinceNanos; // written by the loop

    PacedSpeaker(Duration queueMax) {
        this.queueMax = queueMax;
    }

    @Override
    public Utterance utterance() {
        return add(new QueuedUtterance(queueMax, false));
    }

    @Override
    public Utterance protectedUtterance() {
        return add(new QueuedUtterance(queueMax, true));
    }

    private Utterance add(QueuedUtterance utterance) {
        if (queued.incrementAndGet() > UTTERANCES_MAX) {
            queued.decrementAndGet();
            utterance.settle(State.CUT);
            return utterance;
        }
        utterances.add(utterance);
        if (gone) {
            settleAll(State.GONE);
        }
        return utterance;
    }

    @Override
    public void clear() {
        for (QueuedUtterance utterance : utterances) {
            if (!utterance.isProtected()) {
                utterance.settle(State.CUT);
                forget(utterance);
            }
        }
        paused = false;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public boolean isSpeaking() {
        return queued.get() > 0;
    }

    @Override
    public long audibleSinceNanos() {
        return audibleSinceNanos;
    }

    @Override
    public Duration queueMax() {
        return queueMax;
    }

    /** On the loop: fills the frame, its end with silence; false when there is nothing to say at all. */
    boolean take(short[] frame, long nanos) {
        boolean given = !held && fill(frame, nanos);
        QueuedUtterance playing = utterances.peek();
        boolean audible = given && (playing == null || !playing.isProtected());
        if (audible != audibleSinceNanos > 0) {
            audibleSinceNanos = audible ? nanos : 0;
        }
        return given;
    }

    private boolean fill(short[] frame, long nanos) {
        int filled = 0;
        QueuedUtterance utterance = next();
        while (utterance != null && filled < frame.length) {
            if (utterance.state() == State.PENDING) {
                filled += utterance.take(frame, filled, nanos);
                if (!utterance.isDrained()) {
                    break; // the frame is full, or the rest is still being made
                }
                taken.add(utterance);
            }
            forget(utterance);
            utterance = next();
        }
        if (filled == 0) {
            return false;
        }
        for (int i = filled; i < frame.length; i++) {
            frame[i] = 0;
        }
        return true;
    }

    /**
     * On the loop: what was taken has gone out and is recorded. Whoever waits for its end goes on only now: if he has
     * the recording go on then, it gets nothing of what came before.
     */
    void sent() {
        settleTaken(State.PLAYED);
    }

    private void settleTaken(State end) {
        if (!taken.isEmpty()) {
            taken.forEach(utterance -> utterance.settle(end));
            taken.clear();
        }
    }

    /** What may be played now; null for nothing. */
    private @Nullable QueuedUtterance next() {
        QueuedUtterance utterance = utterances.peek();
        return utterance == null || (paused && !utterance.isProtected()) ? null : utterance;
    }

    /** On the loop: while the far end cannot play, all that is to be said waits. */
    void hold(boolean on) {
        held = on;
    }

    /** On the loop: the leg is over. */
    void gone() {
        gone = true;
        settleTaken(State.GONE);
        settleAll(State.GONE);
    }

    private void settleAll(State end) {
        QueuedUtterance utterance = utterances.poll();
        while (utterance != null) {
            queued.decrementAndGet();
            utterance.settle(end);
            utterance = utterances.poll();
        }
    }

    private void forget(QueuedUtterance utterance) {
        if (utterances.remove(utterance)) {
            queued.decrementAndGet();
        }
    }
}
