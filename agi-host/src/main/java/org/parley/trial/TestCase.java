package org.parley.trial;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.parley.ai.LanguageModel;
import org.parley.dialer.Lead;
import org.parley.script.Data;
import org.parley.script.People;
import org.parley.script.ScriptException;
import org.parley.script.Transfer.Reason;
import org.parley.trial.Expectations.Check;
import org.parley.trial.Timeline.Step;

/** What stands inside {@code test('…') { … }}: who calls, what he does, and what must come of it. */
public final class TestCase {
    /** A Monday: what a caller means by "tomorrow" must not depend on the day of the test. */
    private static final LocalDateTime START = LocalDateTime.of(2030, 1, 7, 10, 0);

    private static final Map<String, Reason> PERSONS = Map.of(
            "answers", Reason.ANSWERED,
            "declines", Reason.DECLINED,
            "busy", Reason.BUSY,
            "silent", Reason.NO_ANSWER,
            "unknown", Reason.UNKNOWN);

    private final String name;
    private final int line;
    private final IntSupplier now;
    private final AgentWords agent = new AgentWords();
    private final DataWords data = new DataWords();
    private final CallerWords caller;
    private final Map<String, String> variables = new HashMap<>();
    private LineWords wire = LineWords.PERFECT;
    private final List<Reason> outcomes = new ArrayList<>();
    private final Map<String, Integer> people = new HashMap<>();
    private final Map<String, String> customs = new HashMap<>();
    private People.Campaign campaign = People.Campaign.NONE;
    private Lead lead = TrialLead.of(Map.of());
    private String extension = "8300";
    private LocalDateTime start = START;
    private List<Check> checks = List.of();
    private boolean mayFail;

    TestCase(String name, IntSupplier line) {
        this.name = name;
        this.line = line.getAsInt();
        this.now = line;
        this.caller = new CallerWords(line);
    }

    /** Fields of the lead; the others are those of the demo: {@code lead firstName: 'Ana', state: 'FL'}. */
    public void lead(Map<String, ?> fields) {
        Map<String, String> given = new HashMap<>();
        fields.forEach((field, value) -> given.put(field, String.valueOf(value)));
        try {
            lead = TrialLead.of(given);
        } catch (IllegalArgumentException wrong) {
            throw new ScriptException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** The extension that was reached; 8300 when it is not given: {@code extension '8310'}. */
    public void extension(String reached) {
        extension = reached;
    }

    /** The caller's line, which tests as text do not know: {@code line noise: 20.db, loss: 2, muLaw: true}. */
    public void line(Map<String, ?> conditions) {
        wire = LineWords.of(conditions);
    }

    /** When the call comes, by the customer's clock: {@code at '2030-01-07T10:00'}, which it is when not given. */
    public void at(String time) {
        try {
            start = LocalDateTime.parse(time);
        } catch (DateTimeParseException wrong) {
            throw new ScriptException("Expected a time such as '2030-01-07T10:00' but was '" + time + "'", wrong);
        }
    }

    /** Channel variables at the start: {@code variables CAMPAIGN: 'TEST'}. */
    public void variables(Map<String, ?> values) {
        values.forEach((variable, value) -> variables.put(variable, String.valueOf(value)));
    }

    /** How many people of the dialer are free; one when it is not said: {@code humans 0}. */
    public void humans(int free) {
        people.put("", free);
    }

    /** The same by in-group: {@code humans CLOSERS: 2, SUPPORT: 0}. */
    public void humans(Map<String, Integer> free) {
        people.putAll(free);
    }

    /** What those do whom the script calls, in order; then they answer: {@code person 'busy', 'declines'}. */
    public void person(String... does) {
        for (String act : does) {
            Reason outcome = PERSONS.get(act);
            if (outcome == null) {
                throw new ScriptException(
                        "Expected person with "
                                + String.join(
                                        ", ", PERSONS.keySet().stream().sorted().toList()) + " but was '" + act + "'",
                        null);
            }
            outcomes.add(outcome);
        }
    }

    /** The dialer's campaign of the call: {@code campaign 'SALES', 'Sales in spring'}. */
    public void campaign(String id, String title) {
        campaign = new People.Campaign(id, title, List.of());
    }

    /** Custom fields of the lead: {@code custom plan: 'gold'}. */
    public void custom(Map<String, ?> values) {
        values.forEach((field, value) -> customs.put(field, String.valueOf(value)));
    }

    /** What the caller does, in order: {@code caller { hears 'quote'; says 'yes' }}. */
    public void caller(@DelegatesTo(value = CallerWords.class, strategy = Closure.DELEGATE_FIRST) Closure<?> does) {
        run(does, caller);
    }

    /**
     * What the model of a free talk answers, in order; without it the intents of the talk count:
     * {@code agent { answers 'Goodbye.', intent: 'bye' }}.
     */
    public void agent(@DelegatesTo(value = AgentWords.class, strategy = Closure.DELEGATE_FIRST) Closure<?> answers) {
        run(answers, agent);
    }

    /**
     * What services and tables answer, and what is remembered of the lead:
     * {@code data { http ~/orders/, json: [number: 'A7'] }}.
     */
    public void data(@DelegatesTo(value = DataWords.class, strategy = Closure.DELEGATE_FIRST) Closure<?> answers) {
        run(answers, data);
    }

    /** What must have come of the call: {@code expect { disposition 'SALE'; endedBy 'script' }}. */
    public void expect(@DelegatesTo(value = Expectations.class, strategy = Closure.DELEGATE_FIRST) Closure<?> rules) {
        ZoneOffset clock = lead.clock();
        ZoneId customers = clock == null ? ZoneOffset.UTC : clock;
        Expectations expectations = new Expectations(now, customers);
        run(rules, expectations);
        checks = expectations.checks();
        mayFail = expectations.wantsFailure();
    }

    static void run(Closure<?> code, Object delegate) {
        code.setDelegate(delegate);
        code.setResolveStrategy(Closure.DELEGATE_FIRST);
        code.call();
    }

    String name() {
        return name;
    }

    int line() {
        return line;
    }

    Trial.Setting setting(Data host) {
        return new Trial.Setting(
                lead,
                extension,
                start,
                variables,
                data.kept(),
                data.before(host),
                new Around(outcomes, people, campaign, customs));
    }

    List<Step> steps() {
        return caller.steps();
    }

    LanguageModel model() {
        return agent.model();
    }

    /** The name of the recording by which the model answers, or "". */
    String recording() {
        return agent.recording();
    }

    List<Check> checks() {
        return checks;
    }

    LineWords wire() {
        return wire;
    }

    /** What of it only a trial as text can have; empty when it can be heard as well. */
    List<String> onlyText() {
        return steps().stream()
                .filter(step -> !step.isHeard())
                .map(step -> step.words() + ", for the box hears English only")
                .toList();
    }

    boolean mayFail() {
        return mayFail;
    }
}
