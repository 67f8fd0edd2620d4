package org.parley.console;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.parley.store.CallRow;
import org.parley.store.CallState;
import org.parley.store.CallStory;
import org.parley.store.EventRow;

/** Why a call ended as it did, in one sentence: what ended it, when, where in its script, and what came of it. */
final class CallSentence {
    private static final Pattern LINE = Pattern.compile("([\\w.-]+\\.groovy):(\\d+): (.+)", Pattern.DOTALL);
    private static final Pattern OUT = Pattern.compile("script (.+) is out");
    private static final String NO_SCRIPT = "no script";
    private static final String HUNG_UP = " hung up"; // behind the name of who did it
    private static final long WAITED_MS = 3_000; // longer than people expect to wait for an answer

    /** Rules that say by their name what the caller did. */
    private static final List<String> RULES = List.of(
            "optOut",
            "wantsHuman",
            "voicemail",
            "abuse",
            "silent",
            "upset",
            "on tool-failed",
            "on voice-lost",
            "on transfer-refused");

    private static final List<String> MOVES = List.of("takeover", "transfer");
    private static final String LANGUAGE = "wantsLanguage ";

    private final CallRow call;
    private final List<EventRow> events;

    private CallSentence(CallStory story) {
        this.call = story.call();
        this.events = story.events();
    }

    /** The whole sentence. */
    static Said of(CallStory story) {
        return new CallSentence(story).sentence();
    }

    private Said sentence() {
        if (call.state() == CallState.RUNNING) {
            return Said.of("why.running", "step", step());
        }
        Matcher out = OUT.matcher(call.error());
        if (call.error().equals(NO_SCRIPT)) {
            return Said.of("why.no-script", "extension", call.extension());
        }
        if (out.matches()) {
            return Said.of("why.script-out", "script", out.group(1));
        }
        boolean toPerson = call.endReason().equals("FAILED") || call.endReason().equals("STOPPED");
        return Said.of(
                "why.ended",
                "how",
                how(),
                "after",
                after(),
                "step",
                step(),
                "since",
                since(),
                "status",
                status(),
                "then",
                toPerson ? Said.of("why.to-person") : Said.NOTHING);
    }

    // --- what ended it

    private Said how() {
        return switch (call.endReason()) {
            case "CALLER" -> caller();
            case "SCRIPT" -> wasSilent() ? Said.of("why.script-silent") : Said.of("why.script");
            case "AGENT" -> wasSilent() ? Said.of("why.agent-silent") : Said.of("why.agent");
            case "TRANSFER" -> sentOn();
            case "TIME" -> Said.of("why.time");
            case "COST" -> cost();
            case "SUPERVISOR" -> supervisor();
            case "FAILED" -> broke();
            case "STOPPED" -> Said.of("why.stopped");
            default -> Said.of(call.state() == CallState.DIED ? "why.died" : "why.over");
        };
    }

    /** What he waited for, when he waited. */
    private Said caller() {
        if (kind("hold", "agent-says", "caller-said").filter(is("hold")).isPresent()) {
            return Said.of("why.caller-hold");
        }
        long waited = kind("caller-said", "agent-says", "agent-said", "latency")
                .filter(is("caller-said"))
                .map(event -> call.talkMs() - event.atMs())
                .orElse(0L);
        return waited < WAITED_MS ? Said.of("why.caller") : Said.of("why.caller-waited", "time", time(waited));
    }

    /** Whether the last that was looked for from the caller did not come. */
    private boolean wasSilent() {
        if (lastText("anytime", "rule").filter("silent"::equals).isPresent()) {
            return false; // which the rule tells
        }
        return kind("silence", "answer", "caller-said", "caller-keyed")
                .filter(last -> (last.kind().equals("silence")
                                && text(last.data(), "prompt").isEmpty())
                        || text(last.data(), "outcome").equals("NO_INPUT"))
                .isPresent();
    }

    private Said sentOn() {
        Map<String, ?> order = events.reversed().stream()
                .filter(is("supervisor"))
                .map(EventRow::data)
                .filter(data -> text(data, "state").equals("done"))
                .filter(data -> MOVES.contains(text(data, "act")))
                .findFirst()
                .orElse(Map.of());
        String by = text(order, "by");
        return switch (text(order, "act")) {
            case "takeover" -> Said.of("why.taken-over", "by", by, "to", to(text(order, "to")));
            case "transfer" -> Said.of("why.sent-by", "by", by, "to", to(text(order, "to")));
            default ->
                lastText("transfer", "extension")
                        .map(target -> Said.of("why.sent", "to", target))
                        .orElse(Said.of("why.sent-on"));
        };
    }

