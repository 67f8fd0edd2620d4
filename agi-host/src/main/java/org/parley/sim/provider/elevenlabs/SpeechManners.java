package org.parley.sim.provider.elevenlabs;

import java.time.Duration;

/** How the synthesiser behaves. To be set before it speaks. */
public final class SpeechManners {
    volatile boolean times = true;
    volatile boolean tellsEnd = true;
    volatile int stallMillis;
    volatile String error = "";
    volatile boolean silent;
    volatile Duration inactivity = Duration.ZERO;

    /** Sockets bring no times, though they were asked for. */
    public SpeechManners tellsNoTimes() {
        times = false;
        return this;
    }

    /** Nothing says that a sentence is whole, before its context is closed. */
    public SpeechManners tellsNoEnd() {
        tellsEnd = false;
        return this;
    }

    /** The sound halts so long after its first piece. */
    public SpeechManners stalls(int millis) {
        stallMillis = millis;
        return this;
    }

    /** The next sentence over a socket fails so. */
    public SpeechManners fails(String message) {
        error = message;
        return this;
    }

    /** Sentences over sockets are taken and nothing comes. */
    public SpeechManners saysNothing() {
        silent = true;
        return this;
    }

    /** Sockets are closed after this time without a message, whatever was asked for. */
    public SpeechManners closesAfter(Duration time) {
        inactivity = time;
        return this;
    }
}
