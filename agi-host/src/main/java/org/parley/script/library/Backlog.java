package org.parley.script.library;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles the scripts that a start has only read, one after the other, while calls are served. A call that comes for
 * one of them does not wait for its turn: it compiles it itself.
 */
final class Backlog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    private final Deque<Script> waiting = new ArrayDeque<>(); // filled before the thread starts, and then its own
    private final Done done;
    private final Thread thread;
    private volatile boolean closed;

    /** Hears of each script that is compiled, or cannot be; {@code last} with the last one. */
    interface Done {
        void done(Script script, List<ScriptProblem> mistakes, boolean last);
    }

    Backlog(Done done) {
        this.done = done;
        this.thread = Thread.ofPlatform().name("parley-scripts-rest").daemon().unstarted(this::work);
    }

    /** Before the start alone. */
    void add(Script script) {
        waiting.addLast(script);
    }

    void start() {
        if (!waiting.isEmpty()) {
            LOG.info("{} of them are compiled now, beside the calls; the next start finds them", waiting.size());
            thread.start();
        }
    }

    private void work() {
        long began = System.nanoTime();
        int all = waiting.size();
        for (Script script = waiting.poll(); script != null && !closed; script = waiting.poll()) {
            done.done(script, script.isRetired() ? List.of() : script.complete(), waiting.isEmpty());
        }
        LOG.info(
                "{} scripts were compiled in {} ms",
                all - waiting.size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (thread.getState() != Thread.State.NEW) {
                boolean _ = thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
