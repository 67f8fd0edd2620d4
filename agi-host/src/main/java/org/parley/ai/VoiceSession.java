package org.parley.ai;

import org.parley.audio.Pcm;

/** One caller's talk with a voice. After close every method does nothing. */
public interface VoiceSession extends AutoCloseable {

    /** Caller audio at 8 kHz; called from the media loop, never blocks: drops and counts when the voice lags. */
    void hear(Pcm caller);

    /** The voice detector's decision changed; for voices that leave turn-taking to us. Called from the media loop. */
    void voice(boolean speaking, long nanos);

    /** Says this text as the agent, before anything else. */
    void say(String text);

    /** The answer of a tool that the voice called. */
    void answer(ToolCall call, String result);

    @Override
    void close();
}
