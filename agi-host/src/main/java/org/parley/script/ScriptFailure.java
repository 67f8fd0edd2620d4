package org.parley.script;

import org.jspecify.annotations.Nullable;

/**
 * A script broke down while it ran: where, and why in its writer's words. The cause is kept for the log of the host;
 * the place is the line of the script, 0 when it is not known.
 */
public final class ScriptFailure extends ScriptException {
    private final ScriptProblem problem;

    /** With what broke it, when that is known. */
    public ScriptFailure(ScriptProblem problem, @Nullable Throwable cause) {
        super(problem.file() + ":" + problem.line() + ": " + problem.message(), cause);
        this.problem = problem;
    }

    /** The name of the file, such as {@code sales.groovy}. */
    public String file() {
        return problem.file();
    }

    /** The line of the script that was running, from 1; 0 when it is not known. */
    public int line() {
        return problem.line();
    }

    /** What happened, and where. */
    public ScriptProblem problem() {
        return problem;
    }

    /** What happened, and the line itself, as an editor would show it; no stack trace. */
    public String render() {
        return problem.render();
    }

    /** What happened, in a writer's words. */
    public static String words(Throwable thrown) {
        return switch (thrown) {
            case StackOverflowError _ -> "It calls itself without end";
            case AssertionError wrong -> "An assert is false: " + firstLine(wrong.getMessage());
            case NullPointerException missing -> "Something is missing (null): " + firstLine(missing.getMessage());
            case ScriptException wrong -> String.valueOf(wrong.getMessage());
            case Pace.TooBusy busy -> String.valueOf(busy.getMessage());
            default -> thrown.getClass().getSimpleName() + ": " + firstLine(thrown.getMessage());
        };
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("").strip();
    }
}
