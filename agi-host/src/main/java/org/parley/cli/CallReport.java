package org.parley.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.sim.CallEnd;
import org.parley.sim.CallEnd.Route;
import org.parley.sim.Caller;
import org.parley.store.CallStory;

/**
 * What became of a call that {@code parley call} placed.
 *
 * @param end as the dialplan saw it
 * @param story as the host wrote it down; null when it wrote nothing where we look
 * @param caller who called; null when it was a person
 */
record CallReport(
        CallEnd end, @Nullable CallStory story, @Nullable Caller caller) {

    /** The same with that caller. */
    CallReport by(Caller simulated) {
        return new CallReport(end, story, simulated);
    }

    private boolean served() {
        return end.route() != Route.HUMAN;
    }

    /** Prints it; the answer is the command's exit code. */
    int print(PrintWriter out, String asked, boolean json) {
        out.println();
        out.println("call         "
                + (story == null
                        ? "not found in what the host wrote down"
                        : story.call().id()));
        out.println("dialplan     %s%s, AGISTATUS %s"
                .formatted(
                        end.route(),
                        end.target().isEmpty() ? "" : " to " + end.target(),
                        end.agiStatus().isEmpty() ? "not told" : end.agiStatus()));
        if (story != null) {
            out.println("disposition  " + story.call().disposition());
            out.println("recording    " + story.call().recording());
        }
        if (end.firstAudioMillis() >= 0) {
            out.println("first sound  %d ms after the audio was connected".formatted(end.firstAudioMillis()));
        }
        end.faults().forEach(fault -> out.println("fault        " + fault));
        if (served() && story == null) {
            out.println(
                    "The host keeps its calls elsewhere: give its settings to this command too (--config, --database,"
                            + " PARLEY_HOME) and the words are shown.");
        }
        if (end.agiStatus().equals("FAILURE")) {
            out.println("The dialplan reached no host: is it running, and is PARLEY_HOST its address?");
        } else if (!served() && !end.agiStatus().isEmpty()) {
            out.println("The host did not serve the call: is there a script for %s? ./parley check tells."
                    .formatted(asked));
        }
        if (json) {
            JsonOutput.print(out, document());
        }
        out.flush();
        return served() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ok", served());
        document.put("agiStatus", end.agiStatus());
        document.put("route", end.route().name());
        document.put("target", end.target());
        document.put("firstAudioMs", end.firstAudioMillis());
        document.put("millis", end.millis());
        if (caller != null) {
            document.put("caller", caller.mood().name());
            document.put("heard", caller.exchanges());
        }
        document.put("faults", end.faults());
        if (story != null) {
            document.put("call", story.call());
            document.put("turns", story.turns());
        }
        return document;
    }
}
