package org.parley.trial;

import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.parley.script.ScriptException;
import org.parley.trial.Timeline.Act;
import org.parley.trial.Timeline.Step;
import org.parley.trial.TrialCaller.Move;

/** What stands inside {@code caller { … }}: what he does, in order. */
public final class CallerWords {
    private static final int STEPS_MAX = 1000;
    private static final String GREETING = "You have reached my voicemail. Please leave a message after the tone.";

    private final IntSupplier line;
    private final List<Step> steps = new ArrayList<>();

    CallerWords(IntSupplier line) {
        this.line = line;
    }

    /** Waits until the agent has said something that has this in it: {@code hears ~/virtual assistant/}. */
    public void hears(Pattern words) {
        step("hears ~/" + words + "/", new Act.Hears(text -> words.matcher(text).find()));
    }

    /** Waits until the agent has said something with this text in it, capitals or not. */
    public void hears(String words) {
        step("hears '" + words + "'", new Act.Hears(with(words)));
    }

    /** The agent must begin to speak within so long after the caller has ended: {@code hearsWithin 1500.ms}. */
    public void hearsWithin(Duration limit) {
        step("hears within " + Timeline.seconds(limit), new Act.HearsWithin(limit));
    }

    /** Says this when the script listens next: {@code says 'yes please'}. */
    public void says(String words) {
        step("says '" + words + "'", new Act.Does(new Move.Says(words)));
    }

    /** Speaks over the next words of the agent that may be interrupted. */
    public void interrupts(String words) {
        step("interrupts with '" + words + "'", new Act.Interrupts(words, ""));
    }

    /** Speaks over the agent's words when he hears some of them: {@code interrupts 'how much?', at: 'new plan'}. */
    public void interrupts(
            @NamedParams(@NamedParam(value = "at", type = CharSequence.class, required = true)) Map<String, ?> options,
            String words) {
        String at = String.valueOf(options.get("at"));
        step("interrupts with '" + words + "' at '" + at + "'", new Act.Interrupts(words, at));
    }

    /** Says something that is not understood: {@code mumbles()}. */
    public void mumbles() {
        step("mumbles", new Act.Does(new Move.Mumbles()));
    }

    /** Says nothing until the script goes on. */
    public void silent() {
        step("is silent", new Act.Does(new Move.Silent(null)));
    }

    /** Says nothing for so long while the script listens: {@code silent 20.s}. */
    public void silent(Duration length) {
        step("is silent for " + Timeline.seconds(length), new Act.Does(new Move.Silent(length)));
    }

    /** Presses keys when the script listens next: {@code presses '4711#'}. */
    public void presses(String keys) {
        if (!keys.matches("[0-9*#]{1,64}")) {
            throw new ScriptException("Expected 1 to 64 keys of 0-9 * # but was '" + keys + "'", null);
        }
        step("presses '" + keys + "'", new Act.Does(new Move.Presses(keys)));
    }

    /** Hangs up when the script listens next, or at once after what he waited to hear: {@code hangsUp()}. */
    public void hangsUp() {
        step("hangs up", new Act.Does(new Move.HangsUp()));
    }

    /** A machine has answered: {@code voicemail()}. */
    public void voicemail() {
        voicemail(GREETING);
    }

    /** A machine has answered with this greeting. */
    public void voicemail(String greeting) {
        step("is a machine", new Act.Voicemail(greeting));
    }

    private void step(String words, Act act) {
        if (steps.size() == STEPS_MAX) {
            throw new ScriptException("A caller does at most " + STEPS_MAX + " things", null);
        }
        steps.add(new Step(line.getAsInt(), words, act));
    }

    static Predicate<String> with(String words) {
        String plain = words.toLowerCase(Locale.ROOT);
        return text -> text.toLowerCase(Locale.ROOT).contains(plain);
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }
}
