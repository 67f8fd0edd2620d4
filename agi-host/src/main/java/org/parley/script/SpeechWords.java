package org.parley.script;

import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Languages;
import org.parley.ai.StandardWords;

/**
 * The verbs that speak and listen, and the language in which they do. What is said may be given once for each language:
 * {@code say en: 'Hello.', ar: 'مرحباً.'}; the call's language counts, else the host's usual one.
 */
public abstract class SpeechWords extends VoiceWords {
    private @Nullable Call call;

    /** Called once, before the script runs. */
    final void on(Call of) {
        call = of;
    }

    final Call call() {
        if (call == null) {
            throw new ScriptException("A verb was used outside of a call", null);
        }
        return call;
    }

    /**
     * The language of the call from now on, by its tag: {@code language 'ar'}. It may change at any time; all that is
     * said and asked after it is in it, Parley's own words too.
     */
    public void language(String tag) {
        try {
            call().language(Languages.of(tag));
        } catch (IllegalArgumentException unknown) {
            throw new ScriptException(String.valueOf(unknown.getMessage()), unknown);
        }
    }

    /** The language of the call now, as its tag: {@code if (language == 'ar') …}. */
    public String getLanguage() {
        return call().language().toLanguageTag();
    }

    final String text(LocalText given) {
        return given.in(call().language(), call().usualLanguage());
    }

    /**
     * Answers the call: {@code answer()}. The verbs that speak or listen do it by themselves; say it to answer before
     * something else.
     */
    public void answer() {
        call().answer();
        Pace.waited();
    }

    /**
     * Speaks, and goes on when it was heard or the caller interrupted: {@code say "Hello ${lead.firstName}."}
     *
     * @return how it went: {@code interrupted}, {@code heard} as a duration, and {@code words}, what the caller said
     *     over it
     */
    public Call.Said say(String text) {
        return say(text, true);
    }

    /** Speaks with an option: {@code say 'This line is recorded.', interruptible: false}. */
    public Call.Said say(
            @NamedParams(@NamedParam(value = "interruptible", type = Boolean.class)) Map<String, ?> options,
            String text) {
        boolean interruptible = true;
        for (Map.Entry<String, ?> option : options.entrySet()) {
            only(option, LocalText.SAYING);
            interruptible = value(option, Boolean.class);
        }
        return say(text, interruptible);
    }

    /** Speaks one of these texts, by the call's language: {@code say en: 'Hello.', ar: 'مرحباً.'}. */
    public Call.Said say(Map<String, ?> texts) {
        LocalText given = LocalText.of(texts, LocalText.SAYING);
        String text = text(given);
        boolean interruptible = true;
        for (Map.Entry<String, ?> option : given.options().entrySet()) {
            interruptible = value(option, Boolean.class);
        }
        return say(text, interruptible);
    }

    private Call.Said say(String text, boolean interruptible) {
        Call.Said said = call().say(text, interruptible);
        Pace.waited();
        spoken(text, said);
        return said;
    }

    /**
     * The words of a clip that was recorded, with nothing to fill in: {@code say clip('greeting')}. They stand in
     * {@code greeting.txt} of the folder {@code sounds/en} beside the scripts, for each language in its own. Where the
     * script says them, alone or among other words, the recording {@code greeting.wav} is heard; what has no recording
     * is synthesised.
     */
    public String clip(String name) {
        return clip(Map.of(), name);
    }

    /**
     * The words of a clip with slots, such as {@code Hello {name}, welcome.}: {@code say clip('greeting', name:
     * lead.firstName)}. Each run of words between the slots is a recording, {@code greeting.1.wav} and so on; what
     * fills the slots is synthesised, unless it was recorded itself.
     *
     * @param values a value for each slot
     */
    public String clip(Map<String, ?> values, String name) {
        Map<String, String> filled = new HashMap<>();
        values.forEach((slot, value) -> filled.put(slot, String.valueOf(value)));
        return call().data().clip(name, filled, call().language(), call().usualLanguage());
    }

    /** Told what the script has said, and how that went. */
    void spoken(String text, Call.Said said) {}

    /** Plays a WAV from the sounds folder beside the scripts, or a sound of Asterisk: {@code play 'beep'}. */
    public void play(String sound) {
        call().play(sound);
        Pace.waited();
    }

