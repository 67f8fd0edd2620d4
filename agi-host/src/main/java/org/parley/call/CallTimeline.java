package org.parley.call;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.parley.store.CallLog;

/** The record of one call as it goes: every event to the subscribers and to the call's log. Any thread may tell it. */
final class CallTimeline {
    private final String callId;
    private final CallEvents events;
    private final CallLog log;
    private final Clock clock;
    private final long startNanos = System.nanoTime();

    CallTimeline(String callId, CallEvents events, CallLog log, Clock clock) {
        this.callId = callId;
        this.events = events;
        this.log = log;
        this.clock = clock;
    }

    /** Notes an event; keys and values alternate in {@code data}. */
    void note(String kind, Object... data) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < data.length; i += 2) {
            fields.put((String) data[i], data[i + 1]);
        }
        CallEvent event = new CallEvent(callId, Instant.now(clock), msSinceStart(), kind, fields);
        log.event(kind, fields);
        events.publish(event);
    }

    /** Milliseconds since the call reached us. */
    long msSinceStart() {
        return msAt(System.nanoTime());
    }

    /** A {@link System#nanoTime()} as milliseconds since the call reached us. */
    long msAt(long nanos) {
        return (nanos - startNanos) / 1_000_000;
    }

    CallLog log() {
        return log;
    }
}
