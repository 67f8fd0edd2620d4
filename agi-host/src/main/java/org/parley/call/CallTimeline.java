package org.parley.call;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.parley.ai.Forbidden;
import org.parley.ai.Usage;
import org.parley.ai.talk.FloorDecision;
import org.parley.store.CallLog;
import org.parley.store.TurnRow.Side;

/** The record of one call as it goes: every event to the subscribers and to the call's log. Any thread may tell it. */
final class CallTimeline {
    private final String callId;
    private final CallEvents events;
    private final CallLog log;
    private final Clock clock;
    private final long startNanos = System.nanoTime();
    private final Privacy privacy = new Privacy();
    private final InterimWords interim = new InterimWords(privacy, this::tell);
    private volatile Forbidden forbidden = Forbidden.NONE;
    private volatile String stopped = ""; // the phrase that was stopped last

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

    /** Phrases that our side must not say. */
    void never(List<String> phrases) {
        forbidden = new Forbidden(phrases);
    }

    /** What may be said of this text; what was held back is noted. */
    String permitted(String text, Locale language) {
        forbidden.in(text).ifPresent(this::heldBack);
        return forbidden.without(text, language);
    }

    /** The phrase that must not be said in these words. */
    Optional<String> forbidden(String words) {
        return forbidden.in(words);
    }

    /** A sentence with that phrase was held back before it was spoken. */
    void heldBack(String phrase) {
        note("policy", "never", phrase, "done", "held");
    }

    /** Speech with that phrase in it was stopped as soon as its words were known. */
    void stopped(String phrase) {
        stopped = phrase;
        note("policy", "never", phrase, "done", "stopped");
    }

    private void heed(Map<String, Object> fields) {
        forbidden
                .in(String.valueOf(fields.get("text")))
                .filter(phrase -> !(phrase.equals(stopped) && Boolean.TRUE.equals(fields.get("interrupted"))))
                .ifPresent(phrase -> note("policy", "never", phrase, "done", "said"));
    }

    /** So much of what that side is saying is known by now; onlookers are told, and it is kept nowhere. Never waits. */
    void saying(Side side, String soFar) {
        interim.soFar(side, soFar);
    }

    private void tell(Side side, String soFar) {
        String kind = side == Side.CALLER ? CallEvent.CALLER_SAYING : CallEvent.AGENT_SAYING;
        events.publish(new CallEvent(callId, Instant.now(clock), msSinceStart(), kind, Map.of("text", soFar)));
    }

    /** Notes an event with these data. */
    void note(String kind, Map<String, Object> fields) {
        switch (kind) {
            case "agent-said" -> {
                interim.said(Side.AGENT);
                heed(fields);
            }
            case "caller-said" -> interim.said(Side.CALLER);
            case "ended" -> interim.close();
            default -> {} // ends no turn
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
