package org.parley.demo;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.parley.call.CallEvent;
import org.parley.demo.Terminal.Style;

/** Shows calls as they happen, a line per event, and keeps what the host told of each. Any thread may tell it. */
public final class LiveView implements Consumer<CallEvent> {
    private final Terminal terminal;
    private final boolean several;
    private final Map<String, CallFacts> calls = new ConcurrentHashMap<>();
    private final Map<String, String> speaking = new ConcurrentHashMap<>();

    /** With {@code several} calls at once every line names its call. */
    public LiveView(Terminal terminal, boolean several) {
        this.terminal = terminal;
        this.several = several;
    }

    @Override
    public void accept(CallEvent event) {
        describe(event)
                .ifPresent(words ->
                        terminal.line("%s%s  %s".formatted(several ? event.callId() + " " : "", clock(event), words)));
        calls.computeIfAbsent(event.callId(), CallFacts::new).take(event);
    }

    /** The call that the dialer knows by this code; empty while the host has not recognised it. */
    Optional<CallFacts> byCode(String code) {
        return calls.values().stream().filter(call -> call.code().equals(code)).findFirst();
    }

    private String clock(CallEvent event) {
        return terminal.in(Style.ASIDE, "%7.2f s".formatted(event.ms() / 1000.0));
    }

    private Optional<String> describe(CallEvent event) {
        String text = Terminal.shown(CallFacts.text(event, "text"));
        return switch (event.kind()) {
            case "started" ->
                aside(
                        event,
                        "call",
                        "extension %s, script %s"
                                .formatted(CallFacts.text(event, "extension"), CallFacts.text(event, "script")));
            case "answered" -> aside(event, "answered", "");
            case "leg" -> aside(event, "audio", "connected in " + CallFacts.number(event, "connectMs") + " ms");
            case "dialer" -> aside(event, "dialer", dialer(event));
            case "agent-says" -> {
                speaking.put(event.callId(), text);
                yield Optional.of(said(Style.AGENT, "agent", text));
            }
            case "agent-said" -> agentSaid(event, text);
            case "caller-said" -> Optional.of(said(Style.CALLER, "caller", text) + callerAside(event));
            case "caller-keyed" ->
                Optional.of(said(Style.CALLER, "caller", "[" + CallFacts.number(event, "count") + " keys]"));
            case "floor" -> floor(event);
            case CallEvent.CALLER_SAYING, CallEvent.AGENT_SAYING -> Optional.empty(); // whole soon
            case "digit", "leg-ended", "answer", "disposition", "recorded" -> Optional.empty();
            case "ended" ->
                aside(
                        event,
                        "ended",
                        "%s after %d s, disposition %s"
                                .formatted(
                                        CallFacts.text(event, "reason").toLowerCase(Locale.ROOT),
                                        CallFacts.number(event, "seconds"),
                                        CallFacts.text(event, "status")));
            case "note" -> aside(event, "note", text);
            default -> aside(event, event.kind(), others(event));
        };
    }

    private Optional<String> floor(CallEvent event) {
        String why = CallFacts.text(event, "why");
        return switch (CallFacts.text(event, "decision")) {
            case "PAUSED" -> aside(event, "floor", "the caller makes himself heard, the agent holds");
            case "RESUMED" -> aside(event, "floor", "the agent goes on: " + why);
            default -> aside(event, "floor", "the caller has it: " + why);
        };
    }

    private static String dialer(CallEvent event) {
        return CallFacts.flag(event, "known")
                ? "code %s, campaign %s, lead %s, agent line %s"
                        .formatted(
                                CallFacts.text(event, "code"),
                                CallFacts.text(event, "campaign"),
                                CallFacts.text(event, "lead"),
                                CallFacts.text(event, "line"))
                : "does not know this call";
    }

    /** Its words were shown when it began; only a free talk tells them when they are over. */
    private Optional<String> agentSaid(CallEvent event, String text) {
        String aside = agentAside(event);
        if (!text.equals(speaking.remove(event.callId()))) {
            return Optional.of(said(Style.AGENT, "agent", text) + aside);
        }
        return aside.isEmpty() ? Optional.empty() : Optional.of("%-9s%s".formatted("", aside));
    }

    private String agentAside(CallEvent event) {
        long latency = CallFacts.number(event, "latencyMs");
        String after = latency < 0 ? "" : "  began %d ms after the caller's last word".formatted(latency);
        String cut = CallFacts.flag(event, "interrupted")
                ? "  cut off after %.1f s".formatted(CallFacts.number(event, "heardMs") / 1000.0)
                : "";
        return (after + cut).isEmpty() ? "" : terminal.in(Style.ASIDE, after + cut);
    }

    private String callerAside(CallEvent event) {
        double confidence = event.data().get("confidence") instanceof Number number ? number.doubleValue() : 0;
        return terminal.in(
                Style.ASIDE,
                "  understood in %d ms, sure to %.0f %%"
                        .formatted(CallFacts.number(event, "recognisedMs"), 100 * confidence));
    }

    private String said(Style style, String who, String text) {
        return terminal.in(style, "%-9s %s".formatted(who, text.isEmpty() ? "(not understood)" : "“" + text + "”"));
    }

    private Optional<String> aside(CallEvent event, String what, String words) {
        Style style = event.kind().endsWith("failed") ? Style.BAD : Style.ASIDE;
        return Optional.of(terminal.in(style, "%-9s %s".formatted(what, words).stripTrailing()));
    }

    private static String others(CallEvent event) {
        return event.data().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + Terminal.shown(String.valueOf(entry.getValue())))
                .collect(Collectors.joining(", "));
    }
}
