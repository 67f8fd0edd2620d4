package org.parley.script.compile;

import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.List;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.parley.script.Pace;
import org.parley.script.ScriptFailure;
import org.parley.script.ScriptProblem;

/**
 * Code that is compiled under the rules of scripts and is none, such as the tests of one. Used by one thread.
 *
 * @param <T> its base class
 */
public final class GuardedCode<T extends groovy.lang.Script> {
    private final String file;
    private final String source;
    private final List<Class<?>> classes;
    private final Constructor<? extends T> constructor;
    private final Duration loopMax;

    GuardedCode(String file, String source, List<Class<?>> classes, Class<T> base, Duration loopMax)
            throws ReflectiveOperationException {
        this.file = file;
        this.source = source;
        this.classes = List.copyOf(classes);
        this.constructor = classes.getFirst().asSubclass(base).getConstructor();
        this.loopMax = loopMax;
    }

    /** What became of a text. */
    public sealed interface Result<T extends groovy.lang.Script> {
        /** It is good. */
        record Good<T extends groovy.lang.Script>(GuardedCode<T> code) implements Result<T> {}

        /** It is not, for at least one reason. */
        record Bad<T extends groovy.lang.Script>(List<ScriptProblem> problems) implements Result<T> {
            public Bad {
                problems = List.copyOf(problems);
            }
        }
    }

    /** A new instance, which has not run. */
    public T make() {
        try {
            return constructor.newInstance();
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("The compiler has made its constructor", broken);
        }
    }

    /**
     * Runs some of it with a budget.
     *
     * @throws ScriptFailure when it broke down, with its line
     */
    public void enter(Runnable code) {
        try {
            new Pace(loopMax).within(code);
        } catch (ScriptFailure known) {
            throw known;
        } catch (Exception | StackOverflowError | AssertionError thrown) {
            throw new ScriptFailure(problem(line(thrown.getStackTrace()), ScriptFailure.words(thrown)), thrown);
        }
    }

    /** Something at a line of it. */
    public ScriptProblem problem(int line, String message) {
        return ScriptProblem.at(file, source, line, 0, message, "");
    }

    /** The line of it that runs now on this thread, from 1; 0 when it does not run. */
    public int line() {
        return line(Thread.currentThread().getStackTrace());
    }

    private int line(StackTraceElement[] frames) {
        String own = classes.getFirst().getName();
        for (StackTraceElement frame : frames) {
            String owner = frame.getClassName();
            if (frame.getLineNumber() > 0 && (owner.equals(own) || owner.startsWith(own + "$"))) {
                return frame.getLineNumber();
            }
        }
        return 0;
    }

    /** It is not needed any more. */
    public void forget() {
        classes.forEach(InvokerHelper::removeClass);
    }
}
