package org.parley.dialer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that has ended and been settled, as Parley remembers it.
 *
 * @param id Parley's own
 * @param keys null when the call's beginning never reached the dialer's tables
 * @param result whose fields are not remembered
 */
public record PastCall(
        String id, CallIdentity identity, @Nullable CallKeys keys, CallResult result, Instant endedAt) {}
