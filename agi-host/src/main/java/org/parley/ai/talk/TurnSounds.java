package org.parley.ai.talk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Makes turns of stretches of speech, and knows how loud this caller speaks usually: the mean over the last ten seconds
 * of what he said. One thread.
 */
public final class TurnSounds {
    private static final int SOUNDS_MAX = 64;
    /** A longer pause is between two turns. */
    private static final long APART_NANOS = 3_000_000_000L;

    private static final double USUAL_MILLIS = 10_000;

    private final Deque<SpeechSound> sounds = new ArrayDeque<>();
    private double usualDb;
    private double usualMillis; // of speech that it is known from

    /** He has spoken so. */
    public void add(SpeechSound sound) {
        if (sounds.size() == SOUNDS_MAX) {
            sounds.removeFirst();
        }
        sounds.addLast(sound);
    }

    /** Nothing was heard since the last turn. */
    public boolean isEmpty() {
        return sounds.isEmpty();
    }

    /**
     * The turn that ended with what was heard last.
     *
     * @param startNanos when it began, {@link System#nanoTime()}; 0 where it is not known
     */
    public TurnSound take(long startNanos) {
        double power = 0;
        long blocks = 0;
        long millis = 0;
        long syllables = 0;
        long over = 0;
        long later = 0;
        while (!sounds.isEmpty()) {
            SpeechSound sound = sounds.removeLast();
            boolean before = startNanos != 0 && sound.endNanos() <= startNanos;
            if (before || (later != 0 && later - sound.endNanos() > APART_NANOS)) {
                break;
            }
            later = sound.startNanos();
            power += sound.power() * sound.loudBlocks();
            blocks += sound.loudBlocks();
            millis += sound.speechMillis();
            syllables += sound.syllables();
            over += sound.overMillis();
        }
        sounds.clear();
        if (millis == 0 || blocks == 0) {
            return TurnSound.NONE;
        }
        double level = 10 * Math.log10(power / blocks + 1);
        double loudness = usualMillis == 0 ? 0 : level - usualDb;
        usualDb = (usualDb * usualMillis + level * millis) / (usualMillis + millis);
        usualMillis = Math.min(USUAL_MILLIS, usualMillis + millis);
        return new TurnSound(loudness, syllables * 1000.0 / millis, Duration.ofMillis(over), Duration.ofMillis(millis));
    }
}
