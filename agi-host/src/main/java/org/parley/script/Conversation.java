package org.parley.script;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The base class of every script: its public methods are the verbs. A script is plain code from top to bottom; one
 * instance serves one call, on that call's thread. What a caller does is a value; a hang-up ends the script silently,
 * and what {@link #cleanup} was given still runs.
 */
public abstract class Conversation extends DialerVerbs {

    private static final Duration ANSWERED_BY = Duration.ofSeconds(4);
    private static final Duration ANSWERED_BY_MAX = Duration.ofSeconds(20);

    private @Nullable Script script;

    /** Called once, before {@link #run()}. */
    final void begin(Call call, Script script) {
        on(call);
        this.script = script;
        begins();
    }

    /** The host's count of loops; scripts need not call it. */
    public static void tick() {
        Pace.tick();
    }

    /**
     * Says which dialplan extensions lead to this script: {@code extensions '8300', '_83XX'}. Written once, at the top
     * level, with plain texts; it is read when the script is loaded and does nothing in a call. The file
     * {@code 8300.groovy} has its extension by its name.
     */
    public void extensions(String... patterns) {}

    /**
     * Says which dialled numbers lead to this script: {@code dids '18005551234', '_1888NXXXXXX'}. Read as
     * {@link #extensions} is.
     */
    public void dids(String... numbers) {}

    /** Says which in-groups lead to this script: {@code inGroups 'SUPPORT', 'SUP*'}. Read as {@link #extensions} is. */
    public void inGroups(String... names) {}

    /** Says which campaigns lead to this script: {@code campaigns 'SALES'}. Read as {@link #extensions} is. */
    public void campaigns(String... names) {}

    /** What the script is for, for those who look after it: {@code description 'Books a viewing'}. */
    public void description(String text) {}

    /** Whom to ask about the script: {@code owner 'Ana, extension 204'}. */
    public void owner(String text) {}

    /**
     * A free talk with the call's voice, until an intent ends it or the time is over.
     * <pre>
     * def end = converse {
     *   greeting 'Hello, this is the front desk. How can I help?'
     *   intent 'hours', phrases: ['opening hours'], answer: 'We are open from nine to five.'
     *   intent 'bye',   phrases: ['goodbye'], answer: 'Goodbye.', ends: true
     *   limit 3.min
     * }
     * </pre>
     *
     * @return the last {@code intent} seen, or "", or the tool that ended it; the {@code reason}: INTENT, AGENT,
     *     TOOL, SCRIPT, TIME, SILENCE or FAILED; and the {@code language} of its end, which is the call's from then
     *     on when the caller has changed it
     */
    public Call.TalkEnd converse(@DelegatesTo(value = Talk.class, strategy = Closure.DELEGATE_FIRST) Closure<?> rules) {
        Talk talk = Talk.of(call(), this::runTool);
        rules.setDelegate(talk);
        rules.setResolveStrategy(Closure.DELEGATE_FIRST);
        rules.call();
        return talked(talk);
    }

    @Override
    final @Nullable Object runTool(Closure<?> code, Object argument) {
        Object[] result = new Object[1];
        running().enter(() -> result[0] = code.getMaximumNumberOfParameters() == 0 ? code.call() : code.call(argument));
        return result[0];
    }

    private Script running() {
        if (script == null) {
            throw new ScriptException("A verb was used outside of a call", null);
        }
        return script;
    }

    // --- the call

    /**
     * Who has answered a call of ours: the dialer's own finding (AMDSTATUS) counts, else it is listened to for up to 4
     * seconds, and what is not clear then is a person.
     * <pre>
     * if (answeredBy().machine) { say 'Please call us back.'; dispose 'A'; hangup() }
     * </pre>
     */
    public Call.AnsweredBy answeredBy() {
        return answeredBy(ANSWERED_BY);
    }

    /** Who has answered, within this time: {@code answeredBy 3.s}. */
    public Call.AnsweredBy answeredBy(Duration limit) {
        if (limit.isNegative() || limit.compareTo(ANSWERED_BY_MAX) > 0) {
            throw new ScriptException("Expected answeredBy with up to 20.s but was " + limit, null);
        }
        return heeding(call().answeredBy(limit));
    }

    /** Sends keys to the far end: {@code dtmf '1234#'}; digits, {@code *}, {@code #} and A to D. */
    public void dtmf(String keys) {
        if (!keys.matches("[0-9*#A-D]{1,64}")) {
            throw new ScriptException("Expected 1 to 64 keys of 0-9 * # A-D for dtmf", null);
        }
        call().dtmf(keys);
        Pace.waited();
    }

    /** The dialplan extension that the caller reached: {@code if (extension == '8301') …}. */
    public String getExtension() {
        return call().extension();
    }

    /** A channel variable, or "" when it is unset: {@code def campaign = var('CAMPAIGN')}. */
    public String var(String name) {
        return call().dialplan().variable(name);
    }

    /** Sets a channel variable for the dialplan: {@code var 'RESULT', 'gold'}. */
    public void var(String name, Object value) {
        call().dialplan().variable(name, value.toString());
    }

    /** Hangs up and ends the script: {@code hangup()}. What stands after it does not run. */
    public void hangup() {
        closing();
        call().hangup();
    }

    // --- the record

    /** Runs when the script has ended, however it ended; last given, first run: {@code cleanup { note 'done' } }. */
    public void cleanup(Runnable action) {
        Script running = running();
        call().cleanup(() -> running.enter(action));
    }

    /**
     * Neither recorded nor written down, on either side: {@code def card = offRecord { capture digits(16) }}.
     *
     * @return what the code returns
     */
    public <T> T offRecord(Closure<T> code) {
        call().offRecord(true);
        try {
            return code.call();
        } finally {
            call().offRecord(false);
        }
    }

    /** The call's log, for those who run the host: {@code log.warn 'no price for this state'}. No personal data. */
    public ScriptLog getLog() {
        return new ScriptLog(call());
    }

    /** One line in the call's log at INFO: {@code log 'price list was old'}. */
    public void log(String text) {
        getLog().info(text);
    }
}
