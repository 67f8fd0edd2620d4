package org.parley.trial;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.parley.script.ScriptProblem;
import org.parley.trial.TrialOutcome.Line;

/**
 * How one test went, or why the tests of a file could not run.
 *
 * @param file the file of the test
 * @param script the script that it tests
 * @param name the test's, or "" for the file as a whole
 * @param line where it stands
 * @param problems what was expected and what came, each at its line; mistakes in the file or in the script
 * @param skipped what could not be had where it was played, in words; the rest was
 * @param outcome what came of the call; null when there was none
 */
public record TestResult(
        String file,
        String script,
        String name,
        int line,
        List<ScriptProblem> problems,
        List<String> skipped,
        @Nullable TrialOutcome outcome) {
    public TestResult {
        problems = List.copyOf(problems);
        skipped = List.copyOf(skipped);
    }

    /** Whether it was not played at all. */
    public boolean isSkipped() {
        return outcome == null && problems.isEmpty();
    }

    /** Nothing was wrong. */
    public boolean ok() {
        return problems.isEmpty();
    }

    /** {@code sales: opt-out is obeyed}. */
    public String title() {
        return name.isEmpty() ? script : script + ": " + name;
    }

    /** What was wrong, then what was said; {@code shown} makes of words what may be printed. */
    public String render(UnaryOperator<String> shown) {
        StringBuilder text = new StringBuilder();
        for (ScriptProblem problem : problems) {
            text.append(problem.render()).append('\n');
        }
        if (outcome != null) {
            for (Line each : outcome.transcript()) {
                text.append("%7.1f  %s%n".formatted(each.at().toMillis() / 1e3, each.render(shown)));
            }
            text.append("%7.1f  %s%n"
                    .formatted(
                            outcome.took().toMillis() / 1e3,
                            outcome.detail().lines().findFirst().orElse("")));
        }
        return text.toString().stripTrailing();
    }
}
