package org.parley.ai.hume;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.parley.ai.VoiceEvent.CallerSaid.SpeechTimes;

/** What a {@code user_message} tells beside the words. */
final class CallerWords {
    private CallerWords() {}

    /**
     * The times of speech, told in milliseconds of the stream that began then; when its end was decided is not told.
     */
    static SpeechTimes times(JsonNode time, long beganNanos) {
        long now = System.nanoTime();
        if (!time.path("end").isNumber()) {
            return new SpeechTimes(0, 0, 0, now);
        }
        long end = Math.min(now, beganNanos + time.path("end").asLong() * 1_000_000);
        long start = Math.min(end, beganNanos + time.path("begin").asLong() * 1_000_000);
        return new SpeechTimes(start, end, 0, now);
    }

    /** Scores by Hume's own names, such as "Surprise (negative)"; what is no number is left out. */
    static Map<String, Double> scores(JsonNode scores) {
        Map<String, Double> found = new HashMap<>();
        scores.properties().forEach(score -> {
            if (score.getValue().isNumber()) {
                found.put(score.getKey(), score.getValue().asDouble());
            }
        });
        return found;
    }
}
