package org.parley.cli;

/** Ends a command with a message for its user, who sees no stack trace. */
public final class CommandFailure extends RuntimeException {
    private final int exitCode;

    /**
     * A failure that a user can understand.
     *
     * @param exitCode one of {@link ExitCode}
     * @param message expected what, found what, and the remedy
     */
    public CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
