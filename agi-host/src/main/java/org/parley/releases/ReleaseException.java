package org.parley.releases;

/** Why a version cannot come back; the message is for whoever wants it. */
@SuppressWarnings("serial") // never serialised
public final class ReleaseException extends RuntimeException {
    ReleaseException(String message) {
        super(message);
    }
}
