package org.parley.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a script that was live.
 *
 * @param version hash of its source
 * @param bytes of its source
 * @param lastSeen when it last became live
 * @param host where it did
 * @param brokenAt when it was taken out of routing; null while it is good
 * @param error why it was, or ""
 */
public record ScriptVersion(
        String name,
        String version,
        long bytes,
        Instant firstSeen,
        Instant lastSeen,
        String host,
        @Nullable Instant brokenAt,
        String error) {}
