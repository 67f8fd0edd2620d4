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
    public CallEvent {
        data = Map.copyOf(data);
    }
}
