package org.parley.script;

import java.time.Duration;

/** The verbs of a script that fill time: {@code wait}, {@code hold}, {@code echo}. */
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
}
