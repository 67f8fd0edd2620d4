package org.parley.call;

/** The events of all calls; told on the calls' threads. */
public final class CallEvents extends Events<CallEvent> {
    /** A call by dispatch brings its job's id as this parameter of AGI's address, and tells it when it has started. */
    public static final String JOB = "job";
}
