package org.parley.sim.provider.hume;

import java.time.Duration;

/** How the stand-in behaves where the real one may behave in several ways. Set before a talk, read by it. */
public final class HumeManners {
    /** Silence that ends a turn of the caller. */
    public Duration turnSilence = Duration.ofMillis(300);

    /** The caller's words are understood one by one, each so long after the one before; else at once. */
    public Duration eachWord = Duration.ZERO;

    /** Tells {@code user_interruption}; else only the caller's words tell that he spoke. */
    public boolean tellsInterruptions = true;

    /** Pieces of audio of what was interrupted that come after it was. */
    public int stalePieces = 2;

    /** Sends audio as fast as it is spoken; else all at once. */
    public boolean paced;

    /** The WAV files that it sends. */
    public Wav wav = Wav.IN_TURN;

    /** Gives sentences an id, by which they know their audio. */
    public boolean namesSentences = true;

    /** Sends each piece of audio twice, and messages of types that nobody knows. */
    public boolean repeats;

    /** Tells the end of its turns. */
    public boolean tellsEnds = true;

    /** Executes hang_up, and closes; else it never closes. */
    public boolean closesAfterHangUp = true;

    /** What the agent says to a new chat before anything else; "" for nothing. */
    public String greeting = "";

    /** Closes when the caller has said nothing for so long. */
    public Duration inactivity = Duration.ofMinutes(2);

    /** Closes when the talk has lasted so long. */
    public Duration longest = Duration.ofMinutes(30);

    /** Closes with this code for both. */
    public int timeOverCode = 1000;

    /** Tool calls say that they need an answer. */
    public boolean needsAnswers = true;

    /** {@code chat_metadata} comes after this. */
    public Duration metadataAfter = Duration.ZERO;

    /** WAV files as they are met. */
    public enum Wav {
        /** One kind after the other. */
        IN_TURN,
        /** 44 bytes of header, true sizes. */
        PLAIN,
        /** A LIST chunk before the samples. */
        LIST,
        /** Sizes of a file that is streamed. */
        STREAMED
    }
}
