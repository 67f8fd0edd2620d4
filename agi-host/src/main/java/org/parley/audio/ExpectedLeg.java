package org.parley.audio;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A leg that is to come: a one-time UUID and those who want its sound. Any thread may use it. */
public final class ExpectedLeg implements AutoCloseable {

    private enum Fate {
        WAITING,
        PAIRED,
        TAKEN,
        CANCELLED
    }

    private final UUID id;
    private final LegListener listener;
    private final @Nullable Recorder recorder;
    private final long deadlineNanos;
    private final Consumer<ExpectedLeg> forget;
    private final CountDownLatch settled = new CountDownLatch(1);

    // guarded by this
    private Fate fate = Fate.WAITING;
    private @Nullable AudioLeg leg;

    ExpectedLeg(
            UUID id,
            LegListener listener,
            @Nullable Recorder recorder,
            long deadlineNanos,
            Consumer<ExpectedLeg> forget) {
        this.id = id;
        this.listener = listener;
        this.recorder = recorder;
        this.deadlineNanos = deadlineNanos;
        this.forget = forget;
    }

    /** What to tell the far end. */
    public UUID id() {
        return id;
    }

    /**
     * Waits for the connection that shows the UUID.
     *
     * @throws AudioException when none did in time, or this was closed
     */
    public AudioLeg await(Duration limit) throws InterruptedException {
        boolean inTime = settled.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        synchronized (this) {
            if (leg != null && fate != Fate.CANCELLED) {
                fate = Fate.TAKEN;
                return leg;
            }
        }
        if (inTime) {
            throw new AudioException("The audio leg was cancelled before Asterisk connected it");
        }
        throw new AudioException("Expected Asterisk to connect the call's audio within " + limit.toMillis()
                + " ms but it did not; see that it can reach the address in audio.advertise");
    }

    /** Cancels what nobody has awaited: the UUID is void, and a leg that came already is closed. */
    @Override
    public void close() {
        AudioLeg unwanted;
        synchronized (this) {
            if (fate == Fate.TAKEN || fate == Fate.CANCELLED) {
                return;
            }
            fate = Fate.CANCELLED;
            unwanted = leg;
        }
        forget.accept(this);
        settled.countDown();
        if (unwanted != null) {
            unwanted.close();
        }
    }

    LegListener listener() {
        return listener;
    }

    @Nullable
    Recorder recorder() {
        return recorder;
    }

    boolean isExpired(long now) {
        return now - deadlineNanos > 0;
    }

    /** On the loop; false when it was cancelled meanwhile. */
    boolean pair(AudioLeg paired) {
        synchronized (this) {
            if (fate != Fate.WAITING) {
                return false;
            }
            fate = Fate.PAIRED;
            leg = paired;
        }
        settled.countDown();
        return true;
    }
}
