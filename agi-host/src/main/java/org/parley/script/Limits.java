package org.parley.script;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a script limits otherwise than the host's settings.
 *
 * @param call the longest call; null for the host's
 * @param turn the longest turn of a caller at a question; null for the host's
 * @param cost the most that a call may cost, by the prices of the settings; null for no limit
 * @param silence after which a caller has given no answer; null for the host's
 */
public record Limits(
        @Nullable Duration call,
        @Nullable Duration turn,
        @Nullable Duration silence,
        @Nullable BigDecimal cost) {
    /** Nothing. */
    public static final Limits NONE = new Limits(null, null, null, null);

    /** The longest call on a host with this limit. */
    public Duration call(Duration hosts) {
        return least(call, hosts);
    }

    /** The longest turn on a host with this limit. */
    public Duration turn(Duration hosts) {
        return least(turn, hosts);
    }

    /** The silence that is no answer, on a host with this one: a script may be more patient. */
    public Duration silence(Duration hosts) {
        return silence == null ? hosts : silence;
    }

    private static Duration least(@Nullable Duration own, Duration hosts) {
        return own == null || own.compareTo(hosts) > 0 ? hosts : own;
    }
}
