package org.parley.sim.provider.openai;

import java.time.Duration;

/** How a stand-in transcribes and speaks: as OpenAI, unless told otherwise. Any thread. */
public final class AudioManners {
    private volatile boolean compatible;
    private volatile boolean mpeg;
    private volatile boolean done = true;
    private volatile double noSpeech;
    private volatile Duration wait = Duration.ZERO;
    private volatile int stallAfter = Integer.MAX_VALUE;

    /**
     * As a compatible server: transcriptions need no model and take any form with any model, speech takes
     * {@code sample_rate}, errors have the shape of FastAPI.
     */
    public void beCompatible() {
        compatible = true;
    }

    /** Speech is MP3 whatever was asked for. */
    public void speakMpeg() {
        mpeg = true;
    }

    /** Streams of words end without [DONE]. */
    public void leaveDoneOut() {
        done = false;
    }

    /** The verbose form says, with this probability, that nobody spoke. */
    public void hearSilence(double probability) {
        noSpeech = probability;
    }

    /** Each piece of an answer takes so long. */
    public void take(Duration eachPiece) {
        wait = eachPiece;
    }

    /** Nothing comes for a minute after so many pieces. */
    public void stallAfter(int pieces) {
        stallAfter = pieces;
    }

    boolean isCompatible() {
        return compatible;
    }

    boolean isMpeg() {
        return mpeg;
    }

    boolean tellsDone() {
        return done;
    }

    double noSpeech() {
        return noSpeech;
    }

    Duration wait(int piece) {
        return piece == stallAfter ? Duration.ofMinutes(1) : wait;
    }
}
