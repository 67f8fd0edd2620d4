package org.parley.trial;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.parley.dialer.CallResult.CallBack;
import org.parley.script.ScriptException;
import org.parley.trial.TrialOutcome.EndedBy;
import org.parley.trial.TrialOutcome.Line;
import org.parley.trial.TrialOutcome.Who;

/** What stands inside {@code expect { … }}: what must have come of the call. */
public final class Expectations {
    /** The steps that a call's record tells of as a trial does. */
    private static final Pattern RECORDED = Pattern.compile(
            "(answer|dispose|note|transfer|person|step|anytime|callback" + "|intent|tool|dnc|echo|hangup)(: .*)?");

    private final IntSupplier line;
    private final ZoneId customers;
    private final List<Check> checks = new ArrayList<>();

    /**
     * One of them: where it stands, what is expected, what came instead, and whether a call's record tells of it, too.
     */
    record Check(int line, String expected, boolean recorded, Function<TrialOutcome, Optional<String>> came) {}

    /** A bound of a number. */
    public record Count(String words, int least, int most) {}

    /** A bound of a time. */
    public record Time(Duration most) {}

    /** Whether there is one, when it does not matter which. */
    public enum Some {
        ANY,
        NONE
    }

    Expectations(IntSupplier line, ZoneId customers) {
        this.line = line;
        this.customers = customers;
    }

    /** There is one, whatever it is: {@code callback any}. */
    public Some getAny() {
        return Some.ANY;
    }

    /** There is none: {@code transfer none}. */
    public Some getNone() {
        return Some.NONE;
    }

    /** No more than so many: {@code turns atMost(3)}. */
    public Count atMost(int most) {
        return new Count("at most " + most, 0, most);
    }

    /** No longer than this: {@code took atMost(30.s)}. */
    public Time atMost(Duration most) {
        return new Time(most);
    }

    /** So many: {@code turns exactly(2)}. */
    public Count exactly(int count) {
        return new Count("exactly " + count, count, count);
    }

    /** The status of the call, "" for none: {@code disposition 'DNC'}. */
    public void disposition(String status) {
        is("the disposition", status, TrialOutcome::status);
    }

    /** Where the caller was sent: {@code transfer '8500'}, {@code transfer '8500@sales'}. */
    public void transfer(String target) {
        is("a transfer to", target, TrialOutcome::transfer);
    }

    /** Whether the caller was sent on at all: {@code transfer any}, {@code transfer none}. */
    public void transfer(Some wanted) {
        there("transfer", wanted, TrialOutcome::transfer);
    }

    /** Whether a call-back was agreed: {@code callback any}, {@code callback none}. */
    public void callback(Some wanted) {
        there(
                "call-back",
                wanted,
                outcome -> callBack(outcome).map(Object::toString).orElse(""));
    }

    /** When he is called back, by his clock: {@code callback 'tuesday'}, '2030-01-08' or '2030-01-08T15:00'. */
    public void callback(String when) {
        Predicate<ZonedDateTime> fits = fits(when);
        add("a call-back on " + when, outcome -> {
            Optional<ZonedDateTime> at = callBack(outcome);
            return at.isPresent() && fits.test(at.get())
                    ? Optional.empty()
                    : Optional.of(at.map(time -> "it is " + word(time.getDayOfWeek()) + " " + time.toLocalDateTime())
                            .orElse("there is none"));
        });
    }

    /** The lead's field was changed to this: {@code field 'city', 'Tampa'}. */
    public void field(String name, String value) {
        is("the field " + name + " as", value, outcome -> outcome.fields().getOrDefault(name, ""));
    }

    /** The same for several: {@code field city: 'Tampa', state: 'FL'}. */
    public void field(Map<String, ?> fields) {
        fields.forEach((name, value) -> field(name, String.valueOf(value)));
    }

    /** This is kept about the lead for his later calls: {@code remembers 'plan', 'gold'}. */
    public void remembers(String name, String value) {
        is("to remember " + name + " as", value, outcome -> outcome.remembered().getOrDefault(name, ""));
    }

    /** A note has this in it. */
    public void note(String words) {
        one("a note with '" + words + "'", CallerWords.with(words), TrialOutcome::notes);
    }

    /** A note matches: {@code note ~/postal code/}. */
    public void note(Pattern words) {
        one("a note ~/" + words + "/", text -> words.matcher(text).find(), TrialOutcome::notes);
    }

    /** The agent said this, capitals or not. */
    public void said(String words) {
        said("'" + words + "'", CallerWords.with(words));
    }

    /** The agent said what matches: {@code said ~/recorded line/}. */
    public void said(Pattern words) {
        said("~/" + words + "/", text -> words.matcher(text).find());
    }

    /** The agent never said this. */
    public void neverSaid(String words) {
        neverSaid("'" + words + "'", CallerWords.with(words));
    }

    /** The agent never said what matches: {@code neverSaid ~/guarantee/}. */
    public void neverSaid(Pattern words) {
        neverSaid("~/" + words + "/", text -> words.matcher(text).find());
    }

    /** The model called a tool, and this is in its name, arguments or answer: {@code tool 'price'}. */
    public void tool(String words) {
        add("a tool with '" + words + "'", one(CallerWords.with(words), TrialOutcome::tools));
    }

    /** How often the agent had the word: {@code turns atMost(3)}. */
    public void turns(Count bound) {
        add("turns " + bound.words(), outcome -> {
            int turns = outcome.turns();
            return turns >= bound.least() && turns <= bound.most()
                    ? Optional.empty()
                    : Optional.of("the agent had " + turns);
        });
    }

