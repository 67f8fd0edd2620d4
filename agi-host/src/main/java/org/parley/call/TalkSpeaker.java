package org.parley.call;

import java.time.Duration;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;

/** The speaker of a whole talk, which may have one leg after the other. Any thread may use it. */
final class TalkSpeaker implements Speaker {
    private static final Utterance UNHEARD = new Utterance() {
        @Override
        public boolean write(Pcm audio) {
            return false;
        }

        @Override
        public void finish() {
            // nobody hears it
        }

        @Override
        public Duration heard() {
            return Duration.ZERO;
        }

        @Override
        public long firstFrameNanos() {
            return 0;
        }

        @Override
        public State await(Duration limit) {
            return State.CUT;
        }

        @Override
        public State state() {
            return State.CUT;
        }
    };

    private volatile Speaker current;
    private volatile boolean muted;

    TalkSpeaker(Speaker first) {
        this.current = first;
    }

    /** The talk goes on over another leg. */
    void moveTo(Speaker next) {
        current = next;
    }

    /** What is said while it is muted is cut off before its first sound. */
    void mute(boolean on) {
        muted = on;
    }

    @Override
    public Utterance utterance() {
        return muted ? UNHEARD : current.utterance();
    }

    @Override
    public Utterance protectedUtterance() {
        return muted ? UNHEARD : current.protectedUtterance();
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
