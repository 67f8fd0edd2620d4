package org.parley.releases;

import java.util.List;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;

/** What a host knows of what scripts name: its sounds, voices, folders and secrets, and the dialer's statuses. */
public interface Site {

    /** What this script names and is not there; it may ask tables, so never on a call's thread. */
    Doubts of(Script script);

    /**
     * What was found.
     *
     * @param unchecked what could not be looked at, and why; "" when all was
     */
    record Doubts(List<ScriptProblem> problems, String unchecked) {
        public Doubts {
            problems = List.copyOf(problems);
        }
    }
}
