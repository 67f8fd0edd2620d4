package org.parley.call;

/** The events of all calls; told on the calls' threads. */
public final class CallEvents extends Events<CallEvent> {}
