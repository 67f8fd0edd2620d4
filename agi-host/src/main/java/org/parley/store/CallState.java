package org.parley.store;

/** Where a call stands. */
public enum CallState {
    RUNNING,
    /** The script ran to its end, or the caller hung up. */
    DONE,
    /** Handed on to an extension. */
    TRANSFERRED,
    /** Something of ours broke; the error says what. */
    FAILED,
    /** The host died during the call. */
    DIED
}
