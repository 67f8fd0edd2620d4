package org.parley.call;

import java.time.Duration;

/** Whether the caller speaks, and since when, as the hearing tells of it. Call's thread only. */
final class CallersTurn {
    /** What he has said is understood by then. */
    static final Duration RECOGNISED_WITHIN = Duration.ofSeconds(6);

    private boolean speaking;
    private long startNanos; // of the turn that he is in, or was in last
    private long understoodByNanos; // his last words are understood by then at the latest; 0 once they are

    /** He begins; at {@link System#nanoTime()}. */
    void started(long nanos) {
        speaking = true;
        startNanos = nanos;
    }

    /** He has ended, and what he said is being understood. */
    void ended() {
        speaking = false;
        understoodByNanos = System.nanoTime() + RECOGNISED_WITHIN.toNanos();
    }

    /** What he said was understood, or cannot be. */
    void over() {
        speaking = false;
        understoodByNanos = 0;
    }

    boolean isSpeaking() {
        return speaking;
    }

    /** Whether he speaks, or what he said is still being understood. */
    boolean isOpen() {
        return speaking || (understoodByNanos != 0 && System.nanoTime() - understoodByNanos <= 0);
    }

    /** When his turn began, or the last that he had. */
    long startNanos() {
        return startNanos;
    }
}
