package org.parley.audio;

/**
 * Audio could not be had: no connection came in time, the server is full or closed, a file is not what it should be.
 */
public final class AudioException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AudioException(String message) {
        super(message);
    }

    public AudioException(String message, Throwable cause) {
        super(message, cause);
    }
}
