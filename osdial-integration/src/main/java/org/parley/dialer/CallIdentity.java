package org.parley.dialer;

/** By what the dialer may know a call: all texts from the channel, "" where absent. Outside input. */
public record CallIdentity(
        String callerIdName,
        String callerIdNumber,
        String accountCode,
        String uniqueId,
        String channel,
        String extension) {}
