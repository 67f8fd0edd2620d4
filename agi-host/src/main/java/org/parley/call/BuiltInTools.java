package org.parley.call;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.parley.ai.FutureTimes;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.ai.ToolSpec.Parameter;
import org.parley.dialer.Lead;
import org.parley.script.Allowed;
import org.parley.script.Call;
import org.parley.script.People;
import org.parley.script.Steering;
import org.parley.script.Transfer;

/**
 * The tools of Parley, as far as a script allows them. Each does what it does by the verb of the call, on the call's
 * thread.
 */
public final class BuiltInTools {
    private static final String END_CALL = "end_call";
    private static final String TRANSFER = "transfer_call";
    private static final String CALL_BACK = "schedule_callback";
    private static final String DO_NOT_CALL = "do_not_call";
    private static final String DIGITS = "send_digits";
    private static final String READ_LEAD = "read_lead";
    private static final String CHANGE_LEAD = "change_lead";

    /** The farewell of a tool that ends the talk must be heard within its limit. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Pattern KEYS = Pattern.compile("[0-9*#A-D]{1,32}");
    private static final DateTimeFormatter SPOKEN = DateTimeFormatter.ofLocalizedDateTime(
                    FormatStyle.FULL, FormatStyle.SHORT)
            .withLocale(Locale.US);

    private final Allowed allowed;
    private final Call call;
    private final Supplier<ZonedDateTime> customersTime;

    /** For that call, whose customer has that wall clock. */
    public BuiltInTools(Allowed allowed, Call call, Supplier<ZonedDateTime> customersTime) {
        this.allowed = allowed;
        this.call = call;
        this.customersTime = customersTime;
    }

    /** What comes of a tool. */
    public sealed interface Outcome {
        /** The model is told this. */
        record Answer(ToolResult result) implements Outcome {}

        /** Keys are sent once nobody speaks, then the model is told. */
        record Keys(String keys) implements Outcome {}

        /** The talk ends once these words, or "" for those that it is saying, were heard; then this is done. */
        record Ends(String goodbye, Runnable then) implements Outcome {}
    }

    /** What has happened when this call of a tool has failed. */
    public static String event(ToolCall failed) {
        return failed.name().equals(TRANSFER) ? Steering.TRANSFER_REFUSED : Steering.TOOL_FAILED;
    }

    /** What the model is told of them. */
    public List<ToolSpec> specs() {
        List<ToolSpec> specs = new ArrayList<>();
        Parameter goodbye = new Parameter(
                "goodbye",
                ToolSpec.Type.STRING,
                "your last words to the caller, which are spoken to their end; leave it out if you have just said them",
                false,
                List.of());
        if (allowed.endCall()) {
            specs.add(spec(END_CALL, "Ends the call politely, when the caller has all that he needs.", goodbye));
        }
        if (!allowed.transfer().isEmpty()) {
            List<String> names = allowed.transfer().keySet().stream().sorted().toList();
            specs.add(spec(
                    TRANSFER,
                    "Puts the caller through to a person and ends your part of the call.",
                    new Parameter("to", ToolSpec.Type.STRING, "who it is", names.size() > 1, names),
                    goodbye));
        }
        if (allowed.callBack()) {
            specs.add(spec(
                    CALL_BACK,
                    "Agrees a time at which the caller is called again.",
                    text(
                            "when",
                            "the time in the caller's words, such as 'tomorrow at three pm', or as 2026-05-04T15:00"),
                    new Parameter("remark", ToolSpec.Type.STRING, "what it is about", false, List.of())));
        }
        if (allowed.doNotCall()) {
            specs.add(spec(DO_NOT_CALL, "Notes that the caller must never be called again, when he asks for that."));
        }
        if (allowed.digits()) {
            specs.add(spec(DIGITS, "Presses keys of the telephone.", text("keys", "such as 12# ; 0-9, *, # and A-D")));
        }
        if (!allowed.readLead().isEmpty()) {
            specs.add(spec(
                    READ_LEAD,
                    "Reads what is known about the caller.",
                    new Parameter("field", ToolSpec.Type.STRING, "which field", true, allowed.readLead())));
        }
        if (!allowed.changeLead().isEmpty()) {
            specs.add(spec(
                    CHANGE_LEAD,
                    "Changes what is known about the caller, when he says that it is wrong or missing.",
                    new Parameter("field", ToolSpec.Type.STRING, "which field", true, allowed.changeLead()),
                    text("value", "the new value")));
        }
        return specs;
    }

    private static Parameter text(String name, String description) {
        return new Parameter(name, ToolSpec.Type.STRING, description, true, List.of());
    }

