package org.parley.script;

import java.time.Duration;
import java.util.Map;

/**
 * How the caller sounded in one turn, as far as it was heard.
 *
 * @param words what he said
 * @param loudness in dB against how loud he spoke before: 6 is twice as loud; 0 in his first turn
 * @param rate syllables in a second of speech, usually 3 to 6; 0 when it was not heard
 * @param overlap how much of it was said over the agent's words
 * @param scores by the provider's own names, from 0 to 1; empty where the voice does not hear emotion
 */
public record Mood(String words, double loudness, double rate, Duration overlap, Map<String, Double> scores) {

    /** Of a turn that was not heard. */
    public static final Mood NONE = new Mood("", 0, 0, Duration.ZERO, Map.of());

    public Mood {
        scores = Map.copyOf(scores);
    }

    /** The provider's score of that name, 0 where it has none: {@code m.score('Anger') > 0.5}. */
    public double score(String name) {
        return scores.getOrDefault(name, 0.0);
    }
}
