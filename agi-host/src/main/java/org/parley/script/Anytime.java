package org.parley.script;

import groovy.lang.Closure;
import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.parley.ai.CallerWish;
import org.parley.ai.LanguageWish;
import org.parley.ai.Languages;
import org.parley.script.Call.TalkEnd;

/**
 * What stands inside {@code anytime { … }}: what is done when the caller says something that no question asked for.
 * The first rule that fits counts.
 */
public final class Anytime {
    private static final int RULES_MAX = 50;
    private static final int PHRASES_MAX = 100;
    /** What is expected of says. */
    public static final String SAYS = "Expected phrases and then a block: says('the weather', 'weather') { … }";

    /** What may happen, for {@code on}. */
    public static final Set<String> EVENTS = new TreeSet<>(
            Set.of(Steering.TOOL_FAILED, Steering.VOICE_LOST, Steering.TRANSFER_REFUSED, Steering.SILENCE));
    /** What is expected of on. */
    public static final String ON = "Expected on with " + String.join(", ", EVENTS) + ", or emotion: 'anger'";

    static final String SILENT = "silent";
    static final String UPSET = "upset";

    private static final double LOUD = 9; // dB against his usual
    private static final double SURE = 0.5;

    private final Consumer<Locale> language;
    private final List<Rule> rules = new ArrayList<>();

    /**
     * A rule by its name in the record.
     *
     * @param wish what every caller may want; null for the others
     * @param fits whether words are such that it is followed
     * @param sentences how callers say that, for recognisers that must be told what to listen for
     * @param after how long the call must have lasted; null for the others
     * @param sounds whether a caller who sounds so is meant; null for the others
     * @param event what must have happened; "" for the others
     */
    record Rule(
            String name,
            @Nullable CallerWish wish,
            Predicate<String> fits,
            List<String> sentences,
            @Nullable Duration after,
            @Nullable Predicate<Mood> sounds,
            String event,
            Runnable code) {

        private Rule(
                String name, Predicate<String> fits, List<String> sentences, @Nullable Duration after, Runnable code) {
            this(name, null, fits, sentences, after, null, "", code);
        }
    }

    /** {@code language} changes that of the call. */
    Anytime(Consumer<Locale> language) {
        this.language = language;
    }

    /** The caller does not want to be called again: {@code optOut() { dnc(); finish 'DNC' }}. */
    public void optOut(Closure<?> code) {
        add(of("optOut", CallerWish.OPT_OUT, code));
    }

    /** The caller wants a person: {@code wantsHuman() { goTo 'handoff' }}. */
    public void wantsHuman(Closure<?> code) {
        add(of("wantsHuman", CallerWish.HUMAN, code));
    }

    /**
     * An answering machine has taken the call: the dialer says so, what is heard is what machines say, or the model of
     * a free talk finds that: {@code voicemail() { finish 'A' }}.
     */
    public void voicemail(Closure<?> code) {
        add(of("voicemail", CallerWish.MACHINE, code));
    }

    /** The caller insults or threatens, not what is only rude: {@code abuse() { finish 'ABUSE' }}. */
    public void abuse(Closure<?> code) {
        add(of("abuse", CallerWish.ABUSE, code));
    }

    /**
     * The caller has given no answer, as often as a question is asked, or a free talk has ended by his silence:
     * {@code silent() { finish 'NA' }}.
     */
    public void silent(Closure<?> code) {
        add(of(SILENT, null, code));
    }

    /**
     * The caller sounds upset: twice as loud as he was before and more (9 dB), or the voice's own score of anger,
     * contempt or distress is 0.5 and more: {@code upset() { goTo 'handoff' }}.
     */
    public void upset(Closure<?> code) {
        add(sounds(UPSET, Anytime::isUpset, code));
    }

    /** The caller wants another language, one of these: {@code wantsLanguage('ar', 'fa')}; the call's is changed. */
    public void wantsLanguage(String... tags) {
        for (String tag : tags) {
            Locale wanted = Languages.of(tag);
            add(new Rule(
                    "wantsLanguage " + wanted.toLanguageTag(),
                    words -> LanguageWish.isIn(words, wanted),
                    LanguageWish.sentences(wanted),
                    null,
                    () -> language.accept(wanted)));
        }
    }

