package org.parley.call;

import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened in a call, as consoles and tests see it. Kinds and their data keys are listed in
 * docs/architecture.md.
 *
 * @param ms milliseconds since the call reached us
 */
public record CallEvent(String callId, Instant at, long ms, String kind, Map<String, Object> data) {
    /** Words that the caller or the agent is speaking, as far as they are known; told, and kept nowhere. */
    public static final String CALLER_SAYING = "caller-saying";

    public static final String AGENT_SAYING = "agent-saying";

    public CallEvent {
        data = Map.copyOf(data);
    }

    /** Whether it tells words that are not final: soon another tells more of them. */
    public boolean isInterim() {
        return kind.equals(CALLER_SAYING) || kind.equals(AGENT_SAYING);
    }
}
