package org.parley.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param disposition the dialer's status code, "" for none
 * @param endReason who or what ended it, in a few words
 * @param talkMs how long caller and agent were connected
 * @param recording path of the recording on this host, "" for none
 * @param firstAudioMs from the audio leg to our first frame, null when nothing was played
 * @param error what broke, "" for nothing
 */
public record CallEnd(
        Instant endedAt,
        CallState state,
        String disposition,
        String dispositionComment,
        String endReason,
        long talkMs,
        String recording,
        @Nullable Long firstAudioMs,
        String error) {}
