package org.parley.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.parley.ai.StandardWords;

/** What stands behind {@code transfer}: one target and how it is reached. */
public record TransferOptions(
        String kind, String target, String context, Duration limit, String brief, String say, boolean timed) {
    private static final Pattern EXTENSION = Pattern.compile("[0-9A-Za-z*#_+-]{1,79}");
    private static final Pattern CONTEXT = Pattern.compile("[0-9A-Za-z_-]{0,80}");
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]{1,20}");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{2,20}");
    /** What is said of keys, in the languages that Parley speaks by itself. */
    private static final Pattern KEYS =
            Pattern.compile("\\b(?:press|push|key|keys)\\b|اضغط|فشار|کلید", Pattern.CASE_INSENSITIVE);

    private static final Set<String> TARGETS = Set.of("inGroup", "agent", "extension", "number");
    private static final Set<String> ALL =
            Set.of("inGroup", "agent", "extension", "number", "context", "wait", "warm", "say");
    /** How long it rings for somebody who is to hear what it is about. */
    private static final Duration RINGS = Duration.ofSeconds(25);

    private static final Duration WAIT_MAX = Duration.ofMinutes(10);
    private static final int BRIEF_MAX = 1000;

    /**
     * By the names of the verb's options.
     *
     * @throws ScriptException when they are not as {@code transfer} takes them
     */
    public static TransferOptions of(Map<String, ?> options) {
        List<String> kinds = new ArrayList<>();
        String target = "";
        String context = "";
        Duration wait = Duration.ZERO;
        String brief = "";
        String say = "";
        for (Map.Entry<String, ?> option : options.entrySet()) {
            SpeechWords.only(option, ALL);
            switch (option.getKey()) {
                case "wait" -> wait = QuestionWords.value(option, Duration.class);
                case "context" -> context = text(option);
                case "warm" -> brief = text(option);
                case "say" -> say = text(option);
                default -> {
                    kinds.add(option.getKey());
                    target = text(option);
                }
            }
        }
        if (kinds.size() != 1) {
            throw new ScriptException(
                    "Expected transfer with one of "
                            + String.join(", ", TARGETS.stream().sorted().toList()) + " but found "
                            + (kinds.isEmpty() ? "none" : String.join(", ", kinds)),
                    null);
        }
        return checked(new TransferOptions(
                kinds.getFirst(),
                target,
                context,
                brief.isBlank() || !wait.isZero() ? wait : RINGS,
                brief.strip(),
                say,
                !wait.isZero() || !brief.isBlank()));
    }

    private static TransferOptions checked(TransferOptions given) {
        boolean dialplan = given.kind.equals("extension") || given.kind.equals("number");
        Pattern form = given.kind.equals("number") ? NUMBER : dialplan ? EXTENSION : NAME;
        if (!form.matcher(given.target).matches()
                || !CONTEXT.matcher(given.context).matches()) {
            throw new ScriptException(
                    "Expected transfer " + given.kind + ": with " + expected(given.kind) + " but was '" + given.target
                            + "'" + (given.context.isEmpty() ? "" : " in '" + given.context + "'"),
                    null);
        }
        if (given.limit.isNegative() || given.limit.compareTo(WAIT_MAX) > 0) {
            throw new ScriptException("Expected wait: up to 10.min but was " + given.limit, null);
        }
        if (!dialplan && (!given.brief.isEmpty() || !given.context.isEmpty())) {
            throw new ScriptException(
                    "Expected warm: and context: with extension: or number:, for the dialer connects callers of "
                            + given.kind + ": itself",
                    null);
        }
        if (given.brief.length() > BRIEF_MAX) {
            throw new ScriptException("Expected warm: with up to " + BRIEF_MAX + " characters", null);
        }
        return given;
    }

    private static String expected(String kind) {
        return switch (kind) {
            case "extension" -> "an extension and a context of the dialplan";
            case "number" -> "a telephone number of 2 to 20 digits";
            case "agent" -> "the user of an agent, such as '6001'";
            default -> "the id of an in-group, such as 'CLOSERS'";
        };
    }

    private static String text(Map.Entry<String, ?> option) {
        return QuestionWords.value(option, CharSequence.class).toString();
    }

    /** What the dialplan knows it by. */
    String dialled() {
        return target.startsWith("+") && kind.equals("number") ? target.substring(1) : target;
    }

    /** Sends the caller of that call there, on its thread, and tells what came of it. */
    public Transfer send(Call call) {
        if (!say.isBlank()) {
            call.say(say, false);
        }
        Transfer done = switch (kind) {
            case "inGroup" -> call.people().queue(new People.Queue(target, "", limit));
            case "agent" -> call.people().queue(new People.Queue("", target, limit));
            default -> dial(call);
        };
        if (timed) {
            Pace.waited();
        }
        return done;
    }

    private Transfer dial(Call call) {
        if (timed) {
            return call.people().dial(new People.Dial(dialled(), context, limit, withKeys(call)));
        }
        if (!call.dialplan().isThere()) {
            call.mark("transfer-refused", "reason", Transfer.Reason.REFUSED.name());
            return Transfer.of(Transfer.Reason.REFUSED);
        }
        call.transfer(dialled(), context);
        return Transfer.of(Transfer.Reason.SENT);
    }

    /** What somebody is told, with the keys by which he decides when its writer has not named them. */
    private String withKeys(Call call) {
        return brief.isBlank() || KEYS.matcher(brief).find()
                ? brief
                : brief.strip() + " " + StandardWords.of(call.language()).takeIt();
    }

    /** The same to an extension that stands before the options. */
    static TransferOptions to(String extension, Map<String, ?> options) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("extension", extension);
        return of(all);
    }
}
