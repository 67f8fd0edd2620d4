package org.parley.ai;

import java.util.Arrays;
import org.parley.audio.Pcm;

/** Hands a long stretch of audio on in short pieces. */
public final class Pieces {
    private Pieces() {}

    /**
     * Copies of at most so many samples each, until the sink answers false or the thread is interrupted.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    public static void of(short[] samples, int rate, int samplesMax, SpeechSink sink) throws InterruptedException {
        for (int at = 0; at < samples.length; at += samplesMax) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while speaking");
            }
            short[] piece = Arrays.copyOfRange(samples, at, Math.min(samples.length, at + samplesMax));
            if (!sink.audio(new Pcm(piece, rate))) {
                return;
            }
        }
    }
}
