package org.parley.ai;

import java.util.List;
import java.util.function.Consumer;

/** Finds the next words of the agent. One instance serves all calls and may be used by any thread. */
public interface LanguageModel extends AutoCloseable {

    /** Its name in settings, logs and timelines. */
    String name();

    /**
     * The reply to what the caller said last; its text is also handed on in pieces as it is written.
     *
     * @throws ProviderException when the model failed
     */
    Reply reply(AgentSpec spec, List<ChatTurn> history, Consumer<String> text) throws InterruptedException;

    /** Whether its replies heed the facts of the history; rules do not. */
    default boolean heeds() {
        return true;
    }

    @Override
    void close();
}
