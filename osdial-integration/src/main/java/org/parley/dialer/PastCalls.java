package org.parley.dialer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Parley remembers of its calls with the dialer. Calls that run are not among them. */
public interface PastCalls {

    /** Those that began after the one moment and ended before the other: the newest of them, oldest first. */
    List<PastCall> between(Instant beganAfter, Instant endedBefore, int max);

    /** The newest call with that code of the dialer, if it ended before that moment and its channel has no other. */
    Optional<PastCall> byCode(String code, Instant endedBefore);

    /** Whether a call with that code or on that channel is or was ours. */
    boolean knows(String code, String uniqueId);

    /** The users of lines that had calls of ours, ever. */
    Set<String> users();
}
