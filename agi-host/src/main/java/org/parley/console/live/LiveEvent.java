package org.parley.console.live;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parley.call.CallEvent;
import org.parley.console.host.HostEvent;
import org.parley.console.live.Feed.LiveCall;

/**
 * Something that has just happened, as clients see it; {@code live-event.schema.json} beside this class describes it.
 *
 * @param seq counts up by one from the host's start
 * @param schema of which version this is
 * @param type what sort of thing: few, and stable
 * @param kind what it is exactly, as docs/architecture.md lists them
 * @param call the call's id, or "" for what is of no call
 * @param script the call's script, or "" before that is known; or the one that it is about
 * @param campaign the dialer's, or ""
 * @param line the agent line that has the call, or ""; or the one that it is about
 * @param at when
 * @param ms milliseconds since the call reached the host; 0 for what is of no call
 * @param data what is to be known of it, by kind
 */
public record LiveEvent(
        long seq,
        int schema,
        String type,
        String kind,
        String call,
        String script,
        String campaign,
        String line,
        Instant at,
        long ms,
        Map<String, Object> data) {
    /** The version of the schema. */
    public static final int SCHEMA = 2;

    /** All types, in the order in which a call may tell them, then those of no call. */
    static final List<String> TYPES = List.of(
            "call_started",
            "status",
            "conversation_turn",
            "tool",
            "emotion",
            "transfer",
            "provider",
            "script",
            "line",
            "call_ended");

    private static final Set<String> TURNS = Set.of("agent-says", "agent-said", "caller-said", "caller-keyed");
    private static final Set<String> TOOLS = Set.of("tool", "http", "sql", "kb");
    private static final Set<String> FEELINGS = Set.of("emotion", "mood");
    private static final Set<String> TRANSFERS = Set.of("transfer", "person", "queue", "transfer-refused");
    private static final Set<String> PROVIDERS =
            Set.of("voice-left", "voice-failed", "hearing-failed", "used", "latency");

    static LiveEvent of(long seq, CallEvent event, LiveCall call) {
        return new LiveEvent(
                seq,
                SCHEMA,
                type(event),
                event.kind(),
                event.callId(),
                call.script(),
                call.campaign(),
                call.line(),
                event.at(),
                event.ms(),
                event.data());
    }

    static LiveEvent of(long seq, HostEvent event) {
        return new LiveEvent(
                seq,
                SCHEMA,
                event.type(),
                event.kind(),
                "",
                event.script(),
                "",
                event.line(),
                event.at(),
                0,
                event.data());
    }

    /** The type of a kind of event. */
    static String type(CallEvent event) {
        String kind = event.kind();
        if (kind.equals("started")) {
            return "call_started";
        }
        if (kind.equals("ended")) {
            return "call_ended";
        }
        if (TURNS.contains(kind)) {
            return "conversation_turn";
        }
        if (TOOLS.contains(kind)) {
            return "tool";
        }
        if (FEELINGS.contains(kind)) {
            return "emotion";
        }
        if (TRANSFERS.contains(kind)) {
            return "transfer";
        }
        if (PROVIDERS.contains(kind)) {
            return "provider";
        }
        return kind.equals("script-out") ? "script" : "status";
    }
}
