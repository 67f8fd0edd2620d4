package org.parley.ai.wire;

import java.time.Duration;

/**
 * How long a provider may take.
 *
 * @param connect to take the connection, and to upgrade it to a socket
 * @param firstByte from the request to the first byte of its answer
 * @param idle between two pieces of an answer
 */
public record WireLimits(Duration connect, Duration firstByte, Duration idle) {

    /** Five seconds to connect and for the first byte, ten between pieces. */
    public static final WireLimits DEFAULT =
            new WireLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10));
}
