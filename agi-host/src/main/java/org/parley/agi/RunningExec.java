package org.parley.agi;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One that Asterisk runs: its EXEC is written, and its reply awaited here. */
final class RunningExec implements Pending {
    private final AgiDialogue dialogue;
    private final String command;
    private final LongSupplier latestNanos;
    private volatile @Nullable Integer result; // null until answered

    RunningExec(AgiDialogue dialogue, String command, LongSupplier latestNanos) {
        this.dialogue = dialogue;
        this.command = command;
        this.latestNanos = latestNanos;
    }

    @Override
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

    @Override
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
