package org.parley.script;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.script.Call.AnsweredBy;
import org.parley.script.Call.TalkEnd;

/** The verbs of a script that has a persona or steps: {@code script}, {@code goTo}, {@code finish}. */
public abstract class FlowVerbs extends CallVerbs {
    private @Nullable FlowRun flow; // once the script block was reached
    private @Nullable Thread thread; // the call's
    private volatile boolean over;

    /**
     * The whole script as a persona, steps, or both; it is the last thing in its file.
     * <pre>
     * script('fronter') {
     *   persona 'Sam, brief and warm.'
     *   disclose 'Hi, this is Sam, a virtual assistant, on a recorded line.'
     *   anytime { optOut() { say 'I will take you off the list.'; finish 'DNC' } }
     *   step('qualify') { if ((ask 'Do you have parts A and B?', yesNo).no) finish 'NQ' }
     *   step('handoff') { transfer '8500'; finish 'XFER' }
     * }
     * </pre>
     */
    public void script(
            String name, @DelegatesTo(value = Flow.class, strategy = Closure.DELEGATE_FIRST) Closure<?> parts) {
        if (flow != null) {
            throw new ScriptException("Expected one script block in a file but found '" + name + "' as well", null);
        }
        Flow declared = new Flow(call()::language);
        parts.setDelegate(declared);
        parts.setResolveStrategy(Closure.DELEGATE_FIRST);
        parts.call();
        declared.complete();
        FlowRun run = new FlowRun(declared, call(), this::runTool);
        flow = run;
        run.run();
        throw new Jump.ToEnd();
    }

    /** Goes on with that step at once: {@code goTo 'handoff'}. What stands after it does not run. */
    public void goTo(String step) {
        FlowRun run = flow;
        if (run == null) {
            throw new ScriptException("'goTo' stands inside a step of script('…') { … }", null);
        }
        inScript("goTo");
        throw run.jumpTo(step);
    }

    /** The status for the dialer, and the end of the script at once: {@code finish 'NI'}. Clean-ups still run. */
    public void finish(String status) {
        finish(status, "");
    }

    /** The same with a remark: {@code finish 'NI', 'has a provider already'}. */
    public void finish(String status, String remark) {
        inScript("finish");
        dispose(status, remark);
        throw new Jump.ToEnd();
    }

    /** The status for the dialer, with a remark. */
    public abstract void dispose(String status, String comment);

    /** Runs code of the script beside a talk. */
    abstract @Nullable Object runTool(Closure<?> code, Object argument);

    /** The call's thread is known from here. */
    final void begins() {
        thread = Thread.currentThread();
    }

    /** Runs the script until its code, or finish, ends it. */
    final void runToEnd() {
        try {
            run();
        } catch (RuntimeException thrown) {
            if (!(Jump.in(thrown) instanceof Jump.ToEnd)) {
                throw thrown;
            }
        } finally {
            over = true;
        }
    }

    @Override
    final void spoken(String text, Call.Said said) {
        FlowRun run = flow;
        if (run != null) {
            run.spoken(text, said);
        }
    }

    /** The script is about to hang up. */
    final void closing() {
        FlowRun run = flow;
        if (run != null && !over) {
            run.closing();
        }
    }

    @Override
    final Answer heeding(Supplier<String> prompt, Question question, BiFunction<String, Question, Answer> asks) {
        FlowRun run = flow;
        return run == null ? super.heeding(prompt, question, asks) : run.ask(prompt, question, asks);
    }

    /** Lets the script's rules see who has answered. */
    final AnsweredBy heeding(AnsweredBy found) {
        Pace.waited();
        FlowRun run = flow;
        if (run != null) {
            run.answeredBy(found);
        }
        return found;
    }

    /** Lets the script's rules see what came of a transfer. */
    final Transfer heeding(Transfer done) {
        FlowRun run = flow;
        if (run != null) {
            run.transferred(done);
        }
        return done;
    }

    /** Has a free talk as the script's persona and rules want it. */
    final TalkEnd talked(Talk talk) {
        FlowRun run = flow;
        if (run != null) {
            return run.converse(talk);
        }
        TalkEnd end = call().converse(talk.plan());
        Pace.waited();
        talk.ruleFor(end).ifPresent(rule -> {
            call().mark("anytime", "rule", rule.name());
            rule.code().run();
        });
        return end;
    }

    private void inScript(String verb) {
        if (over || !Thread.currentThread().equals(thread)) {
            throw new ScriptException(
                    "'" + verb + "' stands in the script itself, not in cleanup { … } nor in what runs beside a talk",
                    null);
        }
    }
}
