package org.parley.script;

import groovy.lang.Closure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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
    private final List<Closure<?>> steps;
    private boolean inRule;

    FlowRun(Flow flow, Call call, Talk.Runner runner) {
        this.flow = flow;
        this.call = call;
        this.runner = runner;
        this.names = List.copyOf(flow.steps().keySet());
        this.steps = List.copyOf(flow.steps().values());
    }

    /** Discloses, and then runs the steps, or without them talks as the persona. */
    void run() {
        int at = goneTo(0, this::open);
        if (steps.isEmpty()) {
            talk();
            return;
        }
        while (at < steps.size()) {
            Closure<?> step = steps.get(at);
            Pace.step(names.get(at));
            call.mark("step", "name", names.get(at));
            at = goneTo(at + 1, step::call);
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
            call.say(flow.disclosure(), false);
            Pace.waited();
            call.mark("disclosed", "text", flow.disclosure());
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
    Answer ask(String prompt, Question question, BiFunction<String, Question, Answer> asks) {
        if (flow.rules().isEmpty() || inRule) {
            Answer answer = asks.apply(prompt, question);
            Pace.waited();
            return answer;
        }
        int tried = 0;
        String sorry = "";
        while (true) {
            Answer answer = asks.apply(sorry + prompt, question.once(tried)); // so that the rules see every answer
            Pace.waited();
            tried++;
            if (heeds(answer)) {
                tried = 0;
                sorry = "";
            } else if (answer.isOk() || tried >= question.tries()) {
                return answer;
            } else {
                sorry = answer.outcome() == Answer.Outcome.NO_MATCH && !prompt.isEmpty() ? sorry() : "";
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
        if (!flow.persona().isBlank()) {
            talk.persona(flow.persona());
        }
        talk.usualVoices(flow.voices());
        talk.usualKnowledge(flow.knowledge());
        List<Rule> heeded = new ArrayList<>();
        ruleOf(CallerWish.OPT_OUT)
                .filter(rule -> !inRule
                        && talk.endsBy(
                                rule.name(),
                                CallerWish.OPT_OUT,
                                "The caller does not want to be called again. Call it at once, without an answer."))
                .ifPresent(heeded::add);
        ruleOf(CallerWish.HUMAN)
                .filter(rule -> !inRule
                        && talk.endsBy(
                                rule.name(),
                                CallerWish.HUMAN,
                                "The caller wants to speak to a person. Call it at once, without an answer."))
                .ifPresent(heeded::add);
        TalkEnd end = call.converse(talk.plan());
        Pace.waited();
        if (end.reason() == Reason.INTENT || end.reason() == Reason.SCRIPT || end.reason() == Reason.TOOL) {
            heeded.stream()
                    .filter(rule -> rule.name().equals(end.intent()))
                    .findFirst()
                    .ifPresent(this::follow);
        }
        return end;
    }

    private boolean heeds(Answer answer) {
        if (answer.words().isBlank()) {
            return false;
        }
        Optional<Rule> rule =
                flow.rules().stream().filter(each -> each.fits(answer.words())).findFirst();
        rule.ifPresent(this::follow);
        return rule.isPresent();
    }

    private Optional<Rule> ruleOf(CallerWish wish) {
        return flow.rules().stream().filter(rule -> rule.wish() == wish).findFirst();
    }

    private void follow(Rule rule) {
        call.mark("anytime", "rule", rule.name());
        inRule = true;
        try {
            rule.code().call();
        } finally {
            inRule = false;
        }
    }
}
