package org.parley.store;

import org.jspecify.annotations.Nullable;

/** The database cannot be used: the message says what was expected, what was found, and the remedy. */
public final class DatabaseException extends RuntimeException {
    public DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
