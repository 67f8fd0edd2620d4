package org.parley.sim;

import java.time.Duration;

/** Tells from the sound of a line whether the agent speaks, and since when; counts in ticks. For one thread. */
public final class AgentEar {
    /** The mean level of a tick above which somebody speaks: about -46 dB of full scale, far above a line's noise. */
    private static final int SPEECH_LEVEL = 160;
    /** Less speech than this is a click, not an agent who has spoken. */
    private static final int SPOKEN_TICKS_MIN = 5;
    /** A pause inside a sentence is shorter. */
    static final int PAUSE_TICKS = 10;

    private int speech;
    private int silence = PAUSE_TICKS;
    private int sinceFirst;

    /** One tick of the line; true when the agent was heard in it. */
    boolean hear(short[] heard, int length) {
        boolean loud = isLoud(heard, length);
        if (speech > 0) {
            sinceFirst++;
        }
        if (loud) {
            speech++;
            silence = 0;
        } else {
            silence++;
        }
        return loud;
    }

    /** Whether somebody speaks in this tick of the line. */
    public static boolean isLoud(short[] heard, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += Math.abs(heard[i]);
        }
        return length > 0 && sum / length > SPEECH_LEVEL;
    }

    /** A new turn: what the agent said before does not count. */
    void forget() {
        speech = 0;
        sinceFirst = 0;
    }

    /** The agent has spoken in this turn and then been silent for so long. */
    boolean hasDone(Duration quiet) {
        return speech >= SPOKEN_TICKS_MIN && silence >= ticks(quiet);
    }

    /** The agent began that long ago in this turn and is still at it. */
    boolean isSpeakingFor(Duration time) {
        return speech >= SPOKEN_TICKS_MIN && silence < PAUSE_TICKS && sinceFirst >= ticks(time);
    }

    static int ticks(Duration time) {
        return Math.toIntExact(time.toMillis() / CallerLine.TICK_MILLIS);
    }
}
