package org.parley.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call as it is stored: its start, and what is known of its end; the moments are null until they have come.
 *
 * @param line the user of the agent line that had it, or ""
 */
public record CallRow(
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
        String line,
        Instant startedAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        CallState state,
        String disposition,
        String dispositionComment,
        String endReason,
        long talkMs,
        String recording,
        @Nullable Long firstAudioMs,
        String error) {}
