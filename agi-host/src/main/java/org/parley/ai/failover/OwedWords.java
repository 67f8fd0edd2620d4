package org.parley.ai.failover;

import java.time.Duration;

/**
 * What the agent owes the caller: the greeting, or an answer to what he said. When nothing is heard of it the caller is
 * to be told, and a voice that stays silent is to be left. Any thread may use it.
 */
final class OwedWords {
    /** What is shorter is no turn of the caller. */
    private static final long SPEECH_NANOS_MIN = 400_000_000L;

    private static final int FILLERS_MAX = 2;

    private final long patienceNanos;
    private Owed owed = Owed.NOTHING; // guarded by this, as all below
    private long quietNanos = System.nanoTime(); // since when the caller hears nothing
    private long speechNanos; // when the caller began to speak
    private boolean speaking;
    private boolean unheard; // he spoke, and the voice has given no sign that it heard him
    private boolean sounded; // the agent was heard since the caller spoke last
    private int fillers; // told in this turn

    private enum Owed {
        NOTHING,
        /** He made a sound that may have been words. */
        PERHAPS,
        SURELY
    }

    /** What to do now. */
    enum Act {
        WAIT,
        /** Tell the caller that it takes a moment. */
        FILL,
        /** The voice does not answer any more. */
        LEAVE
    }

    /** With so much silence before the caller is told. */
    OwedWords(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /** A voice begins, with words of its own or without. */
    synchronized void begin(boolean speaks) {
        owed = Owed.NOTHING;
        unheard = false;
        fillers = 0;
        if (speaks) {
            asked();
        }
    }

    /** The agent was asked to say something. */
    synchronized void asked() {
        owed = Owed.SURELY;
        quietNanos = System.nanoTime();
    }

    /** The caller began to speak, or fell silent. */
    synchronized void voice(boolean speaks, long nanos) {
        if (speaks && !speaking) {
            speechNanos = nanos;
        } else if (!speaks && speaking && nanos - speechNanos >= SPEECH_NANOS_MIN) {
            owed = owed == Owed.SURELY ? owed : Owed.PERHAPS;
            unheard = true;
            sounded = false;
            fillers = 0;
        }
        speaking = speaks;
        quietNanos = System.nanoTime();
    }

    /** The voice understood what he said; its answer may have been heard before it told. */
    synchronized void understood() {
        unheard = false;
        owed = sounded ? owed : Owed.SURELY;
    }

    /** Nothing is owed: the agent has spoken, or waits for a tool, which has a clock of its own. */
    synchronized void settled() {
        owed = Owed.NOTHING;
    }

    synchronized boolean isCallerSpeaking() {
        return speaking;
    }

    /** The caller spoke, or still does, and no answer shows that he was heard. */
    synchronized boolean isUnheard() {
        return unheard || speaking;
    }

    /**
     * Looks at the clock.
     *
     * @param sounding the caller hears something
     * @param filling it is our own word that it takes a moment
     */
    synchronized Act look(long now, boolean sounding, boolean filling) {
        if (sounding && !filling) {
            owed = Owed.NOTHING;
            sounded = true;
            unheard &= speaking;
        }
        if (sounding || filling || speaking) {
            quietNanos = now;
        }
        if (owed == Owed.NOTHING || now - quietNanos < patienceNanos) {
            return Act.WAIT;
        }
        quietNanos = now;
        fillers++;
        if (fillers > FILLERS_MAX) {
            owed = Owed.NOTHING;
            return Act.LEAVE;
        }
        if (owed == Owed.PERHAPS) {
            owed = Owed.NOTHING; // or a noise would have the voice left
        }
        return Act.FILL;
    }
}
