package org.parley.script;

import java.util.Set;
import org.parley.settings.Nearest;

/** How a writer is told of a step that is not there. */
public final class StepNames {
    private StepNames() {}

    /** That there is no such step, and what may be meant. */
    public static String unknown(String name, Set<String> steps) {
        String known = steps.isEmpty() ? "the script has no steps" : "there are " + String.join(", ", steps);
        return "There is no step '" + name + "'; "
                + Nearest.to(name, steps)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse(known);
    }
}
