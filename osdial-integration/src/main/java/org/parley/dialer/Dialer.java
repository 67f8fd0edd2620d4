package org.parley.dialer;

import java.util.Optional;

/**
 * The dialer's tables, as far as Parley reads or writes them. Every method is a few narrow, conditional statements
 * that are safe to run twice; any thread may call.
 */
public interface Dialer {

    /** What was found at start: dialect and version in one line. */
    String description();

    /** The dialer's call behind a channel, with its lead; empty when the dialer does not know it. */
    Optional<DialerCall> recognise(CallIdentity identity);

    /** Takes the agent line for this call if it still waits for one: true when we are the one who counts. */
    boolean claim(DialerCall call, CallIdentity identity);

    /** Writes the result once: status of the lead, call-back, and the agent line free again. */
    void record(CallResult result);
}
