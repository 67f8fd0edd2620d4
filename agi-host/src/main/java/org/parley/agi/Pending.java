package org.parley.agi;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An application that Asterisk is running for us, such as AudioSocket: its EXEC is written, its reply awaited here.
 * Until
 * the reply has come no other command can be sent. The call's thread only.
 */
public final class Pending {
    private final AgiDialogue dialogue;
    private final String command;
    private final LongSupplier latestNanos;
    private volatile @Nullable Integer result; // null until answered

    Pending(AgiDialogue dialogue, String command, LongSupplier latestNanos) {
        this.dialogue = dialogue;
        this.command = command;
        this.latestNanos = latestNanos;
    }

    /**
     * Waits until the application has ended.
     *
     * @return the application's own result; -1 also when the caller or Asterisk has gone
     * @throws AgiException when it has not ended within the limit: it is still running and may be awaited again; or
     * when
     *     Asterisk does not have the application
     * @throws InterruptedException when interrupted, which closes the session
     */
    public int await(Duration limit) throws InterruptedException {
        long limited = System.nanoTime() + limit.toNanos();
        long latest = latestNanos.getAsLong();
        try {
            return dialogue.awaitPending(this, limited - latest < 0 ? limited : latest);
        } catch (SocketTimeoutException e) {
            throw new AgiException(
                    "Expected %s to end within %d ms but it is still running"
                            .formatted(CommandLine.label(command), limit.toMillis()),
                    e);
        }
    }

    /** Whether it has ended, so that {@link #await} will not wait. Takes up to a millisecond. */
    public boolean isDone() {
        if (result == null) {
            dialogue.isHungUp();
        }
        return result != null;
    }

    String command() {
        return command;
    }

    @Nullable
    Integer result() {
        return result;
    }

    void complete(int ended) {
        result = ended;
    }
}
