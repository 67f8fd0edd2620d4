package org.parley.sim;

import java.util.List;
import java.util.Map;

/**
 * How a simulated call went, as the dialplan sees it.
 *
 * @param agiStatus Asterisk's AGISTATUS: SUCCESS, FAILURE or HANGUP
 * @param route where the dialplan sent the caller
 * @param target the extension of a transfer, or ""
 * @param variables the channel's variables at the end
 * @param firstAudioMillis from the audio connection to the first sound heard, or -1 when nothing was heard
 * @param silenceMillis from the start of the call to the first sound heard, or -1
 * @param millis how long the call took
 * @param faults what a real Asterisk would not have liked
 */
public record CallEnd(
        String agiStatus,
        Route route,
        String target,
        Map<String, String> variables,
        long firstAudioMillis,
        long silenceMillis,
        long millis,
        List<String> faults) {

    public CallEnd {
        variables = Map.copyOf(variables);
        faults = List.copyOf(faults);
    }

    /** What became of the caller behind the AGI line of the dialplan. */
    public enum Route {
        /** PARLEY_STATUS is DONE: hung up. */
        DONE,
        /** PARLEY_STATUS is TRANSFER, or the host set another extension: goes on there. */
        TRANSFER,
        /** Anything else: goes to a person. */
        HUMAN,
        /** The host hung up by AGI's HANGUP. */
        HOST_HUNG_UP,
        /** The caller left before. */
        CALLER_LEFT
    }
}
