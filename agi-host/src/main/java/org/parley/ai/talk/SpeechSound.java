package org.parley.ai.talk;

/**
 * How one stretch of the caller's speech sounded.
 *
 * @param startNanos when the voice detector heard it begin, {@link System#nanoTime()}
 * @param endNanos when it heard it end
 * @param power mean square of its loud parts
 * @param loudBlocks how many blocks of 10 ms those are
 * @param speechMillis from its first to its last loud part
 * @param syllables nuclei of syllables, by the peaks of its loudness
 * @param overMillis how much of it was said while we had something to say
 */
public record SpeechSound(
        long startNanos,
        long endNanos,
        double power,
        int loudBlocks,
        long speechMillis,
        int syllables,
        long overMillis) {}
