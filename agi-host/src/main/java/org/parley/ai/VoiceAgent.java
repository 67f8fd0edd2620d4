package org.parley.ai;

import java.util.function.Consumer;
import org.parley.audio.Speaker;

/** A whole conversational voice: speech in, speech out. One instance serves all calls and may be used by any thread. */
public interface VoiceAgent extends AutoCloseable {

    /** Its name in settings, logs and timelines. */
    String name();

    /**
     * Opens a talk and returns when the voice can hear. Events come from the voice's own threads.
     *
     * @throws ProviderException when it cannot be opened within its deadline
     */
    VoiceSession open(AgentSpec spec, Speaker speaker, Consumer<VoiceEvent> events) throws InterruptedException;

    @Override
    void close();
}
