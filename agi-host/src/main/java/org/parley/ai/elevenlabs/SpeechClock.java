package org.parley.ai.elevenlabs;

import org.parley.ai.VoiceEvent.CallerSaid.SpeechTimes;

/** When the caller spoke, by the host's own detector: the provider does not tell. Any thread may use it. */
final class SpeechClock {
    /** The detector tells silence so long after it began. */
    private static final long HANGOVER_NANOS = 200_000_000L;

    private volatile long startNanos;
    private volatile long endNanos;

    /** The detector's decision changed. */
    void voice(boolean speaking, long nanos) {
        if (speaking) {
            startNanos = nanos;
        } else {
            endNanos = nanos - HANGOVER_NANOS;
        }
    }

    /** The times of words that became final now; the end is not known while he speaks again. */
    SpeechTimes times(long nowNanos) {
        long start = startNanos;
        long end = endNanos;
        return new SpeechTimes(start, end - start > 0 ? end : 0, 0, nowNanos);
    }
}
