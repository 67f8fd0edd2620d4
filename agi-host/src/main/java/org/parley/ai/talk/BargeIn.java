package org.parley.ai.talk;

import java.time.Duration;
import org.parley.audio.Speaker;

/** Decides when a caller who speaks over us has interrupted us. The media loop only. */
public final class BargeIn {
    private final long speechNanos;
    private long speakingSinceNanos; // 0 while the caller is silent

    /** Interrupted after so much speech. */
    public BargeIn(Duration speech) {
        speechNanos = speech.toNanos();
    }

    /** The voice detector's decision changed. */
    public void voice(boolean speaking, long nanos) {
        speakingSinceNanos = speaking ? nanos : 0;
    }

    /** Silences the speaker when the caller has spoken over it for long enough; true when it did. */
    public boolean interrupts(Speaker speaker, long nowNanos) {
        if (speakingSinceNanos == 0 || nowNanos - speakingSinceNanos < speechNanos || !speaker.isSpeaking()) {
            return false;
        }
        speaker.clear();
        return true;
    }
}
