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
        return kind == Kind.NETWORK || kind == Kind.RATE || kind == Kind.SLOW;
    }

    /** True when every caller will meet it until somebody acts: the provider is of no use before. */
    public boolean needsOperator() {
        return kind == Kind.AUTH || kind == Kind.QUOTA || kind == Kind.SETTINGS;
    }

    /** What went wrong. */
    public enum Kind {
        /** The key or account was refused. */
        AUTH,
        /** The account has nothing left to spend. */
        QUOTA,
        /** Too many requests at a time, or no free worker. */
        RATE,
        /** No connection, or it broke, or the provider says that it is down. */
        NETWORK,
        /** A deadline passed. */
        SLOW,
        /** It answered what its protocol does not allow, or broke down. */
        PROTOCOL,
        /** It will not say or hear this: a filter, or text that is too long. */
        CONTENT,
        /** It does not take our settings: an unknown voice, model, agent, language or format. */
        SETTINGS
    }
}
