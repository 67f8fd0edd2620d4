package org.parley.agi;

import org.jspecify.annotations.Nullable;

/** A command that Asterisk refused or did not answer in time, or that must not be sent to it. */
public class AgiException extends RuntimeException {
    public AgiException(String message) {
        this(message, null);
    }

    public AgiException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
