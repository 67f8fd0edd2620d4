package org.parley.ai;

import java.util.Locale;

/** A synthesiser of speech. One instance serves all calls and may be used by any thread. */
public interface TextToSpeech extends AutoCloseable {

    /** Its name in settings, logs and timelines. */
    String name();

    /**
     * Speaks a sentence or a few into the sink, piece by piece, faster than real time. Ends early when the sink
     * answers false (the utterance was cut) or the thread is interrupted.
     *
     * @throws ProviderException when the synthesiser failed
     */
    void speak(String text, Locale language, SpeechSink sink) throws InterruptedException;

    /** Whether it speaks that language, as far as that is known. */
    default boolean speaks(Locale language) {
        return true;
    }

    @Override
    void close();
}
