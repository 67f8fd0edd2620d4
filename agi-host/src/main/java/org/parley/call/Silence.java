package org.parley.call;

import java.time.Duration;
import org.parley.ai.StandardWords;

/** What to do with a caller who is silent in a free talk: two different prompts, a goodbye, the end. One thread. */
public final class Silence {
    /** How often to look whether somebody speaks. */
    private static final long LOOK_NANOS = 250_000_000L;

    private final Duration patience;
    private final StandardWords words;
    private long sinceNanos = System.nanoTime();
    private int prompts; // since the caller spoke last

    /** What to do now. */
    public sealed interface Act {}

    /** Nothing yet. */
    public record Wait() implements Act {}

    /** Ask whether he is there, or take leave. */
    public record Say(String text) implements Act {}

    /** The talk is over. */
    public record End() implements Act {}

    /** A caller who is silent for so long is asked in these words. */
    public Silence(Duration patience, StandardWords words) {
        this.patience = patience;
        this.words = words;
    }

    /** One of both speaks. */
    public void broken(long nowNanos) {
        sinceNanos = nowNanos;
    }

    /** The caller has said something. */
    public void answered(long nowNanos) {
        sinceNanos = nowNanos;
        prompts = 0;
    }

    long nextLookNanos(long nowNanos) {
        return Math.min(nowNanos + LOOK_NANOS, Math.max(nowNanos, sinceNanos + patience.toNanos()));
    }

    /** What to do now, by a clock that counts nanoseconds. */
    public Act look(long nowNanos, boolean somebodySpeaks) {
        if (somebodySpeaks) {
            sinceNanos = nowNanos;
            return new Wait();
        }
        // after the goodbye nothing is waited for
        long waits = prompts == 3 ? LOOK_NANOS * 2 : patience.toNanos();
        if (nowNanos - sinceNanos < waits) {
            return new Wait();
        }
        sinceNanos = nowNanos;
        return switch (++prompts) {
            case 1 -> new Say(words.stillThere());
            case 2 -> new Say(words.stillThereAgain());
            case 3 -> new Say(words.goodbyeSilent());
            default -> new End();
        };
    }
}
