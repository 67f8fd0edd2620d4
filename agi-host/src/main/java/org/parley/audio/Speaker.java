package org.parley.audio;

import java.time.Duration;

/**
 * What the caller hears: utterances, one after the other, paced at 20 ms a frame, silence between them. Any thread
 * may call; nothing here blocks.
 */
public interface Speaker {

    /** A new utterance behind those already queued. */
    Utterance utterance();

    /**
     * The same, but heard to its end whatever the caller does: neither {@link #clear()} nor {@link #pause()} touches
     * it. For what must have been said, such as a disclosure.
     */
    Utterance protectedUtterance();

    /**
     * Silence from the next frame on: every utterance queued or playing, but a protected one, is cut and its rest
     * dropped. It lifts a {@link #pause()}, so that what is said next is heard.
     */
    void clear();

    /**
     * Holds playback at the next frame, keeping the position to the sample; silence goes out meanwhile. A protected
     * utterance is played to its end first.
     */
    void pause();

    /** Goes on from the sample where {@link #pause()} held. */
    void resume();

    /** True while an utterance has samples to play or expects more. */
    boolean isSpeaking();

    /** {@link System#nanoTime()} since when the caller hears what may be cut, or 0 while he hears nothing such. */
    long audibleSinceNanos();

    /** The most audio that one utterance may hold unplayed; what is written beyond is refused. */
    Duration queueMax();
}
