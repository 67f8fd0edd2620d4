package org.parley.demo;

/** The demo cannot be shown; the message says what its user can do about it. */
public final class DemoException extends RuntimeException {
    public DemoException(String message) {
        super(message);
    }
}
