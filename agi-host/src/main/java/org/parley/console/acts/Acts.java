package org.parley.console.acts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.parley.call.LiveCalls;
import org.parley.call.Order;
import org.parley.console.acts.Act.Field;
import org.parley.console.acts.Act.Given;
import org.parley.console.doors.Audit;
import org.parley.console.doors.Door;
import org.parley.console.doors.Visitor;
import org.parley.console.http.Json;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.script.ScriptException;
import org.parley.script.TransferOptions;

/**
 * All that may be done to calls that run. Each answers within half a second with what was begun; the call's events of
 * the kind {@code supervisor} tell how it ended, by the number of the order.
 */
public final class Acts {
    private static final int TEXT_MAX = 1_000;
    private static final int MUTE_USUAL = 120; // seconds
    private static final int MUTE_MAX = 600;
    private static final int WAIT_MAX = 120;
    private static final int RINGS_USUAL = 25;
    private static final Duration BEGUN = Duration.ofMillis(250);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final LiveCalls calls;
    private final Audit audit;
    private final List<Act> all;

    public Acts(LiveCalls calls, Audit audit) {
        this.calls = calls;
        this.audit = audit;
        this.all = List.of(
                act(
                        "hangup",
                        "hangUp",
                        "Hang up; the script's clean-ups run, and the call gets its status. Asked again it changes"
                                + " nothing",
                        List.of(),
                        this::hangUp),
                act(
                        "say",
                        "say",
                        "Have the agent say this to the caller, once nobody speaks",
                        List.of(
                                new Field("text", "string", true, "the words, up to " + TEXT_MAX + " characters"),
                                new Field("language", "string", false, "their language, such as ar; else the call's"),
                                new Field("now", "boolean", false, "at once, instead of what is being said")),
                        this::say),
                act(
                        "whisper",
                        "whisper",
                        "Tell the model that talks with the caller this, which he does not hear; it goes by it from its"
                                + " next answer on. A script that speaks its own words has nobody to tell it: 409",
                        List.of(new Field(
                                "text", "string", true, "what it is to know, up to " + TEXT_MAX + " characters")),
                        this::whisper),
                act(
                        "mute",
                        "mute",
                        "Have the agent fall silent and answer nothing; what the caller says is written down",
                        List.of(new Field(
                                "seconds",
                                "integer",
                                false,
                                "for how long, 1 to " + MUTE_MAX + "; " + MUTE_USUAL + " when not given")),
                        this::mute),
                act("unmute", "unmute", "Let the agent speak and answer again", List.of(), this::unmute),
                act(
                        "transfer",
                        "transfer",
                        "Send the caller on, as the script's transfer does; the script ends",
                        List.of(
                                new Field("inGroup", "string", false, "to this in-group of the dialer"),
                                new Field("agent", "string", false, "to this user of the dialer"),
                                new Field("extension", "string", false, "to this extension of the dialplan"),
                                new Field("number", "string", false, "to this telephone number"),
                                new Field("say", "string", false, "what the caller is told first"),
                                new Field(
                                        "wait",
                                        "integer",
                                        false,
                                        "seconds, up to " + WAIT_MAX
                                                + ", in which somebody must be found; else the call goes on")),
                        this::transfer),
                act(
                        "takeover",
                        "takeOver",
                        "Call this telephone while the caller waits, and put him through to it; when nobody answers,"
                                + " the agent goes on",
                        List.of(
                                new Field("extension", "string", false, "an extension of the dialplan"),
                                new Field("number", "string", false, "or a telephone number"),
                                new Field("say", "string", false, "what the caller is told first"),
                                new Field(
                                        "wait",
                                        "integer",
                                        false,
                                        "seconds that it may ring, up to " + WAIT_MAX + "; " + RINGS_USUAL
                                                + " when not given")),
                        this::takeOver));
    }

    private static Act act(String name, String operation, String summary, List<Field> fields, Act.Doing doing) {
        return new Act(name, operation, summary, Role.SUPERVISOR, fields, doing);
    }

    /** All of them. */
    public List<Act> all() {
        return all;
    }

