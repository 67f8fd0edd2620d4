package org.parley.call.files;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.parley.audio.Utterance.State;

/** The utterances of one leg by files, in their order. Any thread may use it. */
final class FileSpeaker implements Speaker {
    /** Far more than any script queues; it only keeps a runaway one from eating the heap. */
    private static final int UTTERANCES_MAX = 1000;

    private final Duration queueMax;
    private final Deque<FileUtterance> utterances = new ConcurrentLinkedDeque<>();
    private volatile boolean paused;
    private volatile boolean gone;
    private volatile long audibleSinceNanos;

    FileSpeaker(Duration queueMax) {
        this.queueMax = queueMax;
    }

    @Override
    public Utterance utterance() {
        return add(new FileUtterance(queueMax, false));
    }

    @Override
    public Utterance protectedUtterance() {
        return add(new FileUtterance(queueMax, true));
    }

    private Utterance add(FileUtterance utterance) {
        if (utterances.size() >= UTTERANCES_MAX) {
            utterance.settle(State.CUT);
            return utterance;
        }
        utterances.add(utterance);
        if (gone) {
            gone();
        }
        return utterance;
    }

    @Override
    public void clear() {
        for (FileUtterance utterance : utterances) {
            if (!utterance.isProtected()) {
                utterance.settle(State.CUT);
            }
        }
        utterances.removeIf(utterance -> utterance.state() != State.PENDING);
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
        return !utterances.isEmpty();
    }

    @Override
    public long audibleSinceNanos() {
        return audibleSinceNanos;
    }

    @Override
    public Duration queueMax() {
        return queueMax;
    }

    /** The utterance whose turn it is, once those that are over are put away; null for none. */
    @Nullable
    FileUtterance current() {
        FileUtterance first = utterances.peek();
        while (first != null && (first.state() != State.PENDING || first.isDrained())) {
            first.settle(State.PLAYED);
            utterances.remove(first);
            first = utterances.peek();
        }
        return first == null || (paused && !first.isProtected()) ? null : first;
    }

    /** From now on that is heard, or nothing. */
    void audible(@Nullable FileUtterance utterance, long nanos) {
        audibleSinceNanos = utterance == null || utterance.isProtected() ? 0 : nanos;
    }

    /** The leg is over. */
    void gone() {
        gone = true;
        FileUtterance utterance = utterances.poll();
        while (utterance != null) {
            utterance.settle(State.GONE);
            utterance = utterances.poll();
        }
    }
}
