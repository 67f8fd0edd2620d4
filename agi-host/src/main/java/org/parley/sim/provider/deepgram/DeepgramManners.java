package org.parley.sim.provider.deepgram;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.parley.sim.provider.Writing;

/** How the stand-in behaves where the real one may behave in several ways. Set before a connection, read by it. */
public final class DeepgramManners {
    /** Closes who sends neither audio nor KeepAlive for so long, or no audio for so long after opening. */
    public Duration idle = Duration.ofSeconds(10);

    /** The caller's words are understood one by one, each so long after the one before; else at once. */
    public Duration eachWord = Duration.ZERO;

    /** How the end of a sentence is told. */
    public Ending ending = Ending.SPEECH_FINAL;

    /** Answers Finalize with {@code from_finalize}. */
    public boolean finalizes = true;

    /** Never answers CloseStream. */
    public boolean hangs;

    /** How refusals are written. */
    public Refusal refusal = Refusal.ERR_CODE;

    /** Sends a WAV header that nobody asked for. */
    public boolean headerAnyway;

    /** Speech is sent as fast as it is spoken; else all at once. */
    public boolean paced;

    /** A first piece of speech, and then no more. */
    public boolean stopsSpeaking;

    /** What it finds a text to be in when it listens for several languages; "" tells nothing. */
    public UnaryOperator<String> language = Writing::code;

    /** How the end of a sentence is told. */
    public enum Ending {
        /** By {@code speech_final}. */
        SPEECH_FINAL,
        /** By {@code UtteranceEnd} alone, as where there is noise. */
        UTTERANCE_END,
        /** By both. */
        BOTH
    }

    /** How refusals are written. */
    public enum Refusal {
        /** {@code {"err_code","err_msg","request_id"}}. */
        ERR_CODE,
        /** {@code {"category","message","details","request_id"}}. */
        CATEGORY,
        /** Plain text. */
        TEXT,
        /** In the header {@code dg-error} alone. */
        HEADER
    }
}
