package org.parley.sim.lab;

/** The lab cannot do what was asked; the message is one line that names the remedy where there is one. */
public final class LabException extends RuntimeException {

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
