package org.parley.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** Says what is being done once it takes longer than two seconds: one plain line on stderr, no spinner. */
public final class Progress implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Thread teller;

    private Progress(PrintWriter err, String what, Duration patience) {
        teller = Thread.ofVirtual().name("progress").start(() -> {
            try {
                Thread.sleep(patience);
                err.println("parley: " + what);
                err.flush();
            } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Begins now; closing it early means that nothing is said. */
    public static Progress of(PrintWriter err, String what) {
        return new Progress(err, what, PATIENCE);
    }

    static Progress of(PrintWriter err, String what, Duration patience) {
        return new Progress(err, what, patience);
    }

    @Override
    public void close() {
        teller.interrupt();
    }
}
