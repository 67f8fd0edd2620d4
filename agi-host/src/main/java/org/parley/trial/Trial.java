package org.parley.trial;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.function.Consumer;
import org.parley.ai.LanguageModel;
import org.parley.dialer.Lead;
import org.parley.script.CallEnded;
import org.parley.script.Data;
import org.parley.script.Script;
import org.parley.script.ScriptFailure;
import org.parley.trial.TrialOutcome.EndedBy;
import org.parley.trial.TrialOutcome.Line;

/** Runs a script against a caller of text, from the first word to the last cleanup. */
public final class Trial {
    private Trial() {}

    /**
     * Whose call it is.
     *
     * @param extension the one that was reached
     * @param start when, by the customer's clock
     * @param variables of the channel
     * @param remembered what earlier calls have kept about the lead
     * @param data what the script may read
     * @param around who else is there
     */
    public record Setting(
            Lead lead,
            String extension,
            LocalDateTime start,
            Map<String, String> variables,
            Map<String, String> remembered,
            Data data,
            Around around) {
        public Setting {
            variables = Map.copyOf(variables);
            remembered = Map.copyOf(remembered);
        }

        /** Where everybody is there. */
        public Setting(
                Lead lead,
                String extension,
                LocalDateTime start,
                Map<String, String> variables,
                Map<String, String> remembered,
                Data data) {
            this(lead, extension, start, variables, remembered, data, Around.USUAL);
        }
    }

    /** What came of it; {@code shown} is told each line of the transcript at once. */
    public static TrialOutcome run(
            Script script,
            Setting setting,
            TrialSettings settings,
            TrialCaller caller,
            LanguageModel model,
            Consumer<Line> shown) {
        TrialCall call =
                new TrialCall(setting, settings.within(script.limits()), caller, model, new Transcripts(shown));
        String broken = code(() -> script.run(call));
        boolean whole = call.endedBy() == null;
        EndedBy by = call.endedBy();
        String detail = whole ? "the script ended" : call.detail();
        if (whole) {
            CallEnded _ = call.ended(EndedBy.SCRIPT, detail); // from here no verb that uses the line works
            by = EndedBy.SCRIPT;
        }
        for (Runnable cleanup : call.decided().cleanups) {
            String failed = code(cleanup);
            broken = broken.isEmpty() ? failed : broken;
        }
        if (!broken.isEmpty()) {
            by = EndedBy.FAILURE;
            detail = broken;
        }
        Decided decided = call.decided();
        return new TrialOutcome(
                decided.status,
                decided.comment,
                decided.callBack,
                decided.fields,
                decided.transfer,
                decided.notes,
                decided.tools,
                decided.variables,
                decided.remembered,
                by == null ? EndedBy.SCRIPT : by,
                detail,
                call.passed(),
                call.transcript().turns(),
                call.transcript().lines(),
                decided.path);
    }

    /** How it broke down, or "". */
    private static String code(Runnable code) {
        try {
            code.run();
            return "";
        } catch (CallEnded end) {
            return "";
        } catch (ScriptFailure failure) {
            return failure.render();
        }
    }
}