    /**
     * Does one of them to a call, for somebody who has come in.
     *
     * @param body an object with the act's fields; an empty one, or nothing, for none
     * @return what was begun
     * @throws Problem when it is not done, with the reason
     */
    public Map<String, Object> perform(String name, String call, JsonNode body, Visitor who)
            throws InterruptedException {
        Act act = all.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.refused("Expected one of "
                        + String.join(", ", all.stream().map(Act::name).toList()) + " but was '" + Problem.shown(name)
                        + "'"));
        Door.authorize(who.who(), act.role());
        Given given = act.given(body.isMissingNode() || body.isNull() ? Json.object() : body);
        if (!calls.isRunning(call)) {
            throw Problem.unknown(
                    "There is no call '" + Problem.shown(call) + "' that runs; /api/calls/live lists those that do");
        }
        return act.doing().begin(call, given, who);
    }

    private Map<String, Object> hangUp(String call, Given given, Visitor who) {
        audit.note(who, "hangup", call);
        boolean asked = calls.hangUp(call, who.name());
        return Map.of("call", call, "running", asked);
    }

    private Map<String, Object> say(String call, Given given, Visitor who) throws InterruptedException {
        String text = someWords(given);
        Locale language = given.text("language").map(Acts::language).orElse(null);
        return order(call, who, text, new Order.Say(text, language, given.flag("now")));
    }

    private Map<String, Object> whisper(String call, Given given, Visitor who) throws InterruptedException {
        String text = someWords(given);
        return order(call, who, text, new Order.Whisper(text));
    }

    private static String someWords(Given given) {
        String text = words(given, "text").strip();
        if (text.isEmpty()) {
            throw Problem.unfit("text: expected words but was empty");
        }
        return text;
    }

    private static String words(Given given, String field) {
        String text = given.text(field).orElse("");
        if (text.length() > TEXT_MAX || CONTROL.matcher(text).find()) {
            throw Problem.unfit("%s: expected up to %d characters on one line but was %d"
                    .formatted(field, TEXT_MAX, text.length()));
        }
        return text;
    }

    private static Locale language(String tag) {
        try {
            Locale language = new Locale.Builder().setLanguageTag(tag).build();
            if (!language.getLanguage().isEmpty()) {
                return language;
            }
        } catch (IllformedLocaleException wrong) {
            // told below, like a tag without a language
        }
        throw Problem.unfit(
                "language: expected the tag of a language, such as ar, but was '" + Problem.shown(tag) + "'");
    }

    private Map<String, Object> mute(String call, Given given, Visitor who) throws InterruptedException {
        int seconds = within(given, "seconds", MUTE_USUAL, MUTE_MAX);
        return order(call, who, seconds + " s", new Order.Mute(Duration.ofSeconds(seconds)));
    }

    private static int within(Given given, String field, int usual, int most) {
        int seconds = given.number(field, usual);
        if (given.has(field) && (seconds < 1 || seconds > most)) {
            throw Problem.unfit("%s: expected 1 to %d but was %d".formatted(field, most, seconds));
        }
        return seconds;
    }

    private Map<String, Object> unmute(String call, Given given, Visitor who) throws InterruptedException {
        return order(call, who, "", new Order.Unmute());
    }

    private Map<String, Object> transfer(String call, Given given, Visitor who) throws InterruptedException {
        TransferOptions to = to(given, within(given, "wait", 0, WAIT_MAX));
        return order(call, who, to.kind() + " " + to.target(), new Order.SendOn(to));
    }

    private Map<String, Object> takeOver(String call, Given given, Visitor who) throws InterruptedException {
        if (given.has("extension") == given.has("number")) {
            throw Problem.unfit("takeover: expected either extension or number, the telephone that is called");
        }
        TransferOptions to = to(given, within(given, "wait", RINGS_USUAL, WAIT_MAX));
        return order(call, who, to.kind() + " " + to.target(), new Order.TakeOver(to));
    }

    private static TransferOptions to(Given given, int waitSeconds) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (String field : List.of("inGroup", "agent", "extension", "number")) {
            given.text(field).ifPresent(text -> options.put(field, text));
        }
        options.put("say", words(given, "say"));
        if (waitSeconds > 0) {
            options.put("wait", Duration.ofSeconds(waitSeconds));
        }
        try {
            return TransferOptions.of(options);
        } catch (ScriptException wrong) {
            throw Problem.unfit(Problem.shortened(String.valueOf(wrong.getMessage())));
        }
    }

    private Map<String, Object> order(String call, Visitor who, String detail, Order.What what)
            throws InterruptedException {
        audit.note(who, what.word(), detail.isEmpty() ? call : call + " " + detail);
        Order order = new Order(who.name(), what);
        Optional<String> refused = calls.give(call, order);
        if (refused.isPresent()) {
            throw new Problem(409, "Conflict", refused.get());
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("call", call);
        answer.put("act", what.word());
        answer.put("order", order.number());
        answer.put("state", order.awaitBegun(BEGUN) ? "begun" : "waiting");
        return answer;
    }
}
