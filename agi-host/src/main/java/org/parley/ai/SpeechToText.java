package org.parley.ai;

/** A recogniser of speech. One instance serves all calls and may be used by any thread. */
public interface SpeechToText extends AutoCloseable {

    /** Its name in settings, logs and timelines. */
    String name();

    /** Begins one utterance. May wait for a free recogniser up to its own deadline. */
    Transcriber open(Listening listening) throws InterruptedException;

    @Override
    void close();
}
