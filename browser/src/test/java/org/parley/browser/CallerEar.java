package org.parley.browser;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.parley.sim.AgentEar;
import org.parley.sim.CallerLine;

/** What a caller hears: whether somebody speaks. */
final class CallerEar implements CallerLine.Ear {
    private final AtomicInteger loud = new AtomicInteger(); // frames of 20 ms
    private volatile long lastNanos = System.nanoTime();

    @Override
    public void tick(CallerLine line, short[] heard, int length) {
        if (AgentEar.isLoud(heard, length)) {
            loud.incrementAndGet();
            lastNanos = System.nanoTime();
        }
    }

    @Override
    public void ended() {
        // nothing is heard any more
    }

    /** Waits until nobody has spoken for so long. */
    void awaitSilence(Duration length) {
        await("silence").atMost(Stage.SOON).until(() -> System.nanoTime() - lastNanos > length.toNanos());
    }

    /** Waits until so much more has been spoken. */
    void awaitSound(Duration length) {
        int wanted = loud.get() + (int) (length.toMillis() / CallerLine.TICK_MILLIS);
        await("sound").atMost(Stage.SOON).until(() -> loud.get() >= wanted);
    }
}
