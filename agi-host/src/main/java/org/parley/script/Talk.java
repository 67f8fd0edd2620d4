package org.parley.script;

import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parley.ai.AgentSpec;

/** What stands inside {@code converse { … }}: who the agent is, and what a caller may want. */
public final class Talk {
    private static final int INTENTS_MAX = 100;

    private final List<AgentSpec.Intent> intents = new ArrayList<>();
    private String instructions = "";
    private String greeting = "";
    private Locale language = Locale.US;
    private List<String> voices = List.of();
    private Duration limit = Duration.ofMinutes(5);

    Talk() {}

    /** What the agent says first; nothing when it is not given. */
    public void greeting(String text) {
        greeting = text;
    }

    /** Who the agent is and what it must reach, for a language model that reads it. */
    public void instructions(String text) {
        instructions = text;
    }

    /**
     * Who talks: {@code voice 'openai'}, or {@code voice 'elevenlabs', 'local'} for one that takes over when the first
     * fails. Without it the setting {@code talk.voices} counts.
     */
    public void voice(String... names) {
        voices = List.of(names);
    }

    /** The language as a tag such as {@code en-US}, which is the default. */
    public void language(String tag) {
        language = Locale.forLanguageTag(tag);
    }

    /** The longest that the talk may last: {@code limit 3.min}; 5 minutes when it is not given. */
    public void limit(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new ScriptException("Expected a limit such as 3.min but was " + longest, null);
        }
        limit = longest;
    }

    /**
     * Something that a caller may want.
     * <pre>
     * intent 'hours', phrases: ['opening hours', 'when are you open'], answer: 'We are open from nine to five.'
     * intent 'bye',   phrases: ['goodbye', 'that is all'], answer: 'Thank you. Goodbye.', ends: true
     * </pre>
     *
     * @param options {@code phrases} that mean it, at least one; the {@code answer} to speak; {@code ends} true when
     *     the talk is over then
     */
    public void intent(
            @NamedParams({
                        @NamedParam(value = "phrases", type = List.class, required = true),
                        @NamedParam(value = "answer", type = CharSequence.class, required = true),
                        @NamedParam(value = "ends", type = Boolean.class)
                    })
                    Map<String, ?> options,
            String name) {
        List<String> phrases = new ArrayList<>();
        String answer = "";
        boolean ends = false;
        for (Map.Entry<String, ?> option : options.entrySet()) {
            switch (option.getKey()) {
                case "phrases" -> {
                    List<?> given = QuestionWords.value(option, List.class);
                    given.forEach(phrase -> phrases.add(String.valueOf(phrase).toLowerCase(Locale.ROOT)));
                }
                case "answer" ->
                    answer = QuestionWords.value(option, CharSequence.class).toString();
                case "ends" -> ends = QuestionWords.value(option, Boolean.class);
                default ->
                    throw new ScriptException(
                            "Expected phrases, answer or ends but found '" + option.getKey() + "'", null);
            }
        }
        if (phrases.isEmpty() || intents.size() == INTENTS_MAX) {
            throw new ScriptException(
                    "Intent '" + name + "' needs phrases, and a talk holds at most " + INTENTS_MAX + " intents", null);
        }
        intents.add(new AgentSpec.Intent(name, phrases, answer, ends));
    }

    AgentSpec spec() {
        return new AgentSpec(instructions, greeting, language, intents);
    }

    List<String> voices() {
        return voices;
    }

    Duration limit() {
        return limit;
    }
}
