package org.parley.call;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.parley.ai.AgentSpec;
import org.parley.ai.ProviderException;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;

/** Opens a voice while the call gets its audio, so that neither waits for the other. */
final class OpeningVoice {
    private final FutureTask<VoiceSession> opening;

    OpeningVoice(VoiceAgent agent, AgentSpec spec, Consumer<VoiceEvent> events) {
        this.opening = new FutureTask<>(() -> agent.open(spec, events));
        Thread.ofVirtual().name("voice-open").start(opening);
    }

    /** @throws ProviderException when no voice could be opened */
    VoiceSession await() throws InterruptedException {
        try {
            return opening.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case ProviderException refused -> throw refused;
                case RuntimeException other -> throw other;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
    }

    /** The call cannot use it: it is closed as soon as it is open. */
    void abandon() {
        Thread.ofVirtual().name("voice-abandon").start(() -> {
            try {
                await().close();
            } catch (ProviderException neverOpen) {
                // nothing to close
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
