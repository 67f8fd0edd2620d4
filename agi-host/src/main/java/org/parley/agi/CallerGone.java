package org.parley.agi;

/**
 * The caller has hung up, or the session's socket is closed. Unwinds the script and is no error: it has no stack
 * trace.
 */
public final class CallerGone extends RuntimeException {
    public CallerGone(String message) {
        super(message, null, false, false);
    }
}
