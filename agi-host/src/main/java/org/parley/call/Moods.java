package org.parley.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.ai.talk.SpeechSound;
import org.parley.ai.talk.TurnSound;
import org.parley.ai.talk.TurnSounds;
import org.parley.script.Mood;

/**
 * Brings together what is known of how the caller sounds, turn by turn: his words, how he was heard, and the scores of
 * a voice that has some. They come in any order, and a moment after each other. The call's thread only.
 */
final class Moods {
    /** A turn is not waited for longer than this. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final CallTimeline timeline;
    private final TurnSounds sounds = new TurnSounds();
    private final Deque<Mood> ready = new ArrayDeque<>();
    private @Nullable Turn turn; // whose parts are not all there

    private static final class Turn {
        private final String words;
        private final long startNanos;
        private final long saidNanos;
        private Map<String, Double> scores = Map.of();
        private boolean complete;

        Turn(String words, long startNanos, long saidNanos, boolean scored) {
            this.words = words;
            this.startNanos = startNanos;
            this.saidNanos = saidNanos;
            this.complete = !scored;
        }
    }

    Moods(CallTimeline timeline) {
        this.timeline = timeline;
    }

    /** He was heard so. */
    void sounded(SpeechSound sound) {
        sounds.add(sound);
    }

    /** How he sounded who answered a question so; all of it was heard. */
    Mood answered(String words, long startNanos) {
        return told(new Turn(words, startNanos, 0, false));
    }

    /**
     * He said this to a voice.
     *
     * @param startNanos when he began, or 0
     * @param scored whether the voice tells scores too
     */
    void said(String words, long startNanos, boolean scored, long nowNanos) {
        settle();
        turn = new Turn(words, startNanos, nowNanos, scored);
    }

    /** The voice heard his mood so. */
    void scored(Map<String, Double> scores) {
        Turn open = turn;
        if (open != null) {
            open.scores = scores;
            open.complete = true;
        }
    }

    /** Something is still awaited. */
    boolean isWaiting() {
        return turn != null || !ready.isEmpty();
    }

    /** The mood of a turn of which all is known, or that was waited for long enough. */
    Optional<Mood> next(boolean callerSpeaks, long nowNanos) {
        Turn open = turn;
        if (open != null) {
            boolean whole = open.complete && !callerSpeaks && !sounds.isEmpty();
            if (whole || nowNanos - open.saidNanos >= PATIENCE_NANOS) {
                settle();
            }
        }
        return Optional.ofNullable(ready.poll());
    }

    private void settle() {
        Turn open = turn;
        if (open != null) {
            turn = null;
            ready.add(told(open));
        }
    }

    private Mood told(Turn of) {
        TurnSound sound = sounds.take(of.startNanos);
        Mood mood = new Mood(of.words, tenths(sound.loudness()), tenths(sound.rate()), sound.overlap(), of.scores);
        timeline.note(
                "mood",
                "loudness",
                mood.loudness(),
                "rate",
                mood.rate(),
                "overlapMs",
                sound.overlap().toMillis(),
                "speechMs",
                sound.speech().toMillis());
        return mood;
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