    /**
     * Done once, when the call has lasted so long: before the next question, or at the end of a free talk, which is
     * ended then: {@code after(5.min) { say 'We have a minute left.' }}.
     */
    public void after(Duration length, Closure<?> code) {
        if (length.isNegative() || length.isZero() || length.compareTo(Duration.ofHours(2)) > 0) {
            throw new ScriptException("Expected after with up to 2.h but was " + length, null);
        }
        add(new Rule("after " + length.toSeconds() + " s", _ -> false, List.of(), length, code::call));
    }

    /** The caller says one of these: {@code says('what is the weather', 'weather') { say 'I do not know.' }}. */
    public void says(Object... phrasesThenBlock) {
        List<String> phrases = new ArrayList<>();
        for (Object each : phrasesThenBlock) {
            if (each instanceof CharSequence phrase && !phrase.toString().isBlank()) {
                phrases.add(phrase.toString());
            }
        }
        if (phrases.isEmpty()
                || phrases.size() != phrasesThenBlock.length - 1
                || phrases.size() > PHRASES_MAX
                || !(phrasesThenBlock[phrasesThenBlock.length - 1] instanceof Closure<?> code)) {
            throw new ScriptException(SAYS, null);
        }
        add(new Rule(
                phrases.getFirst(),
                words -> phrases.stream().anyMatch(phrase -> CallerWish.says(words, phrase)),
                phrases,
                null,
                code::call));
    }

    /**
     * Something has happened: {@code on('voice-lost') { goTo 'handoff' }}. In a free talk, which is ended then, a tool
     * has failed ({@code tool-failed}), or a voice was left for the next ({@code voice-lost}); anywhere a transfer has
     * come to nothing ({@code transfer-refused}); {@code silence} is the same as {@code silent()}.
     */
    public void on(String event, Closure<?> code) {
        if (!EVENTS.contains(event)) {
            throw new ScriptException(ON + " but was '" + event + "'", null);
        }
        add(new Rule("on " + event, null, _ -> false, List.of(), null, null, event, code::call));
    }

    /**
     * The voice hears this emotion in a free talk, which is ended then: {@code on(emotion: 'anger', over: 0.6) { … }}.
     * {@code upset()} is the same for anger, contempt, distress and loudness.
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
            Closure<?> code) {
        String emotion = String.valueOf(options.get("emotion"));
        double over = options.get("over") instanceof Number given ? given.doubleValue() : SURE;
        if (over <= 0 || over > 1) {
            throw new ScriptException("Expected over: with a score above 0 and up to 1 but was " + over, null);
        }
        add(sounds("on emotion " + emotion, mood -> score(mood, emotion) >= over, code));
    }

    /** The rule that a silent caller meets. */
    static Optional<Rule> ofSilence(List<Rule> rules) {
        return rules.stream()
                .filter(rule -> rule.name().equals(SILENT) || rule.event().equals(Steering.SILENCE))
                .findFirst();
    }

    /** The rule of what is heard or happens by which a free talk has ended. */
    static Optional<Rule> ruleFor(List<Rule> rules, TalkEnd end) {
        return switch (end.reason()) {
            case SILENCE -> ofSilence(rules);
            case SCRIPT ->
                rules.stream()
                        .filter(rule -> rule.sounds() != null || !rule.event().isEmpty())
                        .filter(rule -> rule.name().equals(end.intent()))
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static double score(Mood mood, String emotion) {
        return mood.scores().entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(emotion))
                .mapToDouble(Map.Entry::getValue)
                .findFirst()
                .orElse(0);
    }

    private static boolean isUpset(Mood mood) {
        return mood.loudness() >= LOUD
                || mood.score("Anger") >= SURE
                || mood.score("Contempt") >= SURE
                || mood.score("Distress") >= SURE;
    }

    private static Rule sounds(String name, Predicate<Mood> sounds, Closure<?> code) {
        return new Rule(name, null, _ -> false, List.of(), null, sounds, "", code::call);
    }

    private static Rule of(String name, @Nullable CallerWish wish, Closure<?> code) {
        return new Rule(
                name,
                wish,
                words -> wish != null && wish.isIn(words),
                wish == null ? List.of() : wish.sentences(),
                null,
                null,
                "",
                code::call);
    }

    List<Rule> rules() {
        return rules;
    }

    private void add(Rule rule) {
        if (rules.size() == RULES_MAX
                || rules.stream().anyMatch(each -> each.name().equals(rule.name()))) {
            throw new ScriptException(
                    "Expected up to " + RULES_MAX + " rules, each once, but '" + rule.name() + "' is one too many",
                    null);
        }
        rules.add(rule);
    }
}
