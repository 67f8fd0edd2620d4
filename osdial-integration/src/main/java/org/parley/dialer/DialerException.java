package org.parley.dialer;

import org.jspecify.annotations.Nullable;

/** The dialer's database does not look as expected, or refused a statement. */
public final class DialerException extends RuntimeException {
    public DialerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
