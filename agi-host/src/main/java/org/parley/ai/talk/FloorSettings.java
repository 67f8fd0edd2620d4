package org.parley.ai.talk;

import java.time.Duration;

/**
 * When a caller who speaks over us has the floor.
 *
 * @param guard after the start of our own speech, in which nothing interrupts: echo cancellers settle in it
 * @param speech speech of the caller that interrupts, as long as there is a voice in it
 * @param decide the longest pause of ours before it is decided whether it was an interruption
 * @param verdict when a provider takes the turns, how long its word is waited for once we would have yielded
 */
public record FloorSettings(Duration guard, Duration speech, Duration decide, Duration verdict) {

    /** With 200 ms of guard, a decision within 700 ms, and a second and a half for a provider's verdict. */
    public static FloorSettings of(Duration speech) {
        Duration decide = Duration.ofMillis(Math.max(700, speech.toMillis()));
        return new FloorSettings(Duration.ofMillis(200), speech, decide, Duration.ofMillis(1500));
    }
}
