package org.parley.dialer;

/** A call that the dialer knows, with its lead. */
public record DialerCall(Lead lead, CallKeys keys) {}
