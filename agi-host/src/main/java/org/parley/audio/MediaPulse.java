package org.parley.audio;

import java.time.Duration;

/** What the media loop shows of itself while it runs; it alone writes, any thread may ask. */
final class MediaPulse {
    /** The loop turns at least four times a second: a listener that blocks it keeps all calls waiting. */
    private static final Duration STILL_MAX = Duration.ofSeconds(2);
    /** While connections cannot be accepted it is tried again five times a second, as long as one waits. */
    private static final Duration REFUSED_FOR = Duration.ofSeconds(5);

    private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int FRAMES_MIN = 50; // of fewer nothing can be said
    /** Of a hundred frames five may be later than this, which is a frame's own length. */
    private static final Duration LATE_MAX = Duration.ofMillis(20);

    private static final double SHARE = 0.95;

    private final Lateness lateness;
    private Lateness before; // these two are the loop's
    private long windowNanos;

    private volatile long turnedNanos = System.nanoTime();
    private volatile Duration lately = Duration.ZERO;
    private volatile Refusal refused = new Refusal("", 0);

    /** Why a connection could not be accepted, "" for none, and when. */
    private record Refusal(String why, long nanos) {}

    MediaPulse(Lateness lateness) {
        this.lateness = lateness;
        this.before = lateness.snapshot();
        this.windowNanos = turnedNanos;
    }

    void turned(long now) {
        turnedNanos = now;
    }

    /** Some times a second. */
    void look(long now) {
        if (now - windowNanos >= WINDOW_NANOS) {
            windowNanos = now;
            Lateness since = lateness.since(before);
            before = lateness.snapshot();
            lately = since.frames() < FRAMES_MIN ? Duration.ZERO : since.quantile(SHARE);
        }
    }

    void refused(String why, long now) {
        refused = new Refusal(why, now);
    }

    void accepted() {
        if (!refused.why().isEmpty()) {
            refused = new Refusal("", 0);
        }
    }

    AudioHealth health(long now) {
        Duration still = Duration.ofNanos(now - turnedNanos);
        if (still.compareTo(STILL_MAX) > 0) {
            return AudioHealth.down("the media loop has stood still for %d s; restart the host if it stays so"
                    .formatted(still.toSeconds()));
        }
        Refusal last = refused;
        if (!last.why().isEmpty() && now - last.nanos() < REFUSED_FOR.toNanos()) {
            return AudioHealth.down("connections cannot be accepted: %s; raise the limit of open files (LimitNOFILE)"
                    .formatted(last.why()));
        }
        Duration late = lately;
        return late.compareTo(LATE_MAX) <= 0
                ? AudioHealth.WELL
                : new AudioHealth(
                        true,
                        false,
                        "5 of 100 frames leave more than %d ms late; the machine is too busy for so many calls"
                                .formatted(late.toMillis()));
    }
}
