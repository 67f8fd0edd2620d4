package org.parley.agi;

import java.time.Duration;

/**
 * The channel of one call: what a call asks of whoever holds its far end. That is an Asterisk, to which each method is
 * one AGI command, or something that has neither a dialplan nor sounds, as a page that a visitor talks from.
 *
 * <p>Commands are for the call's thread, one at a time; {@link #isHungUp} and {@link #onHangup} are for any thread.
 * After the hang-up, methods that need the caller throw {@link CallerGone}. What the far end refuses or does not have
 * throws {@link AgiException}.
 */
public interface AgiChannel {
    /** Tells the dialplan how the call went; AGISTATUS does not know. */
    String STATUS = "PARLEY_STATUS";

    /** How far a sound file was played. */
    record Played(char key, long samples) {}

    /** Whether a dialplan stands behind the caller, which plays sounds and can send him on to other extensions. */
    boolean hasDialplan();

    /** The longest that a call may last here, where a host allows so much. */
    default Duration callMax(Duration hosts) {
        return hosts;
    }

    /** Tells the id under which the call is written down, before anything else happens. */
    default void begun(String callId) {}

    /** Answers the call; nothing happens when it is answered. */
    void answer();

    /** Whether the channel is answered and alive; false after the hang-up, never an exception for it. */
    boolean isUp();

    /** Hangs up; nothing happens when the caller was faster. */
    void hangup();

    /** The same at a call's end, where a failure is of no use to anybody any more. */
    void tryHangup();

    /** A channel variable or function such as {@code CALLERID(num)}; "" when unset. */
    String variable(String name);

    /** Sets a channel variable. The value must be free of control characters: AGI has no way to send them. */
    void setVariable(String name, String value);

    /** For the closing path: sets a variable if that is still possible, also on a dead channel. Never throws. */
    boolean trySetVariable(String name, String value);

    /**
     * Plays a sound file of Asterisk, named without its extension, until its end or one of the digits.
     *
     * @return the digit, or 0 when it was played to its end
     */
    char streamFile(String file, String escapeDigits);

    /** The same from a sample of 8 kHz on: the digit, or 0, and the sample it had come to. */
    Played streamFile(String file, String escapeDigits, long offset);

    /**
     * Plays a sound file and collects digits until # or the most digits or a pause.
     *
     * @param pause the longest wait for each digit
     * @return the digits without the #, "" when there were none
     */
    String getData(String file, Duration pause, int maxDigits);

    /** Waits for a key; 0 when none was pressed in time. */
    char waitForDigit(Duration limit);

    /**
     * Records the caller into a file on Asterisk's machine, until one of the digits or the time is over.
     *
     * @param path without extension
     * @param silence whole seconds of it that end the recording too; none for zero
     * @return the digit, or 0
     */
    char recordFile(String path, String format, String escapeDigits, Duration longest, Duration silence);

    /**
     * Runs a dialplan application for as long as the call may last.
     *
     * @return the application's result; -1 also when the caller or Asterisk went while it ran
     */
    int exec(String application, String... arguments);

    /** Begins an application, such as AudioSocket, and returns while it runs. Needs a live channel. */
    Pending begin(String application, String... arguments);

    /** Where the dialplan goes on when the session ends; an application such as Dial may have moved it elsewhere. */
    void continueAt(String context, String extension, int priority);

    /** Prints a line on Asterisk's console; control characters become spaces, a long one is cut. */
    void verbose(String message);

    /** Does nothing; finds out whether Asterisk is there. */
    void noop();

    /**
     * Any other command, quoted by the caller; may take as long as the call may last.
     *
     * @return the reply's first line, such as {@code 200 result=1}
     */
    String command(String line);

    /**
     * Runs the listener once, at the hang-up, on the thread that learns of it; at once if that was before. Between
     * commands
     * nobody reads, so the news comes with the next command, {@link Pending#await} or {@link #isHungUp}. The listener
     * must
     * neither block nor send commands.
     */
    void onHangup(Runnable listener);

    /** Whether the caller has gone. Looks for news, for up to a millisecond, when no command is running. */
    boolean isHungUp();

    /** Whether {@link #STATUS} was set. */
    boolean isStatusSet();
}
