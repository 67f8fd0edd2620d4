package org.parley.trial;

import java.time.Duration;
import java.util.Locale;
import org.parley.ai.Languages;
import org.parley.call.CallSettings;
import org.parley.script.Limits;

/**
 * The times by which a trial goes, those of real calls.
 *
 * @param endOfTurn silence after which the caller's turn is over
 * @param bargeIn speech of the caller that interrupts us
 * @param noInput silence that is no input
 * @param turnMax the longest turn of a caller
 * @param callMax the longest call
 * @param language of calls of which nothing else is known
 */
public record TrialSettings(
        Duration endOfTurn, Duration bargeIn, Duration noInput, Duration turnMax, Duration callMax, Locale language) {

    /** Those of a host whose settings nobody has changed. */
    public static final TrialSettings USUAL = new TrialSettings(
            Duration.ofMillis(700),
            Duration.ofMillis(700),
            Duration.ofSeconds(8),
            Duration.ofSeconds(30),
            Duration.ofHours(2),
            Locale.ENGLISH);

    /** Those of the host. */
    public static TrialSettings of(CallSettings calls, Duration callMax) {
        return new TrialSettings(
                calls.endOfTurn(),
                calls.bargeIn(),
                calls.noInput(),
                calls.turnMax(),
                callMax,
                Languages.of(calls.language()));
    }

    /** The same, as far as a script does not limit it otherwise. */
    TrialSettings within(Limits limits) {
        return new TrialSettings(
                endOfTurn, bargeIn, limits.silence(noInput), limits.turn(turnMax), limits.call(callMax), language);
    }
}
