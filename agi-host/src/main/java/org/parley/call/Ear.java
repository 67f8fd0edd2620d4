package org.parley.call;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.parley.ai.VoiceSession;
import org.parley.ai.talk.BargeIn;
import org.parley.ai.talk.Hearing;
import org.parley.audio.LegEnd;
import org.parley.audio.LegListener;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;

/**
 * What the legs of a call tell it. What comes from a leg runs on the media loop: they hand audio to the hearing or to
 * the voice of a
 * free talk, silence our own speech on a barge-in at once, and post the rest to the call's queue.
 */
final class Ear {
    private final SignalQueue signals;
    private final BargeIn bargeIn;
    private volatile @Nullable Hearing hearing; // null while nobody listens, as in an echo
    private volatile @Nullable VoiceSession voice; // null outside a free talk
    private volatile @Nullable Speaker interruptible; // null while our speech may not be cut

    Ear(SignalQueue signals, Duration bargeIn) {
        this.signals = signals;
        this.bargeIn = new BargeIn(bargeIn);
    }

    void hearWith(@Nullable Hearing hearing) {
        this.hearing = hearing;
    }

    void talkWith(@Nullable VoiceSession voice) {
        this.voice = voice;
    }

    /** The speaker to silence when the caller speaks over it; null protects our speech. */
    void mayInterrupt(@Nullable Speaker speaker) {
        interruptible = speaker;
    }

    /** The listener of the call's leg of that number. */
    LegListener ofLeg(int number) {
        return new LegListener() {
            @Override
            public void heard(short[] samples, int length) {
                Ear.this.heard(samples, length);
            }

            @Override
            public void voice(boolean speaking, long nanos) {
                Ear.this.voice(speaking, nanos);
            }

            @Override
            public void digit(char key) {
                signals.post(new Signal.Key(key));
            }

            @Override
            public void ended(LegEnd end) {
                signals.post(new Signal.LegOver(number, end));
            }
        };
    }

    private void heard(short[] samples, int length) {
        Hearing listening = hearing;
        if (listening != null) {
            listening.frame(samples, length);
        }
        VoiceSession session = voice;
        if (session != null) {
            session.hear(new Pcm(Arrays.copyOf(samples, length), Pcm.TELEPHONE_RATE));
        }
        interruptIfSpokenOver();
    }

    private void interruptIfSpokenOver() {
        Speaker speaker = interruptible;
        long now = System.nanoTime();
        if (speaker != null && bargeIn.interrupts(speaker, now)) {
            interruptible = null;
            signals.post(new Signal.BargeIn(now));
        }
    }

    private void voice(boolean speaking, long nanos) {
        bargeIn.voice(speaking, nanos);
        Hearing listening = hearing;
        if (listening != null) {
            listening.voice(speaking, nanos);
        }
        VoiceSession session = voice;
        if (session != null) {
            session.voice(speaking, nanos);
        }
    }
}
