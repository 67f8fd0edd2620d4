package org.parley.script;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import groovy.transform.stc.ClosureParams;
import groovy.transform.stc.FromString;
import groovy.transform.stc.SimpleType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.CallerWish;
import org.parley.ai.Forbidden;
import org.parley.ai.Languages;
import org.parley.ai.ToolSpec;
import org.parley.ai.VoiceChoice;

/** What stands inside {@code converse { … }}: who the agent is, and what a caller may want. */
public final class Talk {
    private static final int INTENTS_MAX = 100;
    private static final String ARGUMENTS = "java.util.Map<java.lang.String, java.lang.Object>";
    private static final int TOOLS_MAX = 50;
    private static final Duration TOOL_LIMIT = Duration.ofSeconds(5);

    private final Runner runner;
    private final KnowledgeTool.Search search;
    private final List<AgentSpec.Intent> intents = new ArrayList<>();
    private String instructions = "";
    private String greeting = "";
    private Locale language;
    private List<VoiceChoice> voices = List.of();
    private List<VoiceChoice> backups = List.of();
    private Duration limit = Duration.ofMinutes(5);
    private final List<Tool> tools = new ArrayList<>();
    private Allowed allowed = Allowed.NONE;
    private @Nullable Consumer<Mood> onMood;
    private Forbidden never = Forbidden.NONE;
    private final Steering steering = new Steering();
    private final Anytime own = new Anytime(_ -> {}); // rules of this talk alone

    /** Runs a tool's code as part of the script. */
    interface Runner {
        @Nullable
        Object run(Closure<?> code, Object argument);
    }

    Talk(Runner runner, Locale language, KnowledgeTool.Search search) {
        this.runner = runner;
        this.search = search;
        this.language = language;
    }

    /** A talk of that call, in its language. */
    static Talk of(Call call, Runner runner) {
        return new Talk(runner, call.language(), KnowledgeTool.of(call));
    }

    /** What the agent says first; nothing when it is not given: {@code greeting 'Hello, how can I help?'}. */
    public void greeting(String text) {
        greeting = text;
    }

    /** Who the agent is and what it must reach, for a model that reads it: {@code instructions 'Be brief.'}. */
    public void instructions(String text) {
        instructions = text;
    }

    /**
     * Who talks, by name or as a word with options: {@code voice 'openai'}, {@code voice openai(voice: 'cedar')}. Of
     * several the first does, and the others take over. Without it the setting {@code talk.voices} counts.
     */
    public void voice(Object... names) {
        voices = VoiceWords.choices(names);
    }

    /**
     * Who goes on when no {@code voice} can within the deadline, the setting {@code talk.take-over}:
     * {@code backup local()}.
     */
    public void backup(Object... names) {
        backups = VoiceWords.choices(names);
    }

