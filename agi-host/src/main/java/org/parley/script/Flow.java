package org.parley.script;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.VoiceChoice;

/** What stands inside {@code script('…') { … }}: who the agent is, what always holds, and the steps of the talk. */
public final class Flow {
    private String persona = "";
    private String disclosure = "";
    private List<VoiceChoice> voices = List.of();
    private List<VoiceChoice> backups = List.of();
    private List<String> knowledge = List.of();
    private final Anytime rules;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final List<String> never = new ArrayList<>();
    private String mustSay = "";
    private boolean whole;

    /** Who talks in a step; that of the script where the step says nothing of its own. */
    record Speaker(String persona, List<VoiceChoice> voices, List<String> knowledge) {}

    /** A step; a department without code is a free talk, and has none. */
    record Step(Speaker speaker, @Nullable Closure<?> code) {}

    /** {@code language} changes that of the call. */
    Flow(Consumer<Locale> language) {
        this.rules = new Anytime(language);
    }

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

    /**
     * Who talks in free talks, by name or as a word with options: {@code voice elevenlabs(agent: 'agent_01jx')}. The
     * first of several does, the others take over.
     */
    public void voice(Object... names) {
        part("voice");
        voices = VoiceWords.choices(names);
    }

    /**
     * Who speaks when the voice cannot within the deadline, the setting {@code talk.take-over}: {@code backup local()}.
     * It goes on in free talks, and says what the script says, asks and offers, also the rest of a sentence that broke
     * off. A voice that makes words and sound as one, such as Hume, says no given words and is passed over there; the
     * box is always the last.
     */
    public void backup(Object... names) {
        part("backup");
        backups = VoiceWords.choices(names);
    }

    /**
     * Keeps the call to other limits than the host's settings: {@code limits call: 8.min, turn: 25.s, cost: 0.50}.
     * Written plainly; it is read when the script is loaded and does nothing in a call.
     *
     * @param options {@code call}, {@code turn} and {@code silence} are lengths of time; {@code cost} is what the call
     *     may cost in all, its free talks and what it says and hears beside them, by the setting {@code talk.prices}
     */
    public void limits(
            @NamedParams({
                        @NamedParam(value = "silence", type = Duration.class),
                        @NamedParam(value = "call", type = Duration.class),
                        @NamedParam(value = "turn", type = Duration.class),
                        @NamedParam(value = "cost", type = Number.class)
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
        add(name, new Step(new Speaker("", List.of(), List.of()), code));
    }

    /** A department without code of its own: whoever is led here talks with its persona. */
    public void department(
            @NamedParams({
                        @NamedParam(value = "persona", type = CharSequence.class, required = true),
                        @NamedParam(value = "voice", type = Object.class),
                        @NamedParam(value = "knowledge", type = Object.class)
                    })
                    Map<String, ?> options,
            String name) {
        part("department");
        add(name, new Step(speaker(options), null));
    }

    /**
     * A step with a persona of its own, which counts in its free talks instead of the script's.
     * <pre>
     * department('sales', persona: 'Nora, lively. She sells parking permits.', voice: 'hume', knowledge: 'permits')
     * department('service', persona: 'Omar, patient.') {
     *   def talk = converse { limit 4.min }
     *   if (talk.intent == 'person') goTo 'handoff'
     * }
     * </pre>
     *
     * @param options {@code persona}; {@code voice} and {@code knowledge}, one or a list
     */
    public void department(
            @NamedParams({
                        @NamedParam(value = "persona", type = CharSequence.class, required = true),
                        @NamedParam(value = "voice", type = Object.class),
                        @NamedParam(value = "knowledge", type = Object.class)
                    })
                    Map<String, ?> options,
            String name,
            Closure<?> code) {
        part("department");
        add(name, new Step(speaker(options), code));
    }

    private static Speaker speaker(Map<String, ?> options) {
        String persona = "";
        List<VoiceChoice> voices = List.of();
        List<String> knowledge = List.of();
        for (Map.Entry<String, ?> option : options.entrySet()) {
            switch (option.getKey()) {
                case "persona" ->
                    persona = QuestionWords.value(option, CharSequence.class).toString();
                case "voice" -> voices = VoiceWords.choices(option.getValue());
                case "knowledge" -> knowledge = texts(option.getValue());
                default ->
                    throw new ScriptException(
                            "Expected persona, voice or knowledge of a department but found '" + option.getKey() + "'",
                            null);
            }
        }
        return new Speaker(persona, voices, knowledge);
    }

    private static List<String> texts(@Nullable Object given) {
        return given instanceof List<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(given));
    }

    private void add(String name, Step step) {
        if (name.isBlank() || name.length() > 64) {
            throw new ScriptException("Expected a step's name of 1 to 64 characters but was '" + name + "'", null);
        }
        if (steps.putIfAbsent(name, step) != null) {
            throw new ScriptException("There are two steps '" + name + "'", null);
        }
    }

    /**
     * What the agent must never say: {@code never 'guaranteed', 'risk free'}. A model is told so. A sentence that has
     * it all the same is held back before it is spoken, or stopped where the voice speaks by itself, and stands in the
     * call's record as {@code policy}.
     */
    public void never(String... phrases) {
        part("never");
        never.addAll(List.of(phrases));
    }

    /**
     * Spoken before the script ends, to its end, unless it was said before in these words; not to a caller who has
     * hung up: {@code mustSay 'You may cancel within fourteen days.'}
     */
    public void mustSay(String text) {
        part("mustSay");
        mustSay = text;
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

    List<VoiceChoice> voices() {
        return voices;
    }

    List<VoiceChoice> backups() {
        return backups;
    }

    List<String> never() {
        return List.copyOf(never);
    }

    String mustSay() {
        return mustSay;
    }

    Map<String, Step> steps() {
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
