package org.parley.aloud;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.call.CallEvent;
import org.parley.dialer.CallResult;
import org.parley.trial.TrialOutcome;
import org.parley.trial.TrialOutcome.EndedBy;
import org.parley.trial.TrialOutcome.Line;
import org.parley.trial.TrialOutcome.Who;

/** What a call's record tells, as a trial tells it. The call's threads write, any may read. */
final class AloudRecord implements Consumer<CallEvent> {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Line> lines = new ArrayList<>();
    private final List<String> path = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> tools = new ArrayList<>();
    private final Map<String, String> remembered;
    private final String phone;
    private BiFunction<String, Long, String> heard = (text, _) -> text;
    private String last = ""; // step of the path that somebody's being called or a tool's answer changes
    private String status = "";
    private String transfer = "";
    private String reason = "";
    private String detail = "";
    private String recording = "";
    private long millis;
    private int turns;
    private boolean agentHasTheWord;

    /** With what earlier calls have kept, and the number of who calls. */
    AloudRecord(Map<String, String> remembered, String phone) {
        this.remembered = new HashMap<>(remembered);
        this.phone = phone;
    }

    /** By this it knows how much of the agent's words was out after so many milliseconds. */
    synchronized void cutBy(BiFunction<String, Long, String> words) {
        heard = words;
    }

    /** The caller has heard his own words. */
    synchronized void echo(String words) {
        lines.add(new Line(Duration.ofMillis(millis), Who.AGENT, words, "echo"));
    }

    @Override
    public synchronized void accept(CallEvent event) {
        millis = event.ms();
        switch (event.kind()) {
            case "agent-said" -> {
                turns += agentHasTheWord ? 0 : 1;
                agentHasTheWord = true;
                boolean cut = Boolean.TRUE.equals(event.data().get("interrupted"));
                long heardMs = number(event, "heardMs");
                String text = text(event, "text");
                lines.add(new Line(
                        Duration.ofMillis(Math.max(0, event.ms() - heardMs)),
                        Who.AGENT,
                        cut ? heard.apply(text, heardMs) : text,
                        cut ? "interrupted" : ""));
            }
            case "caller-said" -> {
                agentHasTheWord = false;
                String words = text(event, "text");
                line(event, Who.CALLER, words.isEmpty() ? "…" : words, words.isEmpty() ? "not understood" : "");
            }
            case "hearing-failed" -> {
                agentHasTheWord = false;
                line(event, Who.CALLER, "…", "not heard: " + text(event, "reason"));
            }
            case "caller-keyed" -> {
                agentHasTheWord = false;
                line(event, Who.CALLER, "#", text(event, "count") + " keys");
            }
            case "answer" -> {
                agentHasTheWord = false;
                boolean ok = text(event, "outcome").equals("MATCH");
                path.add("answer: " + text(event, ok ? "value" : "outcome"));
            }
            case "disposition" -> {
                status = text(event, "status");
                path.add("dispose: " + status);
            }
            case "callback" -> path.add("callback: " + text(event, "at"));
            case "transfer" -> {
                String context = text(event, "context");
                transfer = text(event, "extension") + (context.isEmpty() ? "" : "@" + context);
                path.add("transfer: " + transfer);
            }
            case "queue" -> queued(event);
            case "note" -> {
                notes.add(text(event, "text"));
                path.add("note: " + text(event, "text"));
            }
            case "dnc" -> path.add("dnc: " + (text(event, "phone").isEmpty() ? phone : text(event, "phone")));
            case "person" -> called(event);
            case "tool" -> {
                last = text(event, "name") + text(event, "arguments");
                tools.add(last);
                path.add("tool: " + last);
            }
            case "tool-answer" -> answered(last + " -> " + text(event, "text"));
            case "echo" -> path.add("echo");
            case "intent", "step" -> path.add(event.kind() + ": " + text(event, "name"));
            case "anytime" -> path.add("anytime: " + text(event, "rule"));
            case "remembered" -> remembered.put(text(event, "name"), text(event, "value"));
            case "ended" -> {
                recording = text(event, "recording");
                reason = text(event, "reason");
                detail = text(event, "detail");
                if (reason.equals("AGENT")) {
                    path.add("hangup");
                }
                ended.countDown();
            }
            default -> {} // what no expectation asks for
        }
    }

    /** Who is sent to people goes to a number of the dialer's making; a trial names the in-group or the agent. */
    private void queued(CallEvent event) {
        if (text(event, "reason").equals("SENT")) {
            int sent = path.lastIndexOf("transfer: " + transfer);
            String agent = text(event, "agent");
            transfer = agent.isEmpty() ? text(event, "group") : "agent " + agent;
            if (sent >= 0) {
                path.set(sent, "transfer: " + transfer);
            }
        }
    }

    /** Who takes the call shows as the number that was called, and not as the place where they meet. */
    private void called(CallEvent event) {
        String reason = text(event, "reason");
        int sent = path.lastIndexOf("transfer: " + transfer);
        boolean comes = reason.equals("ANSWERED");
        if (comes && sent >= 0) {
            path.remove(sent);
        }
        path.add("person: " + reason.toLowerCase(Locale.ROOT));
        if (comes) {
            transfer = text(event, "extension");
            path.add("transfer: " + transfer);
        }
    }

    private void answered(String whole) {
        int tool = tools.lastIndexOf(last);
        int step = path.lastIndexOf("tool: " + last);
        if (tool >= 0 && step >= 0) {
            tools.set(tool, whole);
            path.set(step, "tool: " + whole);
        }
    }

    private static long number(CallEvent event, String key) {
        return event.data().get(key) instanceof Number number ? number.longValue() : 0;
    }

    private void line(CallEvent event, Who who, String text, String remark) {
        lines.add(new Line(Duration.ofMillis(event.ms()), who, text, remark));
    }

    private static String text(CallEvent event, String key) {
        Object value = event.data().get(key);
        return value == null ? "" : value.toString();
    }

    /** The name of the recording, or "" while there is none. */
    synchronized String recording() {
        return recording;
    }

    /** Whether the call ends within this time. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * What came of it.
     *
     * @param result what the dialer was told; null when it was told nothing
     * @param late why it was not whole, or ""
     */
    synchronized TrialOutcome outcome(@Nullable CallResult result, Map<String, String> variables, String late) {
        return new TrialOutcome(
                status,
                result == null ? "" : result.comment(),
                result == null ? null : result.callBack(),
                result == null ? Map.of() : result.fields(),
                transfer,
                notes,
                tools,
                variables,
                remembered,
                late.isEmpty() ? endedBy() : EndedBy.FAILURE,
                late.isEmpty() ? detail.isEmpty() ? "the script ended" : detail : late,
                Duration.ofMillis(millis),
                turns,
                lines,
                path);
    }

    private EndedBy endedBy() {
        return switch (reason) {
            case "CALLER" -> EndedBy.CALLER;
            case "TIME", "COST" -> EndedBy.TIME;
            case "SCRIPT", "AGENT", "TRANSFER" -> EndedBy.SCRIPT;
            default -> EndedBy.FAILURE;
        };
    }
}
