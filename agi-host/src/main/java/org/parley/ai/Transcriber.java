package org.parley.ai;

import java.time.Duration;
import org.parley.audio.Pcm;

/** The recognition of one utterance. */
public interface Transcriber extends AutoCloseable {

    /**
     * The caller's next audio; never blocks, and is called from the media loop. What does not fit is dropped and
     * counted.
     */
    void hear(Pcm audio);

    /**
     * The utterance is over: waits for what was said. An empty text means speech that was not understood.
     *
     * @throws ProviderException when the recogniser failed or took longer than the limit
     */
    Transcript finish(Duration limit) throws InterruptedException;

    /** Abandons the utterance if it is not finished; safe to call twice. */
    @Override
    void close();
}
