package org.parley.agi;

/** Asterisk has no application of that name: its module is not loaded, or it is too old to have one. */
public final class NoApplication extends AgiException {
    /** What EXEC then answers. */
    static final int RESULT = -2;

    private NoApplication(String command) {
        super("Asterisk has no application for " + CommandLine.label(command) + "; is its module loaded?");
    }

    /** The result of a command EXEC, unless it is this. */
    static int checked(int result, String command) {
        if (result == RESULT) {
            throw new NoApplication(command);
        }
        return result;
    }
}
