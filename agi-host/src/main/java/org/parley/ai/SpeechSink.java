package org.parley.ai;

import java.time.Duration;
import org.parley.audio.Pcm;

/** Where synthesised speech goes, piece by piece. */
@FunctionalInterface
public interface SpeechSink {

    /** Takes a piece of any rate; false when the utterance was cut: stop synthesising. */
    boolean audio(Pcm piece);

    /**
     * The first {@code chars} characters of the text have been spoken when {@code at} of the audio was heard; from
     * synthesisers that tell, in rising order, before or after that audio.
     */
    default void mark(int chars, Duration at) {}

    /** That was used of a provider for it; nothing is for what was kept of an earlier time. */
    default void used(Usage usage) {}

    /** A synthesiser that was to speak it was left for the next one. */
    default void left(String voice, ProviderException cause) {}
}