    /** Waits for whatever the caller says next: {@code def words = listen().words}. */
    public Answer listen() {
        return listen(getAnything());
    }

    /** Waits, without a prompt, for an answer to this question: {@code listen digits(4)}. */
    public Answer listen(Question question) {
        return heeding(() -> "", question, (_, asked) -> call().listen(asked));
    }

    /** Listens with options: {@code listen yesNo, noInput: 5.s}. */
    public Answer listen(
            @NamedParams({
                        @NamedParam(value = "noInput", type = Duration.class),
                        @NamedParam(value = "tries", type = Integer.class),
                        @NamedParam(value = "confirm", type = Boolean.class)
                    })
                    Map<String, ?> options,
            Question question) {
        return listen(with(options, question));
    }

    /** Asks, by the call's language, for whatever the caller says: {@code ask en: 'Your name?', ar: 'ما اسمك؟'}. */
    public Answer ask(Map<String, ?> prompts) {
        return ask(prompts, getAnything());
    }

    /** Asks by the call's language: {@code ask en: 'Do you live here?', ar: 'هل تسكن هنا؟', yesNo, tries: 3}. */
    public Answer ask(Map<String, ?> prompts, Question question) {
        LocalText given = LocalText.of(prompts, LocalText.ASKING);
        return heeding(() -> text(given), with(given.options(), question), call()::ask);
    }

    /** Asks for whatever the caller says: {@code ask 'How can I help you?'}. */
    public Answer ask(String prompt) {
        return ask(prompt, getAnything());
    }

    /**
     * Says the prompt, listens, and asks again when nothing was said or understood: two tries unless told otherwise.
     * <pre>
     * def medicare = ask 'Do you have parts A and B?', yesNo
     * if (medicare.no) { dispose 'NQ'; return }
     * </pre>
     *
     * @return {@code ok} with a {@code value}, or an {@code outcome} of NO_INPUT or NO_MATCH; never an exception
     */
    public Answer ask(String prompt, Question question) {
        return heeding(() -> prompt, question, call()::ask);
    }

    /**
     * Asks with options: {@code ask 'Sales or support?', choice('sales', 'support'), tries: 3, noInput: 8.s}.
     *
     * @param options {@code tries} 1 to 10; {@code noInput} the silence that counts as no answer, up to 2.min;
     *     {@code confirm} true to read the value back and ask whether it is right
     */
    public Answer ask(
            @NamedParams({
                        @NamedParam(value = "tries", type = Integer.class),
                        @NamedParam(value = "noInput", type = Duration.class),
                        @NamedParam(value = "confirm", type = Boolean.class)
                    })
                    Map<String, ?> options,
            String prompt,
            Question question) {
        return ask(prompt, with(options, question));
    }

    /** Asks for a value with a prompt of its own, by voice or keys: {@code def pin = capture digits(4)}. */
    public Answer capture(Question question) {
        return heeding(() -> prompt(question), question, call()::ask);
    }

    /**
     * Captures with options: {@code capture digits(5), confirm: true, tries: 3}; they are those of ask, a
     * {@code prompt} for all languages, or one for each: {@code capture digits(5), en: 'Your code?', ar: 'رمزك؟'}.
     */
    public Answer capture(Map<String, ?> options, Question question) {
        LocalText given = LocalText.of(options, LocalText.CAPTURING);
        Map<String, Object> rest = new java.util.LinkedHashMap<>(given.options());
        Object prompt = rest.remove("prompt");
        return heeding(
                () -> prompt != null ? prompt.toString() : given.isEmpty() ? prompt(question) : text(given),
                with(rest, question),
                call()::ask);
    }

    private String prompt(Question question) {
        Locale language = call().language();
        Locale region = Languages.in(language, call().usualLanguage());
        return Prompts.of(question, StandardWords.of(language).asking(), region);
    }

    /** Has the call ask; a script with rules lets them look at every answer. */
    Answer heeding(Supplier<String> prompt, Question question, BiFunction<String, Question, Answer> asks) {
        Answer answer = asks.apply(prompt.get(), question);
        Pace.waited();
        return answer;
    }

    static void only(Map.Entry<String, ?> option, Set<String> names) {
        if (!names.contains(option.getKey())) {
            throw new ScriptException(
                    "Expected " + String.join(", ", names) + " but found '" + option.getKey() + "'", null);
        }
    }
}
