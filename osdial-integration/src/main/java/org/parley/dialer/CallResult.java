package org.parley.dialer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, for the dialer; texts are "" where there is nothing to say.
 *
 * @param status the campaign's code for it; one that the campaign does not know is replaced by the fallback
 * @param comment a remark for the lead's call-back or notes
 * @param spoke whether the agent was heard at all
 * @param seconds from the beginning to the end of our part
 * @param endedAt by this host's clock; counts only when the beginning never reached the database
 * @param callBack what was agreed, if anything
 * @param fields changes to the lead by column, or by the name of a custom field
 * @param recording null when the call was not recorded by us
 * @param doNotCall numbers that are not to be called again, "" for the lead's own
 */
public record CallResult(
        How how,
        String status,
        String comment,
        boolean spoke,
        int seconds,
        Instant endedAt,
        @Nullable CallBack callBack,
        Map<String, String> fields,
        @Nullable Recording recording,
        List<String> doNotCall) {
    /** The dialers' own status for a call that a remote agent has sent on, and said nothing else of. */
    public static final String TRANSFERRED = "RAXFER";

    public CallResult {
        fields = Map.copyOf(fields);
        doNotCall = List.copyOf(doNotCall);
    }

    /** A result that forbids nothing. */
    public CallResult(
            How how,
            String status,
            String comment,
            boolean spoke,
            int seconds,
            Instant endedAt,
            @Nullable CallBack callBack,
            Map<String, String> fields,
            @Nullable Recording recording) {
        this(how, status, comment, spoke, seconds, endedAt, callBack, fields, recording, List.of());
    }

    /** Who ended our part of the call. */
    public enum How {
        /** The caller hung up. */
        CALLER,
        /** We hang up. */
        AGENT,
        /** The caller goes on to somebody else. */
        TRANSFER,
        /** We could not serve the call and the dialplan takes it back, or the host died. */
        FAILED
    }

    /**
     * When the caller wants to be called again, and a remark.
     *
     * @param agent the user who is to call him; "" for the dialer, with anyone of the campaign
     */
    public record CallBack(Instant at, String comment, String agent) {
        /** By anyone. */
        public CallBack(Instant at, String comment) {
            this(at, comment, "");
        }
    }

    /** A recording on this host: its path, and its length in seconds. */
    public record Recording(String file, int seconds) {}
}
