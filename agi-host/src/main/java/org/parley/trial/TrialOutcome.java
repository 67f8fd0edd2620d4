package org.parley.trial;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallResult.CallBack;

/**
 * What came of a trial.
 *
 * @param status the last one that was set, or ""
 * @param comment the remark with it
 * @param callBack the call-back that was agreed; null for none
 * @param fields of the lead that were changed
 * @param transfer where the caller was sent, {@code extension} or {@code extension@context}, or ""
 * @param notes remarks for the record, in order
 * @param tools what the model called, with the answers
 * @param variables of the channel at the end
 * @param remembered what is kept about the lead now
 * @param endedBy who ended it
 * @param detail why, in words; for a script that broke down the place as an editor shows it
 * @param took in virtual time
 * @param turns how often the agent had the word
 * @param transcript what was said and keyed
 * @param path every verb in order, such as {@code say: Hello.} and {@code dispose: NI}
 */
public record TrialOutcome(
        String status,
        String comment,
        @Nullable CallBack callBack,
        Map<String, String> fields,
        String transfer,
        List<String> notes,
        List<String> tools,
        Map<String, String> variables,
        Map<String, String> remembered,
        EndedBy endedBy,
        String detail,
        Duration took,
        int turns,
        List<Line> transcript,
        List<String> path) {
    public TrialOutcome {
        fields = Map.copyOf(fields);
        notes = List.copyOf(notes);
        tools = List.copyOf(tools);
        variables = Map.copyOf(variables);
        remembered = Map.copyOf(remembered);
        transcript = List.copyOf(transcript);
        path = List.copyOf(path);
    }

    /** Who ended the call. */
    public enum EndedBy {
        CALLER,
        SCRIPT,
        TIME,
        FAILURE
    }

    /** Who has the word. */
    public enum Who {
        AGENT,
        CALLER
    }

    /**
     * One line of the transcript.
     *
     * @param at how long after the call began
     * @param who spoke
     * @param text what was heard, a sound in brackets
     * @param remark such as {@code interrupted}, or ""
     */
    public record Line(Duration at, Who who, String text, String remark) {

        /** {@code agent> Hello.}; {@code shown} makes of words what may be printed. */
        public String render(UnaryOperator<String> shown) {
            String whose = who == Who.AGENT ? "agent>  " : "caller> ";
            return whose + shown.apply(text) + (remark.isEmpty() ? "" : "  (" + remark + ")");
        }
    }
}
