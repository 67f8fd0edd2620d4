package org.parley.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.console.http.Json;
import org.parley.store.CallRow;
import org.parley.store.CallState;
import org.parley.store.CallStory;
import org.parley.store.EventRow;

/** Calls that ended, one for each way in which a call can end and more, and what is told of each. */
public final class ToldEnds {
    /** A call that is told, and the sentence. */
    record Case(CallStory story, String sentence) {}

    private static final List<Case> CASES = new ArrayList<>();

    private ToldEnds() {}

    static List<Case> all() {
        return List.copyOf(CASES);
    }

    /** What the API says of each: its sentence, the key of that, and what stands in it, as JSON. */
    public static List<String> documents() {
        return CASES.stream()
                .map(each -> CallSentence.of(each.story()))
                .map(said -> Json.text(
                        Map.of("sentence", said.english(), "sentenceKey", said.key(), "sentenceArgs", said.args())))
                .toList();
    }

    static {
        told(call("CALLER", 12_000), "The caller hung up after 12 s, without a status.");
        told(
                call("CALLER", 60_000, step("offer"), event(41_000, "caller-said", "text", "how much")),
                "The caller hung up, having waited 19 s for an answer, after 1 min in the step 'offer', without a status.");
        told(
                call("CALLER", 60_000, event(59_000, "caller-said", "text", "bye")),
                "The caller hung up after 1 min, without a status.");
        told(
                call("CALLER", 60_000, event(1_000, "caller-said"), event(2_000, "agent-said")),
                "The caller hung up after 1 min, without a status.");
        told(call("CALLER", 200, event(100, "hold")), "The caller hung up on hold at once, without a status.");
        told(
                call("SCRIPT", 125_000, step("end"), given("SALE")).as("SALE", "two cars"),
                "The script came to its end after 2 min 5 s in the step 'end', with the status SALE (two cars).");
        told(
                call("SCRIPT", 30_000, event(1, "caller-said"), event(2, "answer", "outcome", "NO_INPUT"), given("NA"))
                        .as("NA", ""),
                "The caller said nothing more, and the script came to its end after 30 s, with the status NA.");
        told(
                call("SCRIPT", 30_000, event(1, "answer", "outcome", "NO_INPUT"), event(2, "caller-said")),
                "The script came to its end after 30 s, without a status.");
        told(call("AGENT", 30_000), "The script hung up after 30 s, without a status.");
        told(
                call("AGENT", 30_000, event(9, "silence", "prompt", "Hello?"), event(20, "silence", "prompt", "")),
                "The caller said nothing more, and the script hung up after 30 s, without a status.");
        told(
                call("TRANSFER", 8_000, event(1, "transfer", "extension", "101")),
                "The caller was sent on to 101 after 8 s," + " without a status.");
        told(call("TRANSFER", 8_000), "The caller was sent on after 8 s, without a status.");
        told(
                moved("transfer", "inGroup SALES"),
                "A supervisor (anna) sent the caller on to the in-group SALES after 8 s," + " without a status.");
        told(
                moved("transfer", "agent 6001"),
                "A supervisor (anna) sent the caller on to the agent 6001 after 8 s," + " without a status.");
        told(
                moved("transfer", "number +431"),
                "A supervisor (anna) sent the caller on to the number +431 after 8 s," + " without a status.");
        told(
                moved("takeover", "extension 101"),
                "A supervisor (anna) took the call over at the extension 101 after 8 s," + " without a status.");
        told(
                call("TIME", 3_600_000),
                "The call was ended, for it had reached its limit of time, after 60 min, without a status.");
        told(
                call("COST", 1_000, event(1, "cost", "spent", "0.5012", "limit", "0.50")),
                "The call had cost as much as its script allows (0.5012 of 0.50) after 1 s, without a status.");
        told(call("COST", 1_000), "The call had cost as much as its script allows after 1 s, without a status.");
        told(
                call("SUPERVISOR", 1_000, event(1, "ended", "detail", "anna hung up"), given("CUT"))
                        .as("CUT", ""),
                "A supervisor (anna) hung up after 1 s, with the status CUT.");
        told(call("SUPERVISOR", 1_000), "A supervisor hung up after 1 s, without a status.");
        told(
                call("FAILED", 4_000).broken("sales.groovy:12: It divides by zero"),
                "The script broke in line 12 of sales.groovy (It divides by zero) after 4 s, without a status, and the"
                        + " dialplan took the caller to a person.");
        told(
                call("FAILED", 4_000, event(1, "voice-failed", "reason", "hume: it said nothing"))
                        .broken("hume: it said nothing"),
                "No voice could speak any more (hume: it said nothing) after 4 s, without a status, and the dialplan took"
                        + " the caller to a person.");
        told(
                call("FAILED", 4_000, event(1, "leg-failed", "reason", "no leg came"))
                        .broken("no leg came"),
                "The audio connection with Asterisk failed (no leg came) after 4 s, without a status, and the dialplan took"
                        + " the caller to a person.");
        told(
                call("FAILED", 4_000).broken("Asterisk has hung: its AudioSocket does not end"),
                "The audio connection with Asterisk failed (Asterisk has hung: its AudioSocket does not end) after 4 s,"
                        + " without a status, and the dialplan took the caller to a person.");
        told(
                call("FAILED", 4_000).broken("Asterisk did not answer"),
                "Something broke (Asterisk did not answer) after 4 s, without a status, and the dialplan took the caller"
                        + " to a person.");
        told(
                call("FAILED", 4_000),
                "Something broke after 4 s, without a status, and the dialplan took the caller to a person.");
        told(
                call("FAILED", 0).broken("no script"),
                "No script takes calls to 8300, so the dialplan took the caller to a person.");
        told(
                call("FAILED", 0).broken("script sales is out"),
                "The script sales had broken down in too many calls and is out of service, so the dialplan took the caller"
                        + " to a person.");
        told(
                call("STOPPED", 4_000),
                "The host was stopped after 4 s, without a status, and the dialplan took the caller to a person.");
        told(call("host died", 4_000).in(CallState.DIED), "The host died during the call after 4 s, without a status.");
        told(call("host died", 0).in(CallState.DIED), "The host died during the call, without a status.");
        told(call("", 4_000), "The call ended after 4 s, without a status.");
        told(call("", 0, step("offer")).in(CallState.RUNNING), "The call is running in the step 'offer'.");
        told(call("", 0).in(CallState.RUNNING), "The call is running.");
        ruled("optOut", "after the caller had asked not to be called again");
        ruled("wantsHuman", "after the caller had asked for a person");
        ruled("voicemail", "after an answering machine had answered");
        ruled("abuse", "after the caller had been abusive");
        ruled("silent", "after the caller had given no answer");
        ruled("upset", "after the caller had sounded upset");
        ruled("wantsLanguage ar", "after the caller had asked for another language (ar)");
        ruled("on tool-failed", "after a tool had failed");
        ruled("on voice-lost", "after a voice had been lost");
        ruled("on transfer-refused", "after nobody had taken the caller");
        ruled("what is the weather", "after the rule 'what is the weather'");
        told(
                call("AGENT", 2_000, event(1, "answered-by", "machine", true)).as("A", ""),
                "The script hung up after 2 s, after an answering machine had answered, with the status A by"
                        + " default, since the script set none.");
        told(
                call("AGENT", 2_000, event(1, "answered-by", "machine", false)),
                "The script hung up after 2 s, without a status.");
        told(
                call("CALLER", 2_000, event(1, "queue", "group", "SALES", "reason", "NO_AGENT")),
                "The caller hung up after 2 s, after nobody had taken the caller, without a status.");
    }

