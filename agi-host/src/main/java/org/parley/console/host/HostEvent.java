package org.parley.console.host;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened in the host outside of any call.
 *
 * @param type {@code line}, {@code provider} or {@code script}
 * @param kind what it is exactly, as docs/architecture.md lists them
 * @param script which script it is about, or ""
 * @param line which agent line it is about, or ""
 * @param data what is to be known of it, by kind
 */
public record HostEvent(String type, String kind, String script, String line, Instant at, Map<String, Object> data) {
    public HostEvent {
        data = Map.copyOf(data);
    }
}
