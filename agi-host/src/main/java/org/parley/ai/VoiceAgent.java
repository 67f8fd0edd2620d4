package org.parley.ai;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A whole conversational voice: speech in, speech out. One instance serves all calls and may be used by any thread. */
public interface VoiceAgent extends AutoCloseable {

    /** Its name in settings, logs and timelines. */
    String name();

    /** What it can do by itself. */
    Set<Capability> capabilities();

    /**
     * Connects a talk, before the call has audio, and returns when the voice could hear. Events come from the voice's
     * own threads and may come before this returns.
     *
     * @throws ProviderException when it cannot be opened within its deadline
     */
    VoiceSession open(AgentSpec spec, Consumer<VoiceEvent> events) throws InterruptedException;

    /** What it speaks given texts with; empty for a voice that makes words and sound as one. */
    default Optional<TextToSpeech> synthesiser() {
        return Optional.empty();
    }

    @Override
    void close();
}
