package org.parley.console.host;

import java.util.Map;
import org.parley.script.Script;
import org.parley.trial.TrialCaller;
import org.parley.trial.TrialOutcome;

/** Tries scripts of a host as text, by its settings. */
public interface TextTrial {

    /**
     * What came of it; it takes as long as the script computes.
     *
     * @param lead fields of the lead, by the names that scripts use
     * @throws IllegalArgumentException for a field that a lead does not have
     */
    TrialOutcome of(Script script, Map<String, String> lead, TrialCaller caller);
}