    /** How long the call took, in virtual time: {@code took atMost(1.min)}. */
    public void took(Time bound) {
        add(
                "at most " + Timeline.seconds(bound.most()),
                outcome -> outcome.took().compareTo(bound.most()) <= 0
                        ? Optional.empty()
                        : Optional.of("the call took " + Timeline.seconds(outcome.took())));
    }

    /** The script did these, in this order, with others between: {@code path 'note: postal code', 'hangup'}. */
    public void path(String... steps) {
        boolean recorded = Arrays.stream(steps).allMatch(Expectations::isRecorded);
        add("the path " + String.join(", ", steps), recorded, outcome -> {
            int found = 0;
            for (String step : outcome.path()) {
                if (found < steps.length && step.startsWith(steps[found])) {
                    found++;
                }
            }
            return found == steps.length
                    ? Optional.empty()
                    : Optional.of(
                            "'" + steps[found] + "' did not come; it did\n  " + String.join("\n  ", outcome.path()));
        });
    }

    /** The script never did this: {@code neverPath 'transfer'}. */
    public void neverPath(String step) {
        add(
                "never the step " + step,
                isRecorded(step),
                outcome -> outcome.path().stream()
                        .filter(each -> each.startsWith(step))
                        .findFirst()
                        .map(each -> "it did " + each));
    }

    /** Who ended the call: {@code endedBy 'caller'}, 'script', 'time' or 'failure'. */
    public void endedBy(String who) {
        List<String> known = Arrays.stream(EndedBy.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!known.contains(who)) {
            throw new ScriptException(
                    "Expected endedBy with " + String.join(", ", known) + " but was '" + who + "'", null);
        }
        add("the end by the " + who, outcome -> {
            String by = outcome.endedBy().name().toLowerCase(Locale.ROOT);
            return by.equals(who) ? Optional.empty() : Optional.of("it was the " + by + ": " + outcome.detail());
        });
    }

    List<Check> checks() {
        return List.copyOf(checks);
    }

    /** Whether the test looks at how the call ended, and so a script that broke down may be what it wants. */
    boolean wantsFailure() {
        return checks.stream().anyMatch(check -> check.expected().equals("the end by the failure"));
    }

    private void add(String expected, Function<TrialOutcome, Optional<String>> came) {
        add(expected, true, came);
    }

    private void add(String expected, boolean recorded, Function<TrialOutcome, Optional<String>> came) {
        checks.add(new Check(line.getAsInt(), expected, recorded, came));
    }

    private static boolean isRecorded(String step) {
        return RECORDED.matcher(step).matches();
    }

    private void is(String what, String wanted, Function<TrialOutcome, String> value) {
        add(wanted.isEmpty() ? "none for " + what : what + " " + wanted, outcome -> {
            String came = value.apply(outcome);
            return came.equals(wanted)
                    ? Optional.empty()
                    : Optional.of(came.isEmpty() ? "there is none" : "it is " + came);
        });
    }

    private void there(String what, Some wanted, Function<TrialOutcome, String> value) {
        add((wanted == Some.ANY ? "a " : "no ") + what, outcome -> {
            String came = value.apply(outcome);
            return came.isEmpty() == (wanted == Some.NONE)
                    ? Optional.empty()
                    : Optional.of(came.isEmpty() ? "there is none" : "it is " + came);
        });
    }

    private void one(String what, Predicate<String> fits, Function<TrialOutcome, List<String>> all) {
        add(what, one(fits, all));
    }

    private static Function<TrialOutcome, Optional<String>> one(
            Predicate<String> fits, Function<TrialOutcome, List<String>> all) {
        return outcome -> {
            List<String> came = all.apply(outcome);
            return came.stream().anyMatch(fits)
                    ? Optional.empty()
                    : Optional.of(came.isEmpty() ? "there is none" : "there are: " + String.join("; ", came));
        };
    }

    private static Stream<Line> agents(TrialOutcome outcome) {
        return outcome.transcript().stream().filter(each -> each.who() == Who.AGENT);
    }

    private void said(String what, Predicate<String> fits) {
        add(
                "that the agent says " + what,
                outcome -> agents(outcome).anyMatch(each -> fits.test(each.text()))
                        ? Optional.empty()
                        : Optional.of("he never does"));
    }

    private void neverSaid(String what, Predicate<String> fits) {
        add(
                "that the agent never says " + what,
                outcome -> agents(outcome)
                        .filter(each -> fits.test(each.text()))
                        .findFirst()
                        .map(each -> "he says: " + each.text()));
    }

    private Optional<ZonedDateTime> callBack(TrialOutcome outcome) {
        CallBack agreed = outcome.callBack();
        return agreed == null ? Optional.empty() : Optional.of(agreed.at().atZone(customers));
    }

    private static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static Predicate<ZonedDateTime> fits(String when) {
        Optional<DayOfWeek> day = Arrays.stream(DayOfWeek.values())
                .filter(each -> word(each).equals(when.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (day.isPresent()) {
            return at -> at.getDayOfWeek() == day.get();
        }
        try {
            if (when.contains("T")) {
                LocalDateTime time = LocalDateTime.parse(when);
                return at -> at.toLocalDateTime().equals(time);
            }
            LocalDate date = LocalDate.parse(when);
            return at -> at.toLocalDate().equals(date);
        } catch (DateTimeParseException wrong) {
            throw new ScriptException(
                    "Expected callback any, none, a day such as 'tuesday', '2030-01-08' or '2030-01-08T15:00' but was '"
                            + when + "'",
                    wrong);
        }
    }
}
