package org.parley.store;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What is known of a call when it reaches us; texts are "" where nothing is known.
 *
 * @param id Parley's own, 1 to 64 of {@code A-Za-z0-9._-}, not starting with a dot: it names a file
 * @param leadId of the dialer, 0 for none
 */
public record CallStart(
        String id,
        String uniqueId,
        String channel,
        String extension,
        String script,
        String scriptVersion,
        String callerNumber,
        long leadId,
        String campaign,
        String callCode,
        Instant startedAt) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    public CallStart {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "Expected a call id of 1 to 64 letters, digits, '.', '_' or '-' but was '" + id + "'");
        }
    }

    CallStart routed(String to, String version) {
        return new CallStart(
                id, uniqueId, channel, extension, to, version, callerNumber, leadId, campaign, callCode, startedAt);
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
