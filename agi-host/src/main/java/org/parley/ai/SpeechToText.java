package org.parley.ai;

import java.util.Locale;
import java.util.function.Consumer;

/** A recogniser of speech. One instance serves all calls and may be used by any thread. */
public interface SpeechToText extends AutoCloseable {

    /** Its name in settings, logs and timelines. */
    String name();

    /**
     * Begins one utterance. May wait for a free recogniser up to its own deadline.
     *
     * @param interim told what was understood so far, by recognisers that stream; from any thread, and never after
     *     {@link Transcriber#finish} has returned
     * @throws ProviderException when it cannot be opened
     */
    Transcriber open(Listening listening, Consumer<Interim> interim) throws InterruptedException;

    /** Whether it understands that language; what it does not hear it must not guess. */
    default boolean hears(Locale language) {
        return true;
    }

    @Override
    void close();
}
