package org.parley.dialer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, for the dialer: the campaign's status code (1 to 6 capitals or digits), a remark, how long the
 * talk was in whole seconds, and the call-back that was agreed, if any.
 */
public record CallResult(
        CallIdentity identity,
        String status,
        String comment,
        int talkSeconds,
        @Nullable CallBack callBack) {

    /** When the caller wants to be called again, and a remark. */
    public record CallBack(Instant at, String comment) {}
}
