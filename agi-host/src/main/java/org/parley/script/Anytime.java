package org.parley.script;

import groovy.lang.Closure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.ai.CallerWish;

/**
 * What stands inside {@code anytime { … }}: what is done when the caller says something that no question asked for.
 * The first rule that fits counts.
 */
public final class Anytime {
    private static final int RULES_MAX = 50;
    private static final int PHRASES_MAX = 100;
    /** What is expected of says. */
    public static final String SAYS = "Expected phrases and then a block: says('the weather', 'weather') { … }";

    private final List<Rule> rules = new ArrayList<>();

    /** A rule by its name in the record: by a wish that every caller may have, or by phrases of its own. */
    record Rule(String name, @Nullable CallerWish wish, List<String> phrases, Closure<?> code) {
        boolean fits(String words) {
            return wish == null
                    ? phrases.stream().anyMatch(phrase -> CallerWish.says(words, phrase))
                    : wish.isIn(words);
        }
    }

    Anytime() {}

    /** The caller does not want to be called again. */
    public void optOut(Closure<?> code) {
        add(new Rule("optOut", CallerWish.OPT_OUT, List.of(), code));
    }

    /** The caller wants a person. */
    public void wantsHuman(Closure<?> code) {
        add(new Rule("wantsHuman", CallerWish.HUMAN, List.of(), code));
    }

    /** An answering machine has taken the call: the dialer says so, or what is heard is what machines say. */
    public void voicemail(Closure<?> code) {
        add(new Rule("voicemail", CallerWish.MACHINE, List.of(), code));
    }

    /** The caller says one of these: {@code says('what is the weather', 'weather') { say 'I do not know.' }}. */
    public void says(Object... phrasesThenCode) {
        List<String> phrases = new ArrayList<>();
        for (Object each : phrasesThenCode) {
            if (each instanceof CharSequence phrase && !phrase.toString().isBlank()) {
                phrases.add(phrase.toString());
            }
        }
        if (phrases.isEmpty()
                || phrases.size() != phrasesThenCode.length - 1
                || phrases.size() > PHRASES_MAX
                || !(phrasesThenCode[phrasesThenCode.length - 1] instanceof Closure<?> code)) {
            throw new ScriptException(SAYS, null);
        }
        add(new Rule(phrases.getFirst(), null, phrases, code));
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
