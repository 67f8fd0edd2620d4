package org.parley.call;

import java.time.Duration;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;

/** The speaker of a whole talk, which may have one leg after the other. Any thread may use it. */
final class TalkSpeaker implements Speaker {
    private volatile Speaker current;

    TalkSpeaker(Speaker first) {
        this.current = first;
    }

    /** The talk goes on over another leg. */
    void moveTo(Speaker next) {
        current = next;
    }

    @Override
    public Utterance utterance() {
        return current.utterance();
    }

    @Override
    public Utterance protectedUtterance() {
        return current.protectedUtterance();
    }

    @Override
    public void clear() {
        current.clear();
    }

    @Override
    public void pause() {
        current.pause();
    }

    @Override
    public void resume() {
        current.resume();
    }

    @Override
    public boolean isSpeaking() {
        return current.isSpeaking();
    }

    @Override
    public long audibleSinceNanos() {
        return current.audibleSinceNanos();
    }

    @Override
    public Duration queueMax() {
        return current.queueMax();
    }
}
