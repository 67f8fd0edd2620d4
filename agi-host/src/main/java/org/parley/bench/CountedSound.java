package org.parley.bench;

import org.parley.audio.Pcm;

/**
 * Speech of which every pair of samples says which utterance it is of and where it stands in it, so that the far end
 * sees what was lost, repeated or heard too late. A sample above zero has the low bits of its place, the one behind it,
 * below zero, the high bits and the utterance. Loud enough to be sound to anybody.
 */
final class CountedSound {
    /** Which utterances can be told apart; more begin anew with 0. */
    static final int UTTERANCES = 256;

    private static final int FLOOR = 8192;
    private static final int LOW_BITS = 13;
    private static final int LOW = (1 << LOW_BITS) - 1;
    private static final int HIGH = 31;

    private CountedSound() {}

    /**
     * What a frame holds.
     *
     * @param utterance whose sound it is, {@link #SILENCE} or {@link #BROKEN}
     * @param first the place of its first sample in the utterance
     * @param length how many of it there are
     */
    record Frame(int utterance, int first, int length) {
        static final int SILENCE = -1;
        /** Sound that is no piece of one utterance in its order. */
        static final int BROKEN = -2;

        boolean isSound() {
            return utterance >= 0;
        }
    }

    /** That many samples, an even number, of an utterance. */
    static Pcm of(int utterance, int samples) {
        short[] sound = new short[samples];
        for (int i = 0; i < samples; i += 2) {
            int pair = i / 2;
            sound[i] = (short) (FLOOR + (pair & LOW));
            sound[i + 1] = (short) -(FLOOR + (((pair >> LOW_BITS) & HIGH) << 8) + utterance % UTTERANCES);
        }
        return new Pcm(sound, Pcm.TELEPHONE_RATE);
    }

    /** Reads a frame; sound may be followed by silence where an utterance ends, and is not preceded by it. */
    static Frame read(short[] samples) {
        int length = 0;
        while (length < samples.length && samples[length] != 0) {
            length++;
        }
        for (int i = length; i < samples.length; i++) {
            if (samples[i] != 0) {
                return new Frame(Frame.BROKEN, 0, samples.length);
            }
        }
        if (length == 0) {
            return new Frame(Frame.SILENCE, 0, 0);
        }
        int first = -1;
        int utterance = -1;
        for (int i = 0; i + 1 < length; i += 2) {
            int low = samples[i] - FLOOR;
            int high = -samples[i + 1] - FLOOR;
            int place = 2 * (low + ((high >> 8) << LOW_BITS));
            if (low < 0
                    || high < 0
                    || low > LOW
                    || (first >= 0 && (place != first + i || (high & 0xff) != utterance))) {
                return new Frame(Frame.BROKEN, 0, length);
            }
            if (first < 0) {
                first = place;
                utterance = high & 0xff;
            }
        }
        return first < 0 ? new Frame(Frame.BROKEN, 0, length) : new Frame(utterance, first, length);
    }
}
