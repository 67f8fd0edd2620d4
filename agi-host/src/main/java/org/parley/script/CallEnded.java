package org.parley.script;

/** The call is over: unwinds a script. No error, so it has no stack trace. */
public final class CallEnded extends RuntimeException {
    public CallEnded(String reason) {
        super(reason, null, false, false);
    }
}
