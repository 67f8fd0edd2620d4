package org.parley.dialer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dialer's tables, as far as a call reads or writes them. Every method is a few narrow, conditional statements
 * that are safe to run twice; any thread may call. All throw {@link DialerException} when the database is away.
 */
public interface Dialer {

    /** What was found at start: dialect and version in one line. */
    String description();

    /** What is missing there, and what it costs; a sentence each. */
    List<String> shortcomings();

    /** The statuses that a call may end with, the system's and those of all campaigns. */
    Set<String> statuses();

    /** Its people, and what else scripts may ask. */
    Staff staff();

    /** Whether a field of its leads tells their language, so that a call that has to know it waits for its lead. */
    boolean hasLanguages();

    /**
     * Finds the dialer's call behind a channel and takes its agent line, so that the call counts as an agent's from
     * now on: at most six statements, of which one decides who takes the line; up to three more for a custom field
     * that tells the lead's language. Empty when the dialer does not know
     * the call and shall not make a lead of it.
     */
    Optional<DialerCall> begin(CallIdentity identity);

    /** The rest of the beginning, which the first word need not wait for: counters and the agent's log. */
    CallKeys begun(CallKeys keys);

    /**
     * Before we hang up or hand the caller on: the result is written and the line is free, so that the dialer's
     * hang-up program finds nothing left to do and the next agent finds no line that is still busy with the call.
     */
    void release(CallKeys keys, CallResult result);

    /**
     * Everything that the call still owes, however it ended; to be called again, at any time, until it is true.
     *
     * @param keys null when the beginning never reached the database
     * @param sinceEnd how long ago the call ended; the dialer's own hang-up program has 3 s to do its part first
     * @return false when it is too early
     */
    boolean settle(CallIdentity identity, @Nullable CallKeys keys, CallResult result, Duration sinceEnd);
}
