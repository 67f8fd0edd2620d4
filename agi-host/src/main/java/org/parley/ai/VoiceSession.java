package org.parley.ai;

import org.parley.audio.Pcm;
import org.parley.audio.Speaker;

/** One caller's talk with a voice. After close every method does nothing. */
public interface VoiceSession extends AutoCloseable {

    /**
     * The call has audio: the talk begins, with the greeting of its {@link AgentSpec} if there is one. Called once,
     * before {@link #hear}.
     */
    void start(Speaker speaker);

    /** Caller audio at 8 kHz; called from the media loop, never blocks: drops and counts when the voice lags. */
    void hear(Pcm caller);

    /**
     * The voice detector's decision changed; for voices without {@link Capability#TURN_TAKING}. Called from the media
     * loop.
     */
    void voice(boolean speaking, long nanos);

    /**
     * Says this text as the agent, behind what it is saying. Word for word with {@link Capability#VERBATIM}, else as
     * near as the provider comes.
     */
    void say(String text);

    /**
     * Silence at once: what it is saying is void, with what still comes of it. Only for voices whose audio is made by
     * the provider; the speaker is cleared besides.
     */
    default void hush() {}

    /** Tells the model a fact that it is not to answer; where it does not heed one nothing happens. */
    void inform(String fact);

    /** Whether the model heeds what it is told by {@link #inform}; one that answers by rules does not. */
    default boolean heeds() {
        return true;
    }

    /** What the caller has keyed, or told in writing otherwise; it is answered like words of his. */
    void typed(String text);

    /** The answer of a tool that the voice called. */
    void answer(ToolCall call, ToolResult result);

    @Override
    void close();
}
