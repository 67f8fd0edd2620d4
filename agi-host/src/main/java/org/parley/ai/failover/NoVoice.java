package org.parley.ai.failover;

import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.VoiceSession;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;

/** Stands where no voice speaks, between one that failed and the next. */
final class NoVoice implements VoiceSession {
    static final VoiceSession SESSION = new NoVoice();

    private NoVoice() {}

    @Override
    public void start(Speaker speaker) {}

    @Override
    public void hear(Pcm caller) {}

    @Override
    public void voice(boolean speaking, long nanos) {}

    @Override
    public void say(String text) {}

    @Override
    public void inform(String fact) {}

    @Override
    public void typed(String text) {}

    @Override
    public void answer(ToolCall call, ToolResult result) {}

    @Override
    public void close() {}
}
