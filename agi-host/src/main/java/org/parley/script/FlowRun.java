package org.parley.script;

import groovy.lang.Closure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.parley.ai.CallerWish;
import org.parley.ai.StandardWords;
import org.parley.script.Anytime.Rule;
import org.parley.script.Call.AnsweredBy;
import org.parley.script.Call.TalkEnd;
import org.parley.script.Call.TalkEnd.Reason;

/** One call's way through a script's steps, with its rules. On the call's thread. */
final class FlowRun {
    private static final Duration PERSONA_LIMIT = Duration.ofHours(1); // the host's limit of a call is shorter

    private final Flow flow;
    private final Call call;
    private final Talk.Runner runner;
    private final List<String> names;
    private final List<Flow.Step> steps;
    private final Set<Rule> done = new HashSet<>(); // rules of a time, each once
    private Flow.Speaker speaker;
    private boolean inRule;
    private boolean mustSay;

    FlowRun(Flow flow, Call call, Talk.Runner runner) {
        this.flow = flow;
        this.call = call;
        this.runner = runner;
        this.names = List.copyOf(flow.steps().keySet());
        this.steps = List.copyOf(flow.steps().values());
        this.speaker = scripts();
        this.mustSay = !flow.mustSay().isBlank();
    }

    private Flow.Speaker scripts() {
        return new Flow.Speaker(flow.persona(), flow.voices(), flow.knowledge());
    }

    /** Discloses, runs the steps, and says what must be said. */
    void run() {
        if (!flow.never().isEmpty()) {
            call.never(flow.never());
        }
        if (!flow.backups().isEmpty()) {
            call.backup(flow.backups());
        }
        call.anytime(sentences());
        try {
            runSteps();
        } catch (RuntimeException thrown) {
            if (Jump.in(thrown) instanceof Jump.ToEnd) {
                closing();
            }
            throw thrown;
        }
        closing();
    }

    /** The script ends: what must be said is, if it was not. */
    void closing() {
        if (mustSay) {
            mustSay = false;
            call.say(flow.mustSay(), false);
            Pace.waited();
            call.mark("must-say", "text", flow.mustSay());
        }
    }

    /** The script has said that; what the caller said over it may be what a rule is for. */
    void spoken(String text, Call.Said said) {
        mustSay &= !text.strip().equals(flow.mustSay().strip());
        if (!inRule) {
            heeds(said.words());
        }
    }

    /** Runs the steps, or without them talks as the persona. */
    private void runSteps() {
        int at = goneTo(0, this::open);
        if (steps.isEmpty()) {
            talk();
            return;
        }
        while (at < steps.size()) {
            Flow.Step step = steps.get(at);
            Pace.step(names.get(at));
            call.mark("step", "name", names.get(at));
            speaker = step.speaker().persona().isEmpty() ? scripts() : step.speaker();
            Closure<?> code = step.code();
            at = goneTo(at + 1, code == null ? this::talk : code::call);
        }
    }

    /** Runs the code and answers the number of the step to go on with. */
    private int goneTo(int next, Runnable code) {
        try {
            code.run();
            return next;
        } catch (RuntimeException thrown) {
            if (Jump.in(thrown) instanceof Jump.ToStep jump) {
                return names.indexOf(jump.step());
            }
            throw thrown;
        }
    }

    private void open() {
        if (ruleOf(CallerWish.MACHINE).isPresent()) {
            answeredBy(call.answeredBy(Duration.ZERO)); // what the dialer has found; nobody is kept waiting for more
            Pace.waited();
        }
        if (!flow.disclosure().isBlank()) {
            String words = call.say(flow.disclosure(), false).words();
            Pace.waited();
            call.mark("disclosed", "text", flow.disclosure());
            heeds(words);
        }
    }

    private void talk() {
        Talk talk = Talk.of(call, runner);
        talk.limit(PERSONA_LIMIT);
        talk.allow(Map.of("endCall", true));
        converse(talk);
    }

    /** What unwinds the code that runs, to go on with that step. */
    Jump jumpTo(String step) {
        if (!names.contains(step)) {
            throw new ScriptException(StepNames.unknown(step, flow.steps().keySet()), null);
        }
        return new Jump.ToStep(step);
    }

    /** Asks; what the rules understand of an answer is done, and then it is asked again. */
    Answer ask(Supplier<String> prompt, Question question, BiFunction<String, Question, Answer> asks) {
        if (flow.rules().isEmpty() || inRule) {
            Answer answer = asks.apply(prompt.get(), question);
            Pace.waited();
            return answer;
        }
        int tried = 0;
        String sorry = "";
        while (true) {
            afterTime();
            String said = prompt.get(); // in the language of now
            Answer answer = asks.apply(
                    said.isEmpty() ? said : sorry + said, question.once(tried)); // so that the rules see every answer
            Pace.waited();
            if (heeds(answer.words())) {
                sorry = ""; // what he said was no answer: the try is not used up
            } else if (answer.isOk() || ++tried >= question.tries()) {
                if (answer.outcome() == Answer.Outcome.NO_INPUT) {
                    silence().ifPresent(this::follow);
                } else {
                    soundsSo(answer.mood()).ifPresent(this::follow);
                }
                return answer;
            } else {
                sorry = answer.outcome() == Answer.Outcome.NO_MATCH ? sorry() : "";
            }
        }
    }

    private String sorry() {
        return StandardWords.of(call.language()).asking().sorry() + " ";
    }