    private static void told(Made call, String sentence) {
        CASES.add(new Case(call.story(), sentence));
    }

    private static void ruled(String rule, String words) {
        told(
                call("SCRIPT", 2_000, event(1, "anytime", "rule", rule)),
                "The script came to its end after 2 s, " + words + ", without a status.");
    }

    /** What is known of a call. */
    private record Made(
            String reason,
            long ms,
            CallState state,
            String status,
            String comment,
            String error,
            List<EventRow> events) {

        Made as(String status, String comment) {
            return new Made(reason, ms, state, status, comment, error, events);
        }

        Made broken(String error) {
            return new Made(reason, ms, CallState.FAILED, status, comment, error, events);
        }

        Made in(CallState state) {
            return new Made(reason, ms, state, status, comment, error, events);
        }

        CallStory story() {
            Instant began = Instant.parse("2026-03-01T10:00:00Z");
            CallRow row = new CallRow(
                    "1-1", "1.1", "PJSIP/1", "8300", "sales", "abc", "4930", 0, "", "", "", began, began, began, state,
                    status, comment, reason, ms, "", null, error);
            return new CallStory(row, List.of(), events);
        }
    }

    private static Made call(String reason, long ms, EventRow... events) {
        return new Made(reason, ms, CallState.DONE, "", "", "", List.of(events));
    }

    private static Made moved(String act, String to) {
        return call(
                "TRANSFER",
                8_000,
                event(1, "supervisor", "act", act, "by", "anna", "state", "done", "to", to),
                event(2, "supervisor", "act", "mute", "by", "paul", "state", "done"));
    }

    private static EventRow given(String status) {
        return event(1, "disposition", "status", status);
    }

    private static EventRow step(String name) {
        return event(0, "step", "name", name);
    }

    private static EventRow event(long ms, String kind, Object... data) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (int i = 0; i < data.length; i += 2) {
            all.put((String) data[i], data[i + 1]);
        }
        return new EventRow(ms, kind, all);
    }
}
