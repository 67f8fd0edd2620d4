package org.parley.ai.talk;

import org.parley.ai.Interim;
import org.parley.ai.ProviderException;
import org.parley.ai.Transcript;

/** What a {@link Hearing} noticed. Times are {@link System#nanoTime()}. */
public sealed interface Heard {

    /** The caller began to speak. */
    record SpeechStarted(long nanos) implements Heard {}

    /** What was understood so far of the turn that goes on, from recognisers that stream. */
    record Partly(Interim interim) implements Heard {}

    /** The caller's turn is over; its words are being recognised. */
    record SpeechEnded(long nanos) implements Heard {}

    /**
     * The words of the turn: the speech ended at the first time, the turn was decided to be over at the second, and
     * the words were final at the third.
     */
    record Understood(Transcript transcript, long endOfSpeechNanos, long decidedNanos, long finalNanos)
            implements Heard {}

    /** The turn is over, but its words could not be had. */
    record Failed(ProviderException cause) implements Heard {}
}
