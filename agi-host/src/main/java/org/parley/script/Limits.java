package org.parley.script;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much shorter than the host's settings a script keeps its calls.
 *
 * @param call the longest call; null for the host's
 * @param turn the longest turn of a caller at a question; null for the host's
 */
public record Limits(@Nullable Duration call, @Nullable Duration turn) {
    /** No shorter than the host's. */
    public static final Limits NONE = new Limits(null, null);

    /** The longest call on a host with this limit. */
    public Duration call(Duration hosts) {
        return least(call, hosts);
    }

    /** The longest turn on a host with this limit. */
    public Duration turn(Duration hosts) {
        return least(turn, hosts);
    }

    private static Duration least(@Nullable Duration own, Duration hosts) {
        return own == null || own.compareTo(hosts) > 0 ? hosts : own;
    }
}
