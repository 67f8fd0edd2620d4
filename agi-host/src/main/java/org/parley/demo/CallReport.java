package org.parley.demo;

import java.util.ArrayList;
import java.util.List;
import org.parley.demo.DemoDialer.Row;
import org.parley.sim.Caller;

/**
 * One call of the demo from all sides: the dialer's code, the host's word, the caller's ear and the tables.
 *
 * @param heardFirstAudioMillis from the audio connection to the first sound that the caller heard, or -1
 * @param exchanges the caller's words and how the agent took them, by the caller's ear
 */
record CallReport(
        String callId,
        String code,
        long leadId,
        String extension,
        String disposition,
        String reason,
        String route,
        Caller.Mood caller,
        String callerAt,
        long firstAudioMillis,
        long heardFirstAudioMillis,
        List<Long> turnLatencyMillis,
        int interruptions,
        int turns,
        int turnsStored,
        String callBack,
        String recording,
        SoundCheck sound,
        List<Caller.Exchange> exchanges,
        List<Row> rows,
        List<String> faults) {

    CallReport {
        turnLatencyMillis = List.copyOf(turnLatencyMillis);
        exchanges = List.copyOf(exchanges);
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    /** What is missing of a whole call: nothing when it has an outcome, a recording of both sides and a transcript. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (disposition.isEmpty() || reason.equals("FAILED")) {
            missing.add("an outcome");
        }
        if (!sound.isWhole()) {
            missing.add("a recording with both sides");
        }
        if (turnsStored == 0) {
            missing.add("a transcript in the database");
        }
        if (caller != Caller.Mood.CONTENT) {
            missing.add("a caller who got through: he was at " + callerAt);
        }
        // a call-back is held under a status of its own until it is due
        if (rows.stream()
                .noneMatch(row -> row.table().endsWith("list")
                        && List.of(disposition, "CBHOLD")
                                .contains(String.valueOf(row.columns().get("status"))))) {
            missing.add("the outcome in the lead's row");
        }
        return missing;
    }
}
