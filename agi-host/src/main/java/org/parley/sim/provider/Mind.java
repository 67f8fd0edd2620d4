package org.parley.sim.provider;

import java.util.List;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;

/** Who thinks, hears and speaks behind the stand-in of a voice. Methods may take their time; any thread may call. */
public interface Mind {

    /** What to answer to what the caller said, which came as samples at 8 kHz. */
    Thought answer(short[] said);

    /** What to say after the tools have answered, in the order of their calls. */
    Thought answer(List<ToolResult> results);

    /** The text as speech, samples at 8 kHz. */
    short[] speak(String text);

    /**
     * What it makes of a turn: the words it understood, the words it says, the tools it calls, and whether the talk is
     * over with them.
     */
    record Thought(String heard, String says, List<ToolCall> calls, boolean ends) {
        public Thought {
            calls = List.copyOf(calls);
        }
    }
}
