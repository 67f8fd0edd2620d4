package org.parley.script;

import java.time.Duration;

/** The verbs of a script that fill time, and those of the channel: {@code wait}, {@code hold}, {@code continueAt}. */
public abstract class CallVerbs extends MenuVerbs {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration HOLD = Duration.ofMinutes(5);

    /** Sends the caller's own voice back until he hangs up, at most an hour: {@code echo()}. */
    public void echo() {
        echo(LONGEST);
    }

    /** Sends the caller's own voice back for so long: {@code echo 30.s}. */
    public void echo(Duration limit) {
        call().echo(limit);
        Pace.waited();
    }

    /** Silence for so long while the call goes on: {@code wait 2.s}. */
    public void wait(Duration length) {
        call().pause(length);
        Pace.waited();
    }

    /** Music until the caller presses a key, at most five minutes: {@code hold()}. */
    public void hold() {
        hold(HOLD);
    }

    /** Music for so long, or until the caller presses a key, which counts for the next question: {@code hold 20.s}. */
    public void hold(Duration limit) {
        if (limit.isNegative() || limit.isZero() || limit.compareTo(LONGEST) > 0) {
            throw new ScriptException("Expected hold with up to 1.h but was " + limit, null);
        }
        call().hold(limit);
        Pace.waited();
    }

    /**
     * Leaves what follows out of the recording, on both sides: {@code pauseRecording()}. It is written down all the
     * same.
     * For what must not be written down either there is {@code offRecord { … }}.
     */
    public void pauseRecording() {
        call().recording(false);
    }

    /** Records again: {@code resumeRecording()}. */
    public void resumeRecording() {
        call().recording(true);
    }

    /** Where the dialplan goes on when the script has ended: {@code continueAt 'queues', '500'}, at priority 1. */
    public void continueAt(String context, String extension) {
        continueAt(context, extension, 1);
    }

    /** The same with a priority: {@code continueAt 'queues', '500', 3}. */
    public void continueAt(String context, String extension, int priority) {
        if (!extension.matches("[0-9A-Za-z*#_+-]{1,79}") || priority < 1 || priority > 9999) {
            throw new ScriptException(
                    "Expected continueAt with a context, an extension and a priority of 1 to 9999 but was '" + context
                            + "', '" + extension + "', " + priority,
                    null);
        }
        call().dialplan().continueAt(context, extension, priority);
    }

    /**
     * Any command of AGI, for what no verb does: {@code agi 'DATABASE GET parley mode'}. The audio stops meanwhile.
     *
     * @return the reply's first line, such as {@code 200 result=1 (night)}
     */
    public String agi(String command) {
        if (command.isBlank() || command.length() > 1000 || command.matches("(?s).*[\r\n].*")) {
            throw new ScriptException("Expected one line of up to 1000 characters for agi", null);
        }
        String reply = call().dialplan().agi(command);
        Pace.waited();
        return reply;
    }

    /** How long the call has lasted: {@code if (elapsed > 5.min) …}. */
    public Duration getElapsed() {
        return call().passed();
    }
}
