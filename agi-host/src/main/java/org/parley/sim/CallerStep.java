package org.parley.sim;

import java.time.Duration;

/** One thing that a caller does; he starts it when the one before is done. */
public sealed interface CallerStep {

    /** Waits until the agent has spoken and has then been silent for so long. */
    record Hears(Duration silence) implements CallerStep {}

    /** Says these words. */
    record Says(String text) implements CallerStep {}

    /** Waits until the agent has been speaking for so long, and says these words into it. */
    record Interrupts(Duration after, String text) implements CallerStep {}

    /** Presses these keys of {@code 0-9*#A-D}, one after the other. */
    record Presses(String keys) implements CallerStep {
        public Presses {
            if (!keys.matches("[0-9*#A-D]{1,64}")) {
                throw new IllegalArgumentException("Expected 1 to 64 keys of 0-9*#A-D but was '" + keys + "'");
            }
        }
    }

    /** Says nothing for so long, whatever the agent does. */
    record Silent(Duration length) implements CallerStep {}

    /** Hangs up. */
    record HangsUp() implements CallerStep {}
}
