package org.parley.cli;

/** What the launcher's commands end with; the same list stands in the help and in docs/commands.md. */
public final class ExitCode {
    /** All went well. */
    public static final int OK = 0;
    /** The command ran and found something wrong, or failed. */
    public static final int FAILED = 1;
    /** The command line or the settings cannot be used. */
    public static final int USAGE = 2;
    /** This machine lacks something that the command needs. */
    public static final int MISSING = 3;

    private ExitCode() {}
}
