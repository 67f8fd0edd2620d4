package org.parley.call.files;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Pcm;
import org.parley.audio.VoiceActivity;

/**
 * Where a recording has speech: from the sample at which it begins to the one at which it ends, pauses included.
 *
 * @param begin where the voice detector was sure
 * @param end of the last speech
 */
record SpokenPart(int begin, int end) {
    /** Shorter sounds are clicks. */
    private static final int SPEECH_MIN = Pcm.TELEPHONE_RATE / 10;

    private static final long SAMPLE_NANOS = 125_000L;
    private static final int BLOCK = Pcm.TELEPHONE_RATE / 50;
    /** The voice detector is so much later than the speech that it hears begin and end. */
    private static final int ONSET = Pcm.TELEPHONE_RATE * 40 / 1000;

    private static final int HANGOVER = Pcm.TELEPHONE_RATE / 5;

    /** The speech in it; null when it is silent, or nearly so. */
    static @Nullable SpokenPart of(short[] samples) {
        int[] edges = {-1, -1}; // of all speech
        int[] spoken = {0, 0}; // samples; where the speech that goes on began
        boolean[] counts = {false};
        VoiceActivity detector = new VoiceActivity((speaking, nanos) -> {
            if (!counts[0]) {
                return;
            }
            int at = (int) (nanos / SAMPLE_NANOS) - samples.length;
            if (speaking) {
                spoken[1] = Math.max(0, at - ONSET);
                edges[0] = edges[0] < 0 ? Math.max(0, at) : edges[0];
            } else {
                int end = Math.max(spoken[1], at - HANGOVER);
                spoken[0] += end - spoken[1];
                edges[1] = end;
            }
        });
        // it is heard twice: the first time the detector learns how loud the silence of this line is
        hear(detector, samples, 0);
        if (detector.isSpeaking()) {
            detector.silence((samples.length + HANGOVER) * SAMPLE_NANOS);
        }
        counts[0] = true;
        hear(detector, samples, samples.length);
        if (detector.isSpeaking()) {
            spoken[0] += samples.length - spoken[1];
            edges[1] = samples.length;
        }
        return edges[0] < 0 || spoken[0] < SPEECH_MIN ? null : new SpokenPart(edges[0], edges[1]);
    }

    private static void hear(VoiceActivity detector, short[] samples, int offset) {
        for (int at = 0; at < samples.length; at += BLOCK) {
            int length = Math.min(BLOCK, samples.length - at);
            detector.heard(Arrays.copyOfRange(samples, at, at + length), length, (offset + at + length) * SAMPLE_NANOS);
        }
    }
}
