package org.parley.script;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands inside {@code script('…') { … }}: who the agent is, what always holds, and the steps of the talk. */
public final class Flow {
    private String persona = "";
    private String disclosure = "";
    private List<String> voices = List.of();
    private List<String> knowledge = List.of();
    private final Anytime rules = new Anytime();
    private final Map<String, Closure<?>> steps = new LinkedHashMap<>();
    private boolean whole;

    Flow() {}

    /**
     * Who the agent is: {@code persona 'Sam, brief and warm. Facts only from the lead.'} Without steps the call is a
     * free talk by it; with steps every {@code converse} begins its instructions with it.
     */
    public void persona(String text) {
        part("persona");
        persona = text;
    }

    /** The folders of the knowledge base that free talks may search: {@code knowledge 'products'}. */
    public void knowledge(String... folders) {
        part("knowledge");
        knowledge = List.of(folders);
    }

    /** Who talks in free talks: {@code voice 'elevenlabs', 'local'}; the first does, the others take over. */
    public void voice(String... names) {
        part("voice");
        voices = List.of(names);
    }

    /**
     * Keeps the call shorter than the host's settings: {@code limits call: 8.min, turn: 25.s}. Written as plain
     * lengths of time; it is read when the script is loaded and does nothing in a call.
     */
    public void limits(
            @NamedParams({
                        @NamedParam(value = "call", type = Duration.class),
                        @NamedParam(value = "turn", type = Duration.class)
                    })
                    Map<String, ?> options) {}

    /** Spoken first, to its end whatever the caller says: {@code disclose 'This is a virtual assistant.'} */
    public void disclose(String text) {
        part("disclose");
        disclosure = text;
    }

    /** What is done whenever the caller says it: {@code anytime { optOut() { finish 'DNC' } }}. */
    public void anytime(@DelegatesTo(value = Anytime.class, strategy = Closure.DELEGATE_FIRST) Closure<?> code) {
        part("anytime");
        code.setDelegate(rules);
        code.setResolveStrategy(Closure.DELEGATE_FIRST);
        code.call();
    }

    /**
     * A part of the talk, run in the order of the file unless {@code goTo} leads elsewhere:
     * {@code step('handoff') { transfer '8500'; finish 'XFER' }}.
     */
    public void step(String name, Closure<?> code) {
        part("step");
        if (name.isBlank() || name.length() > 64) {
            throw new ScriptException("Expected a step's name of 1 to 64 characters but was '" + name + "'", null);
        }
        if (steps.putIfAbsent(name, code) != null) {
            throw new ScriptException("There are two steps '" + name + "'", null);
        }
    }

    /** Everything was said: from here on it is only read. */
    void complete() {
        if (persona.isBlank() && steps.isEmpty()) {
            throw new ScriptException("Expected a persona or steps inside script { … }", null);
        }
        whole = true;
    }

    String persona() {
        return persona;
    }

    String disclosure() {
        return disclosure;
    }

    List<String> knowledge() {
        return knowledge;
    }

    List<String> voices() {
        return voices;
    }

    Map<String, Closure<?>> steps() {
        return steps;
    }

    List<Anytime.Rule> rules() {
        return rules.rules();
    }

    private void part(String word) {
        if (whole) {
            throw new ScriptException("'" + word + "' stands directly inside script { … }, not inside a step", null);
        }
    }
}