    /** Such as {@code inGroup SALES}. */
    private static Object to(String whom) {
        int split = whom.indexOf(' ');
        String kind = whom.substring(0, Math.max(0, split));
        return List.of("inGroup", "agent", "extension", "number").contains(kind)
                ? Said.of("to." + kind, "name", whom.substring(split + 1))
                : whom;
    }

    private Said cost() {
        return kind("cost")
                .map(EventRow::data)
                .map(data -> Said.of("why.cost", "spent", text(data, "spent"), "limit", text(data, "limit")))
                .orElse(Said.of("why.cost-limit"));
    }

    private Said supervisor() {
        return lastText("ended", "detail")
                .filter(detail -> detail.endsWith(HUNG_UP))
                .map(detail -> Said.of("why.supervisor", "by", detail.substring(0, detail.length() - HUNG_UP.length())))
                .orElse(Said.of("why.supervisor-some"));
    }

    private Said broke() {
        String error = call.error();
        Matcher line = LINE.matcher(error);
        if (line.matches()) {
            return Said.of(
                    "why.script-broke",
                    "file",
                    line.group(1),
                    "line",
                    line.group(2),
                    "error",
                    new Said.Words(line.group(3)));
        }
        if (error.isEmpty()) {
            return Said.of("why.broke");
        }
        String key = Stream.of("voice-failed", "leg-failed", "leg-stuck")
                .filter(kind -> lastText(kind, "reason").filter(error::equals).isPresent())
                .findFirst()
                .map(kind -> kind.equals("voice-failed") ? "why.voice-failed" : "why.audio-failed")
                .orElse(error.contains("AudioSocket") ? "why.audio-failed" : "why.broke-by");
        return Said.of(key, "error", new Said.Words(error));
    }

    // --- when, where, and what had happened before

    private Said after() {
        if (call.talkMs() >= 1000) {
            return Said.of("why.after", "time", time(call.talkMs()));
        }
        return call.state() == CallState.DIED ? Said.NOTHING : Said.of("why.at-once"); // of one that died nobody knows
    }

    private static Said time(long ms) {
        Duration length = Duration.ofMillis(ms);
        Said seconds = Said.of("time.seconds", "count", length.toSecondsPart());
        Said minutes = Said.of("time.minutes", "count", length.toMinutes());
        return length.toMinutes() == 0
                ? seconds
                : length.toSecondsPart() == 0 ? minutes : Said.of("time.both", "minutes", minutes, "seconds", seconds);
    }

    private Said step() {
        return lastText("step", "name")
                .map(name -> Said.of("why.step", "step", name))
                .orElse(Said.NOTHING);
    }

    private Said since() {
        String rule = lastText("anytime", "rule").orElse("");
        if (rule.startsWith(LANGUAGE)) {
            return Said.of("rule.wantsLanguage", "language", rule.substring(LANGUAGE.length()));
        }
        if (!rule.isEmpty()) {
            return RULES.contains(rule)
                    ? Said.of("rule." + rule.replace(' ', '-'))
                    : Said.of("rule.named", "rule", new Said.Quote(rule));
        }
        boolean machine = kind("answered-by")
                .filter(event -> text(event.data(), "machine").equals("true"))
                .isPresent();
        if (machine) {
            return Said.of("rule.voicemail");
        }
        boolean refused = call.state() != CallState.TRANSFERRED
                && kind("transfer-refused", "person", "queue")
                        .filter(event -> !List.of("ANSWERED", "SENT").contains(text(event.data(), "reason")))
                        .isPresent();
        return refused ? Said.of("rule.on-transfer-refused") : Said.NOTHING;
    }

    private Said status() {
        if (call.disposition().isEmpty()) {
            return Said.of("why.no-status");
        }
        if (!events.isEmpty() && kind("disposition").isEmpty()) {
            return Said.of("why.usual-status", "status", call.disposition());
        }
        return call.dispositionComment().isEmpty()
                ? Said.of("why.status", "status", call.disposition())
                : Said.of(
                        "why.status-comment",
                        "status",
                        call.disposition(),
                        "comment",
                        new Said.Quote(call.dispositionComment()));
    }

    // --- what has happened

    /** The last event that is of one of these kinds. */
    private Optional<EventRow> kind(String... kinds) {
        List<String> wanted = List.of(kinds);
        return events.reversed().stream()
                .filter(event -> wanted.contains(event.kind()))
                .findFirst();
    }

    private static Predicate<EventRow> is(String kind) {
        return event -> event.kind().equals(kind);
    }

    private Optional<String> lastText(String kind, String key) {
        return kind(kind).map(event -> text(event.data(), key)).filter(text -> !text.isEmpty());
    }

    private static String text(Map<String, ?> data, String key) {
        Object value = data.get(key);
        return value == null ? "" : value.toString();
    }
}
