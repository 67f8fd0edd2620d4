package org.parley.ai.talk;

import java.time.Duration;

/**
 * How turns are heard.
 *
 * @param endOfTurn silence after which a turn is over
 * @param turnMax the longest turn; what comes after belongs to the next
 * @param hangover how long the voice detector waits before it reports silence; part of {@code endOfTurn}
 * @param preRoll audio before the detected start that goes to the recogniser, so that no first syllable is lost
 * @param wordsWait the longest that the recogniser may take after the end of the turn
 */
public record HearingSettings(
        Duration endOfTurn, Duration turnMax, Duration hangover, Duration preRoll, Duration wordsWait) {

    /** With the common detector's hang-over of 200 ms, 400 ms of pre-roll and 5 s for the words. */
    public static HearingSettings of(Duration endOfTurn, Duration turnMax) {
        return new HearingSettings(
                endOfTurn, turnMax, Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofSeconds(5));
    }
}