    /** Does what the script wants done when a machine has answered. */
    void answeredBy(AnsweredBy found) {
        if (found.machine() && !inRule) {
            ruleOf(CallerWish.MACHINE).ifPresent(this::follow);
        }
    }

    /** Talks with the persona; a wish that ends the talk is then done. */
    TalkEnd converse(Talk talk) {
        String persona = speaker.persona();
        if (!flow.never().isEmpty()) {
            talk.never(flow.never());
            persona = (persona + "\n\nNever say: " + String.join("; ", flow.never())).strip();
        }
        if (!persona.isBlank()) {
            talk.persona(persona);
        }
        talk.usualVoices(speaker.voices().isEmpty() ? flow.voices() : speaker.voices(), flow.backups());
        talk.usualKnowledge(speaker.knowledge().isEmpty() ? flow.knowledge() : speaker.knowledge());
        if (!inRule) {
            afterTime();
            nextTime().ifPresent(rule -> talk.within(after(rule).minus(call.passed())));
            talk.endsBy(flow.rules());
        }
        List<Rule> heeded = new ArrayList<>();
        for (Rule rule : inRule ? List.<Rule>of() : flow.rules()) {
            CallerWish wish = rule.wish();
            if (wish != null && talk.endsBy(rule.name(), wish, toldOf(wish))) {
                heeded.add(rule);
            }
        }
        TalkEnd end = call.converse(talk.plan());
        Pace.waited();
        Optional<Rule> own = talk.ruleFor(end);
        if (own.isPresent()) {
            follow(own.get());
            return end;
        }
        if (!inRule && end.reason() == Reason.TIME) {
            afterTime();
        } else if (!inRule) {
            Anytime.ruleFor(flow.rules(), end).ifPresent(this::follow);
        }
        if (end.reason() == Reason.INTENT || end.reason() == Reason.SCRIPT || end.reason() == Reason.TOOL) {
            heeded.stream()
                    .filter(rule -> rule.name().equals(end.intent()))
                    .findFirst()
                    .ifPresent(this::follow);
        }
        return end;
    }

    /** What a model is told of the tool by which it says that. */
    private static String toldOf(CallerWish wish) {
        return switch (wish) {
                    case OPT_OUT -> "The caller does not want to be called again.";
                    case HUMAN -> "The caller wants to speak to a person.";
                    case ABUSE -> "The caller insults or threatens you; not when he is only rude or angry.";
                    case MACHINE -> "An answering machine or a voicemail greeting speaks, and no person.";
                }
                + " Call it at once, without an answer.";
    }

    private boolean heeds(String words) {
        if (words.isBlank()) {
            return false;
        }
        Optional<Rule> rule =
                flow.rules().stream().filter(each -> each.fits().test(words)).findFirst();
        rule.ifPresent(this::follow);
        return rule.isPresent();
    }

    private Optional<Rule> ruleOf(CallerWish wish) {
        return flow.rules().stream().filter(rule -> rule.wish() == wish).findFirst();
    }

    private void follow(Rule rule) {
        call.mark("anytime", "rule", rule.name());
        boolean outer = inRule; // a talk within a rule has rules of its own
        inRule = true;
        call.anytime(List.of());
        try {
            rule.code().run();
        } finally {
            inRule = outer;
            call.anytime(outer ? List.of() : sentences());
        }
    }

    /** What the rules are for, as callers say it; and what sounds like it, so as not to be taken for it. */
    private List<String> sentences() {
        List<String> own =
                flow.rules().stream().flatMap(rule -> rule.sentences().stream()).toList();
        return own.isEmpty()
                ? own
                : Stream.of(CallerWish.OPT_OUT.sentences(), CallerWish.HUMAN.sentences(), own)
                        .flatMap(List::stream)
                        .distinct()
                        .toList();
    }

    private Optional<Rule> silence() {
        return inRule ? Optional.empty() : Anytime.ofSilence(flow.rules());
    }

    private Optional<Rule> named(String name) {
        return flow.rules().stream()
                .filter(rule -> !inRule && rule.name().equals(name))
                .findFirst();
    }

    /** Follows the rules whose time has come. */
    private void afterTime() {
        if (inRule) {
            return;
        }
        Optional<Rule> due = nextTime().filter(rule -> call.passed().compareTo(after(rule)) >= 0);
        while (due.isPresent()) {
            done.add(due.get());
            follow(due.get());
            due = nextTime().filter(rule -> call.passed().compareTo(after(rule)) >= 0);
        }
    }

    private Optional<Rule> nextTime() {
        return flow.rules().stream()
                .filter(rule -> rule.after() != null && !done.contains(rule))
                .min(Comparator.comparing(FlowRun::after));
    }

    private static Duration after(Rule rule) {
        Duration after = rule.after();
        return after == null ? Duration.ZERO : after;
    }

    /** The rule for a caller who sounds so. */
    private Optional<Rule> soundsSo(Mood mood) {
        return flow.rules().stream()
                .filter(rule -> !inRule && sounds(rule, mood))
                .findFirst();
    }

    private static boolean sounds(Rule rule, Mood mood) {
        Predicate<Mood> sounds = rule.sounds();
        return sounds != null && sounds.test(mood);
    }

    /** Does what the script wants done when a transfer has come to nothing. */
    void transferred(Transfer transfer) {
        if (!transfer.ok()) {
            named("on " + Steering.TRANSFER_REFUSED).ifPresent(this::follow);
        }
    }
}
