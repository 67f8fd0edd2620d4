package org.parley.script;

/** What a script can do with the dialplan behind its call, on the call's own thread. */
public interface Dialplan {

    /** Whether there is one: a caller who talks from a page has none, and can be sent on to nobody. */
    default boolean isThere() {
        return true;
    }

    /** A channel variable, or "" when it is unset. */
    String variable(String name);

    /** Sets a channel variable. */
    void variable(String name, String value);

    /** Where the dialplan goes on when the script has ended; the last one counts. */
    void continueAt(String context, String extension, int priority);

    /** Any AGI command; returns the reply's first line, such as {@code 200 result=1}. */
    String agi(String command);
}
