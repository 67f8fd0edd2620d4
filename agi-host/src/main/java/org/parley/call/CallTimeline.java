package org.parley.call;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.ai.CallerWish;
import org.parley.ai.Usage;
import org.parley.ai.talk.FloorDecision;
import org.parley.store.CallLog;

/** The record of one call as it goes: every event to the subscribers and to the call's log. Any thread may tell it. */
final class CallTimeline {
    private final String callId;
    private final CallEvents events;
    private final CallLog log;
    private final Clock clock;
    private final long startNanos = System.nanoTime();
    private final Privacy privacy = new Privacy();
    private volatile List<String> forbidden = List.of();

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
        note(kind, fields);
    }

    /** Phrases that our side must not say; one that it says all the same is noted as "policy". */
    void never(List<String> phrases) {
        forbidden = List.copyOf(phrases);
    }

    private void heed(Map<String, Object> fields) {
        String said = String.valueOf(fields.get("text"));
        forbidden.stream()
                .filter(phrase -> CallerWish.says(said, phrase))
                .forEach(phrase -> note("policy", "never", phrase));
    }

    /** Notes an event with these data. */
    void note(String kind, Map<String, Object> fields) {
        if (kind.equals("agent-said")) {
            heed(fields);
        }
        Map<String, Object> shown = privacy.data(fields);
        CallEvent event = new CallEvent(callId, Instant.now(clock), msSinceStart(), kind, shown);
        log.event(kind, shown);
        events.publish(event);
    }

    /** Notes what was used of a provider. */
    void used(Usage used) {
        note("used", "provider", used.provider(), "unit", used.unit().name(), "amount", used.amount());
    }

    /** Notes who got the floor, and from what that was decided. */
    void note(FloorDecision decision) {
        note(
                "floor",
                "decision",
                decision.kind().name(),
                "atMs",
                msAt(decision.nanos()),
                "why",
                decision.why(),
                "speechMs",
                decision.speechMs(),
                "voiceMs",
                decision.voiceMs(),
                "levelDb",
                decision.levelDb(),
                "words",
                decision.words());
    }

    /** Milliseconds since the call reached us. */
    long msSinceStart() {
        return msAt(System.nanoTime());
    }

    /** A {@link System#nanoTime()} as milliseconds since the call reached us. */
    long msAt(long nanos) {
        return (nanos - startNanos) / 1_000_000;
    }

    /** What may be kept and shown of this call. */
    Privacy privacy() {
        return privacy;
    }

    CallLog log() {
        return log;
    }
}
