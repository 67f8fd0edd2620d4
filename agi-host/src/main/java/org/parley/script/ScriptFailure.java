package org.parley.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A script broke down while it ran: where, and why in its writer's words. The cause is kept for the log of the host;
 * the place is the line of the script, 0 when it is not known.
 */
public final class ScriptFailure extends ScriptException {
    private static final Pattern NULL = Pattern.compile(
            "Cannot invoke \"(?:.*\\.)?(\\w+)\\(.*\\)\" because (?:the return value of )?\"(.+)\" is null");
    private static final Pattern BOUNDS = Pattern.compile("Index (-?\\d+) out of bounds for length (\\d+)");
    private static final Pattern INPUT = Pattern.compile("For input string: \"(.*)\".*");

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
        String first = firstLine(thrown.getMessage());
        return switch (thrown) {
            case StackOverflowError _
            when isFrom(thrown, "java.util.regex.") -> "The text is too long for this pattern";
            case StackOverflowError _ -> "It calls itself without end";
            case AssertionError _ -> "An assert is false: " + first;
            case NullPointerException _ -> missing(thrown, first);
            case ScriptException wrong -> String.valueOf(wrong.getMessage());
            case Pace.TooBusy busy -> String.valueOf(busy.getMessage());
            case ArithmeticException _ when first.contains("zero") -> "It divides by zero";
            case IndexOutOfBoundsException _ -> place(first);
            case PatternSyntaxException wrong -> "This pattern cannot be read: " + wrong.getDescription();
            case NumberFormatException _ -> number(first);
            default -> thrown.getClass().getSimpleName() + ": " + first;
        };
    }

    private static String missing(Throwable thrown, String first) {
        Matcher use = NULL.matcher(first);
        if (isFrom(thrown, "org.parley.") || isFrom(thrown, "java.")) {
            return "A verb or method was given null, which is nothing; does a method of yours return no value?";
        }
        if (!use.matches()) {
            return "Something is missing (null)" + (first.isEmpty() ? "" : ": " + first);
        }
        String what = use.group(2).replaceAll("\\(.*\\)", "()").replaceAll(".*\\.", "");
        return "%s is null, which is nothing, and has no %s(); give it a value, or write ?.%s()"
                .formatted(what.startsWith("<") ? "The value" : what, use.group(1), use.group(1));
    }

    private static String place(String first) {
        Matcher bounds = BOUNDS.matcher(first);
        if (!bounds.matches()) {
            return "There is no such element: " + first;
        }
        int length = Integer.parseInt(bounds.group(2));
        return "There is no element " + bounds.group(1)
                + (length == 0 ? "; there is none at all" : "; the first is 0 and the last is " + (length - 1));
    }

    private static String number(String first) {
        Matcher text = INPUT.matcher(first);
        return text.matches() ? "'" + text.group(1) + "' is no number" : "This is no number: " + first;
    }

    /** Whether it was thrown by code below this package. */
    private static boolean isFrom(Throwable thrown, String packages) {
        StackTraceElement[] frames = thrown.getStackTrace();
        return frames.length > 0 && frames[0].getClassName().startsWith(packages);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("").strip();
    }
}
