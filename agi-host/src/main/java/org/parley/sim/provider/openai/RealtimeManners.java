package org.parley.sim.provider.openai;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How a stand-in behaves in realtime: as OpenAI, unless told otherwise. Any thread. */
public final class RealtimeManners {
    /** An answer of 15 seconds comes within half a second. */
    private volatile Duration pace = Duration.ofMillis(5);

    private volatile Duration thinking = Duration.ZERO;
    private volatile Duration eachWord = Duration.ZERO;
    private volatile boolean linear;
    private volatile boolean beta;
    private volatile boolean wordsFirst;
    private volatile boolean wordsFail;
    private volatile boolean noisy;
    private volatile boolean mute;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /** Each fifth of a second of an answer takes so long. */
    public void pace(Duration each) {
        pace = each;
    }

    /** From the beginning of a response until its first audio. */
    public void think(Duration beforeAudio) {
        thinking = beforeAudio;
    }

    /** The caller's words are written down one by one, each so long after the one before; else at once. */
    public void writeEachWordIn(Duration each) {
        eachWord = each;
    }

    /** Answers are PCM of 24 kHz, though something else was asked for. */
    public void answerLinear() {
        linear = true;
    }

    /** Answers have the names of the beta. */
    public void speakBeta() {
        beta = true;
    }

    /** The caller's words are written down before they are answered, not after. */
    public void wordsFirst() {
        wordsFirst = true;
    }

    /** The caller's words cannot be written down. */
    public void wordsFail() {
        wordsFail = true;
    }

    /** Events that nobody has heard of come between, with large and foreign text. */
    public void makeNoise() {
        noisy = true;
    }

    /** Responses begin and never go on. */
    public void fallSilent() {
        mute = true;
    }

    /** Responses go on again. */
    public void speakUp() {
        mute = false;
    }

    /**
     * The next response fails with that code ({@code rate_limit_exceeded}, {@code insufficient_quota}), or ends
     * incomplete when it is {@code max_output_tokens} or {@code content_filter}.
     */
    public void failNext(String code) {
        failures.add(code);
    }

    Duration pace() {
        return pace;
    }

    Duration thinking() {
        return thinking;
    }

    Duration eachWord() {
        return eachWord;
    }

    boolean linear() {
        return linear;
    }

    boolean beta() {
        return beta;
    }

    boolean tellsWordsFirst() {
        return wordsFirst;
    }

    boolean failsWords() {
        return wordsFail;
    }

    boolean noisy() {
        return noisy;
    }

    boolean silent() {
        return mute;
    }

    /** The code that the response beginning now fails with, "" for none. */
    String failure() {
        String code = failures.poll();
        return code == null ? "" : code;
    }
}
