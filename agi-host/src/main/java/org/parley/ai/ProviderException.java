package org.parley.ai;

import org.jspecify.annotations.Nullable;

/** A voice provider let us down. The kind is decided once, where the failure is read. */
public final class ProviderException extends RuntimeException {
    private final String provider;
    private final Kind kind;

    public ProviderException(String provider, Kind kind, String message, @Nullable Throwable cause) {
        super(provider + ": " + message, cause);
        this.provider = provider;
        this.kind = kind;
    }

    public String provider() {
        return provider;
    }

    public Kind kind() {
        return kind;
    }

    /** True when the same thing may succeed if tried again soon. */
    public boolean retryable() {
        return kind == Kind.UNREACHABLE || kind == Kind.OVERLOADED || kind == Kind.SLOW;
    }

    /** What went wrong. */
    public enum Kind {
        /** Key, account or settings were refused. */
        REFUSED,
        /** No connection. */
        UNREACHABLE,
        /** Too many requests, or no free worker. */
        OVERLOADED,
        /** A deadline passed. */
        SLOW,
        /** It answered what its protocol does not allow, or broke down. */
        BROKEN
    }
}