    /** The language of this talk as a tag, that of the call when it is not given: {@code language 'ar'}. */
    public void language(String tag) {
        try {
            language = Languages.of(tag);
        } catch (IllegalArgumentException unknown) {
            throw new ScriptException(String.valueOf(unknown.getMessage()), unknown);
        }
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

    /**
     * Something that the model may have done, and what it is told about it. The code runs beside the talk and may use
     * the verbs of the record and of the lead, not those that speak, listen or end the call.
     * <pre>
     * tool('price', 'What a plan costs.', plan: oneOf('gold', 'silver'), people: integer('how many')) { with ->
     *   "${(long) with.people * 9} dollars"
     * }
     * </pre>
     *
     * @param parameters by name, and {@code within} for the time that it may take: 5 seconds when it is not given
     * @param code gets the arguments as a map; what it returns is told to the model
     */
    public void tool(
            Map<String, ?> parameters,
            String name,
            String description,
            @ClosureParams(value = FromString.class, options = ARGUMENTS) Closure<?> code) {
        if (tools.size() == TOOLS_MAX
                || tools.stream().anyMatch(tool -> tool.spec().name().equals(name))) {
            throw new ScriptException(
                    "A talk holds at most " + TOOLS_MAX + " tools, each with a name of its own; '" + name + "' is one"
                            + " too many",
                    null);
        }
        tools.add(ToolDeclaration.of(parameters, name, description, arguments -> runner.run(code, arguments)));
    }

    /** A tool without arguments: {@code tool('hours', 'When we are open today.') { 'nine to five' } }. */
    public void tool(
            String name,
            String description,
            @ClosureParams(value = FromString.class, options = ARGUMENTS) Closure<?> code) {
        tool(Map.of(), name, description, code);
    }

    /**
     * Lets the model search folders of the knowledge base, as the tool {@code search_knowledge}, and answer from what
     * it finds: {@code knowledge 'products', 'opening-hours'}.
     */
    public void knowledge(String... folders) {
        if (tools.stream().anyMatch(tool -> tool.spec().name().equals(KnowledgeTool.NAME))) {
            throw new ScriptException("Expected one knowledge with all folders: knowledge 'products', 'hours'", null);
        }
        tools.add(KnowledgeTool.of(search, List.of(folders)));
    }

    /** An argument that is a text: {@code text('the street and the number')}. */
    public ToolParameter text(String description) {
        return new ToolParameter(ToolSpec.Type.STRING, description, List.of(), true);
    }

    /** An argument that is a number, a BigDecimal for the code: {@code number('the amount in dollars')}. */
    public ToolParameter number(String description) {
        return new ToolParameter(ToolSpec.Type.NUMBER, description, List.of(), true);
    }

    /** An argument that is a whole number, a Long for the code: {@code integer('how many')}. */
    public ToolParameter integer(String description) {
        return new ToolParameter(ToolSpec.Type.INTEGER, description, List.of(), true);
    }

    /** An argument that is true or false: {@code flag('whether he is insured')}. */
    public ToolParameter flag(String description) {
        return new ToolParameter(ToolSpec.Type.BOOLEAN, description, List.of(), true);
    }

    /** An argument that is one of these texts: {@code oneOf('gold', 'silver')}. */
    public ToolParameter oneOf(String... choices) {
        return new ToolParameter(ToolSpec.Type.STRING, "one of the choices", List.of(choices), true);
    }

    /**
     * What the model may do by itself, with the same effect as the script's verbs.
     * <pre>
     * allow transfer: [sales: '8500', service: '8501'], endCall: true, callBack: true, changeLead: ['email']
     * </pre>
     *
     * @param options {@code transfer}, an extension or {@code [inGroup: 'CLOSERS']}, or several of these by the names
     *     that the model is told; {@code endCall} once its goodbye was heard; {@code callBack}, {@code doNotCall},
     *     {@code digits} true; {@code readLead} and {@code changeLead} fields of the lead
     */
    public void allow(
            @NamedParams({
                        @NamedParam(value = "transfer", type = Object.class),
                        @NamedParam(value = "endCall", type = Boolean.class),
                        @NamedParam(value = "callBack", type = Boolean.class),
                        @NamedParam(value = "doNotCall", type = Boolean.class),
                        @NamedParam(value = "digits", type = Boolean.class),
                        @NamedParam(value = "readLead", type = List.class),
                        @NamedParam(value = "changeLead", type = List.class)
                    })
                    Map<String, ?> options) {
        allowed = Allowances.of(options);
    }

    /**
     * Runs after each turn of the caller, beside the talk, and may do what a tool's code may.
     * <pre>
     * mood { m ->
     *   if (m.loudness > 6) instruct 'He is upset. Be brief and kind.'
     *   if (m.score('Anger') > 0.7) finish 'upset'
     * }
     * </pre>
     */
    public void mood(@ClosureParams(value = SimpleType.class, options = "org.parley.script.Mood") Closure<?> code) {
        onMood = heard -> runner.run(code, heard);
    }

    /**
     * Tells the model, from within {@code mood} or a tool, what it is to heed from now on; it is not spoken:
     * {@code instruct 'He is upset. Be brief and kind.'}.
     */
    public void instruct(String text) {
        steering.instruct(text);
    }

    /** Ends the talk at once, from within {@code mood} or a tool, with this intent: {@code finish 'upset'}. */
    public void finish(String intent) {
        steering.finish(intent);
    }

    /**
     * Something happens in this talk, which is ended then, and this is done:
     * {@code on('tool-failed') { transfer '8500' }}. A tool has failed ({@code tool-failed}), the voice was left for
     * the next ({@code voice-lost}), the model's transfer has come to nothing ({@code transfer-refused}), or the caller
     * has said nothing, however often he was asked ({@code silence}). It goes before the same rule of {@code anytime};
     * what follows {@code converse} runs afterwards, unless this leads away.
     */
    public void on(
            String event, @DelegatesTo(value = Conversation.class, strategy = Closure.DELEGATE_FIRST) Closure<?> code) {
        own.on(event, ofScript(code));
    }

    /**
     * The voice hears this emotion in this talk, which is ended then: {@code on(emotion: 'anger', over: 0.6) { … }}.
     *
     * @param options {@code emotion} by the voice's own name for it, capitals or not; {@code over} the score from 0 to
     *     1 that is reached, 0.5 when it is not given
     */
    public void on(
            @NamedParams({
                        @NamedParam(value = "emotion", type = CharSequence.class, required = true),
                        @NamedParam(value = "over", type = Number.class)
                    })
                    Map<String, ?> options,
            @DelegatesTo(value = Conversation.class, strategy = Closure.DELEGATE_FIRST) Closure<?> code) {
        own.on(options, ofScript(code));
    }

    /** Its words are those of the script, also where the talk has one of the same name, as {@code finish}. */
    private static Closure<?> ofScript(Closure<?> code) {
        code.setDelegate(code.getThisObject());
        code.setResolveStrategy(Closure.DELEGATE_FIRST);
        return code;
    }

    /** The rule of this talk itself for such an end. */
    Optional<Anytime.Rule> ruleFor(Call.TalkEnd end) {
        return Anytime.ruleFor(own.rules(), end);
    }

    /** Who the agent is, before what this talk instructs. */
    void persona(String text) {
        instructions = instructions.isEmpty() ? text : text + "\n\n" + instructions;
    }

    /** What must never be said in it. */
    void never(List<String> phrases) {
        never = new Forbidden(phrases);
    }

    /** What the model may search when the talk itself does not say it. */
    void usualKnowledge(List<String> folders) {
        if (!folders.isEmpty()
                && tools.stream().noneMatch(tool -> tool.spec().name().equals(KnowledgeTool.NAME))) {
            knowledge(folders.toArray(String[]::new));
        }
    }

    /** Who talks when the talk itself does not say it. */
    void usualVoices(List<VoiceChoice> names, List<VoiceChoice> others) {
        voices = voices.isEmpty() ? names : voices;
        backups = backups.isEmpty() ? others : backups;
    }

    /**
     * Ends the talk when the caller has that wish: by its phrases, where rules talk, or as a tool that a model calls.
     * False when the talk knows something of that name itself.
     */
    boolean endsBy(String name, CallerWish wish, String description) {
        if (intents.size() == INTENTS_MAX
                || tools.size() == TOOLS_MAX
                || intents.stream().anyMatch(intent -> intent.name().equals(name))
                || tools.stream().anyMatch(tool -> tool.spec().name().equals(name))) {
            return false;
        }
        intents.add(new AgentSpec.Intent(name, wish.phrases(language), "", true));
        tools.add(new Tool(new ToolSpec(name, description, List.of(), TOOL_LIMIT), _ -> {
            steering.finish(name);
            return null;
        }));
        return true;
    }

    /** Ends the talk no later than after this time. */
    void within(Duration left) {
        Duration least = left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left;
        limit = limit.compareTo(least) < 0 ? limit : least;
    }

    /** Ends the talk, by that name, when the caller sounds so; what the talk itself does with his mood is done too. */
    private void endsWhen(Predicate<Mood> sounds, String name) {
        Consumer<Mood> own = onMood;
        onMood = heard -> {
            if (own != null) {
                own.accept(heard);
            }
            if (sounds.test(heard)) {
                steering.finish(name);
            }
        };
    }

    /** Lets what these rules are for end the talk. */
    void endsBy(List<Anytime.Rule> rules) {
        for (Anytime.Rule rule : rules) {
            Predicate<Mood> sounds = rule.sounds();
            if (sounds != null) {
                endsWhen(sounds, rule.name());
            } else if (!rule.event().isEmpty()) {
                steering.endsOn(rule.event(), rule.name());
            }
        }
    }

    TalkPlan plan() {
        endsBy(own.rules());
        return new TalkPlan(
                new AgentSpec(instructions, greeting, language, intents, List.of(), Map.of(), List.of(), never),
                voices,
                backups,
                limit,
                tools,
                allowed,
                onMood,
                steering);
    }
}
