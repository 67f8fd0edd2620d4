package org.parley.ai.failover;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.parley.ai.ProviderException;
import org.parley.ai.TextToSpeech;

/**
 * How the synthesisers of a host fare, for all its calls: one that has failed several times in a row, or whose key,
 * account or settings were refused, is left alone for a while, so that not every sentence waits for it. Any thread.
 */
public final class SpeechRests {
    private static final int FAILURES_MAX = 3;

    private final long restNanos;
    private final Map<TextToSpeech, State> states = new ConcurrentHashMap<>(); // of those that have failed last

    private record State(int failures, long sinceNanos) {}

    /** With so long a rest. */
    public SpeechRests(Duration rest) {
        this.restNanos = rest.toNanos();
    }

    boolean isResting(TextToSpeech voice) {
        State state = states.get(voice);
        return state != null && state.failures() >= FAILURES_MAX && System.nanoTime() - state.sinceNanos() < restNanos;
    }

    void failed(TextToSpeech voice, ProviderException cause) {
        states.compute(voice, (_, before) -> {
            int failures = before == null ? 1 : before.failures() + 1;
            return new State(cause.needsOperator() ? FAILURES_MAX : failures, System.nanoTime());
        });
    }

    void spoke(TextToSpeech voice) {
        states.remove(voice);
    }
}
