package org.parley.script;

import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** The verbs by which a script deals with the dialer, its people, and the call's record. */
public abstract class DialerVerbs extends FlowVerbs {
    // --- to people

    /** Sends the caller on to this extension of the dialplan's default context, once the script has ended. */
    public Transfer transfer(String extension) {
        return moved(TransferOptions.to(extension, Map.of()));
    }

    /** The same with options: {@code transfer '8500', context: 'sales'}, {@code transfer '500', wait: 20.s}. */
    public Transfer transfer(
            @NamedParams({
                        @NamedParam(value = "context", type = CharSequence.class),
                        @NamedParam(value = "wait", type = Duration.class),
                        @NamedParam(value = "warm", type = CharSequence.class),
                        @NamedParam(value = "say", type = CharSequence.class)
                    })
                    Map<String, ?> options,
            String extension) {
        return moved(TransferOptions.to(extension, options));
    }

    /**
     * Sends the caller to somebody, and tells what came of it.
     * <pre>
     * def t = transfer inGroup: 'CLOSERS', wait: 25.s, say: 'One moment, please.'
     * def t = transfer agent: '6001'
     * def t = transfer extension: '500', wait: 20.s, warm: 'Ana from Tampa wants a quote. Press 2 to decline.'
     * def t = transfer number: '+15551234567', wait: 25.s
     * if (!t.ok) say 'Nobody is free now.'
     * </pre>
     *
     * @param options one of {@code inGroup}, {@code agent}, {@code extension} (with a {@code context}) and {@code
     *     number}; {@code say} is spoken first; {@code wait} is how long it may take; {@code warm} is what he hears
     *     who picks up, before he takes the call
     * @return {@code ok} when the caller goes to him at the end of the script; the {@code reason}: ANSWERED, SENT,
     *     NO_AGENT, CLOSED, UNKNOWN, BUSY, NO_ANSWER, DECLINED, REFUSED or FAILED
     */
    public Transfer transfer(
            @NamedParams({
                        @NamedParam(value = "inGroup", type = CharSequence.class),
                        @NamedParam(value = "agent", type = CharSequence.class),
                        @NamedParam(value = "extension", type = CharSequence.class),
                        @NamedParam(value = "number", type = CharSequence.class),
                        @NamedParam(value = "context", type = CharSequence.class),
                        @NamedParam(value = "wait", type = Duration.class),
                        @NamedParam(value = "warm", type = CharSequence.class),
                        @NamedParam(value = "say", type = CharSequence.class)
                    })
                    Map<String, ?> options) {
        return moved(TransferOptions.of(options));
    }

    private Transfer moved(TransferOptions wanted) {
        return heeding(wanted.send(call()));
    }

    /** How many people are free now who take calls of an in-group: {@code if (humansFree('CLOSERS') > 0) …}. */
    public int humansFree(String inGroup) {
        return call().people().free(inGroup);
    }

    // --- the dialer and the record

    /** Who calls: {@code lead.firstName}, {@code lead.state} …; the texts are "" where the dialer has none. */
    public ScriptLead getLead() {
        return new ScriptLead(call());
    }

    /** The dialer's campaign of the call: {@code campaign.id}, {@code campaign.name}, {@code campaign.statuses}. */
    public People.Campaign getCampaign() {
        return call().people().campaign();
    }

    /** The status that the dialer gets for this call, 1 to 6 capitals or digits; the last one counts. */
    public void dispose(String status) {
        dispose(status, "");
    }

    /** The status with a remark: {@code dispose 'NI', 'has a provider already'}. */
    @Override
    public void dispose(String status, String comment) {
        if (!status.matches("[A-Z0-9]{1,6}")) {
            throw new ScriptException("Expected a status of 1 to 6 capitals or digits but was '" + status + "'", null);
        }
        call().dispose(status, comment);
    }

    /** The lead's number is not to be called again, whatever the status: {@code dnc()}. */
    public void dnc() {
        call().people().doNotCall("");
    }

    /** A number that is not to be called again: {@code dnc '2125550101'}. */
    public void dnc(String phone) {
        String digits = phone.replaceAll("[ ().+-]", "");
        if (!digits.matches("[0-9]{3,18}")) {
            throw new ScriptException("Expected dnc with a telephone number of 3 to 18 digits", null);
        }
        call().people().doNotCall(digits);
    }

    /** Agrees a call-back at the time of an answer: {@code def at = ask 'When?', futureTime; callback at}. */
    public void callback(Answer answer) {
        callback(answer, "");
    }

    /** A call-back at the time of an answer, with a remark. */
    public void callback(Answer answer, String comment) {
        Instant at = answer.at();
        if (at == null) {
            throw new ScriptException("The answer has no time; ask with futureTime and look at .ok first", null);
        }
        callback(at, comment);
    }

    /** Agrees a call-back at that time. */
    public void callback(Instant at) {
        callback(at, "");
    }

    /** A call-back with a remark: {@code callback at.at, 'ask for Ana'}. */
    public void callback(Instant at, String comment) {
        call().callback(at, comment, "");
    }

    /** A call-back that an agent makes himself: {@code callback at.at, agent: '6001', note: 'a quote'}. */
    public void callback(
            @NamedParams({
                        @NamedParam(value = "agent", type = CharSequence.class, required = true),
                        @NamedParam(value = "note", type = CharSequence.class)
                    })
                    Map<String, ?> options,
            Instant at) {
        String agent = "";
        String remark = "";
        for (Map.Entry<String, ?> option : options.entrySet()) {
            only(option, Set.of("agent", "note"));
            String text = value(option, CharSequence.class).toString();
            agent = option.getKey().equals("agent") ? text : agent;
            remark = option.getKey().equals("note") ? text : remark;
        }
        if (!agent.matches("[A-Za-z0-9_-]{1,20}")) {
            throw new ScriptException("Expected callback with agent: and his user but was '" + agent + "'", null);
        }
        call().callback(at, remark, agent);
    }

    /** Changes a field of the lead by its column or custom field, at the call's end: {@code field 'city', 'Tampa'}. */
    public void field(String name, Object value) {
        call().field(name, String.valueOf(value));
    }

    /** A remark in the call's record: {@code note 'asked about prices'}. */
    public void note(String text) {
        call().note(text);
    }
}