    private static ToolSpec spec(String name, String description, Parameter... parameters) {
        return new ToolSpec(name, description, List.of(parameters), LIMIT);
    }

    /** Does what the model asks for by one of {@link #specs}. */
    public Outcome run(ToolSpec tool, Map<String, Object> arguments) {
        return switch (tool.name()) {
            case END_CALL -> new Outcome.Ends(argument(arguments, "goodbye"), () -> {});
            case TRANSFER -> transfer(arguments);
            case CALL_BACK -> new Outcome.Answer(callBack(arguments));
            case DO_NOT_CALL -> {
                call.dispose("DNC", "asked not to be called");
                yield done("It is noted. Tell the caller.");
            }
            case DIGITS -> keys(argument(arguments, "keys"));
            case READ_LEAD -> new Outcome.Answer(ToolResult.of(read(argument(arguments, "field"))));
            case CHANGE_LEAD -> {
                call.field(argument(arguments, "field"), argument(arguments, "value"));
                yield done("It is changed.");
            }
            default -> throw new IllegalStateException("Expected a tool of specs() but was " + tool.name());
        };
    }

    private static Outcome done(String text) {
        return new Outcome.Answer(ToolResult.of(text));
    }

    private static String argument(Map<String, Object> arguments, String name) {
        return arguments.getOrDefault(name, "").toString();
    }

    private Outcome transfer(Map<String, Object> arguments) {
        String to = arguments
                .getOrDefault("to", allowed.transfer().keySet().iterator().next())
                .toString();
        Allowed.Target target = Objects.requireNonNull(allowed.transfer().get(to));
        if (!call.dialplan().isThere()) {
            call.mark("transfer-refused", "reason", Transfer.Reason.REFUSED.name());
            return new Outcome.Answer(ToolResult.failure("This caller talks from a page on the web and cannot be put"
                    + " through. Tell him, and offer him something else, such as a call back."));
        }
        if (target.inGroup().isEmpty()) {
            return new Outcome.Ends(argument(arguments, "goodbye"), () -> call.transfer(target.extension(), ""));
        }
        if (call.people().free(target.inGroup()) == 0) {
            call.mark("transfer-refused", "reason", "NO_AGENT");
            return new Outcome.Answer(ToolResult.failure(
                    "Nobody of them is free now. Tell the caller, and offer him something else, such as a call back."));
        }
        return new Outcome.Ends(argument(arguments, "goodbye"), () -> {
            Transfer sent = call.people().queue(new People.Queue(target.inGroup(), "", Duration.ZERO));
            if (!sent.ok()) {
                call.mark("transfer-refused", "reason", sent.reason());
            }
        });
    }

    private static Outcome keys(String keys) {
        return KEYS.matcher(keys).matches()
                ? new Outcome.Keys(keys)
                : new Outcome.Answer(
                        ToolResult.failure("Expected 1 to 32 keys of 0-9, *, # and A-D but was '" + keys + "'."));
    }

    private ToolResult callBack(Map<String, Object> arguments) {
        String when = argument(arguments, "when");
        ZonedDateTime now = customersTime.get();
        Optional<Instant> at = time(when, now);
        if (at.isEmpty()) {
            return ToolResult.failure(
                    "Expected a day and time to come, such as 'tomorrow at three pm', but was '%s'; it is %s now."
                            .formatted(when, SPOKEN.format(now)));
        }
        call.callback(at.get(), argument(arguments, "remark"), "");
        return ToolResult.of("Agreed for " + SPOKEN.format(at.get().atZone(now.getZone())) + ". Tell the caller.");
    }

    private static Optional<Instant> time(String when, ZonedDateTime now) {
        try {
            Instant at = LocalDateTime.parse(when.strip()).atZone(now.getZone()).toInstant();
            return at.isAfter(now.toInstant()) ? Optional.of(at) : Optional.empty();
        } catch (DateTimeParseException words) {
            return FutureTimes.parse(when, now);
        }
    }

    private String read(String field) {
        Lead lead = call.lead();
        String value = switch (field) {
            case "first_name", "firstName" -> lead.firstName();
            case "last_name", "lastName" -> lead.lastName();
            case "phone_number", "phoneNumber" -> lead.phoneNumber();
            case "city" -> lead.city();
            case "state" -> lead.state();
            case "postal_code", "postalCode" -> lead.postalCode();
            case "email" -> lead.email();
            case "comments" -> lead.comments();
            case "status" -> lead.status();
            default -> "";
        };
        return value.isEmpty() ? "That is not known." : value;
    }
}
