package org.parley.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.script.CallEnded;
import org.parley.script.ScriptFailure;
import org.parley.script.Tool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tools and handlers of a script beside its talk: one at a time, for a script has one state, each within its
 * limit. Every call of a tool gets an answer.
 */
final class ScriptTools implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ScriptTools.class);
    private static final int WAITING_MAX = 8;
    private static final Duration HANDLER_LIMIT = Duration.ofSeconds(5);
    private static final Duration LEFT_AFTER = Duration.ofSeconds(1);

    private final BiConsumer<ToolCall, ToolResult> answers;
    private final BiConsumer<String, String> failures;
    private final Semaphore turn = new Semaphore(1, true);
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    /**
     * {@code answers} is told from the tools' threads, once for each call; {@code failures} of handlers, by their name
     * and with the reason.
     */
    ScriptTools(BiConsumer<ToolCall, ToolResult> answers, BiConsumer<String, String> failures) {
        this.answers = answers;
        this.failures = failures;
    }

    /** Begins to run it and returns. */
    void run(Tool tool, ToolCall call, Map<String, Object> arguments) {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            answers.accept(call, ToolResult.failure("Too many tools at once. Wait for the answers of the others."));
            return;
        }
        Thread.ofVirtual().name("tool-watch").start(() -> {
            ToolResult result;
            try {
                result = within(tool, arguments);
            } catch (InterruptedException closing) {
                return; // nobody waits any more
            } finally {
                waiting.decrementAndGet();
            }
            if (!closed) {
                answers.accept(call, result);
            }
        });
    }

    private ToolResult within(Tool tool, Map<String, Object> arguments) throws InterruptedException {
        Duration limit = tool.spec().limit();
        Result result = new Result();
        if (!inTurn(limit, () -> result.value = result(tool, arguments))) {
            return slow(limit);
        }
        ToolResult value = result.value;
        return value == null ? broken() : value;
    }

    /** Runs code of the script when nothing else of it runs; false when its time was over first, which stops it. */
    private boolean inTurn(Duration limit, Runnable code) throws InterruptedException {
        if (!turn.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        Thread worker = Thread.ofVirtual().name("tool").unstarted(() -> {
            try {
                code.run();
            } finally {
                turn.release(); // not before it has ended, however long that takes
                running.remove(Thread.currentThread());
            }
        });
        running.add(worker);
        worker.start();
        if (worker.join(limit)) {
            return true;
        }
        worker.interrupt();
        return false;
    }

    /** Begins to run a handler of that name, for which nobody waits, and returns. */
    void tell(String handler, Runnable code) {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            failures.accept(handler, "too much of the script waits to run");
            return;
        }
        Thread.ofVirtual().name("handler-watch").start(() -> {
            try {
                if (!inTurn(HANDLER_LIMIT, () -> handle(handler, code)) && !closed) {
                    failures.accept(handler, "it took longer than " + HANDLER_LIMIT.toSeconds() + " s");
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.decrementAndGet();
            }
        });
    }

    private void handle(String handler, Runnable code) {
        try {
            code.run();
        } catch (CallEnded stopped) {
            // interrupted, or the caller has gone
        } catch (ScriptFailure failure) {
            log.error("the handler {} failed:\n{}", handler, failure.render());
            failures.accept(handler, String.valueOf(failure.getMessage()));
        } catch (RuntimeException failure) {
            log.error("the handler {} failed", handler, failure);
            failures.accept(handler, failure.toString());
        }
    }

    private static final class Result {
        private volatile @Nullable ToolResult value; // null until the tool has ended
    }

    private static ToolResult slow(Duration limit) {
        return ToolResult.failure("It took longer than %.1f s and was stopped. Tell the caller that it is not possible"
                        .formatted(limit.toMillis() / 1e3)
                + " right now.");
    }

    private static ToolResult broken() {
        return ToolResult.failure("It failed. Tell the caller that it is not possible right now.");
    }

    private static @Nullable ToolResult result(Tool tool, Map<String, Object> arguments) {
        try {
            return ToolResult.of(ToolAnswers.text(tool.code().run(arguments)));
        } catch (CallEnded stopped) {
            return broken(); // interrupted, or the caller has gone
        } catch (ScriptFailure failure) {
            log.error("the tool {} failed:\n{}", tool.spec().name(), failure.render());
            return broken();
        } catch (RuntimeException failure) {
            log.error("the tool {} failed", tool.spec().name(), failure);
            return broken();
        }
    }

    /** Stops those that still run; a tool that does not let itself be stopped is left behind. */
    @Override
    public void close() {
        closed = true;
        for (Thread worker : List.copyOf(running)) {
            worker.interrupt();
            try {
                boolean _ = worker.join(LEFT_AFTER);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
