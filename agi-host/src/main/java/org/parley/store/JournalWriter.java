package org.parley.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that brings finished calls into the database, oldest first, and waits while it is away. */
final class JournalWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    /** Rows that only show a call as running, or stand for lost lines: best effort, so few are held. */
    private static final int ROWS_MAX = 1_000;
    /** A call that fails so often while the database answers is refused. */
    private static final int ATTEMPTS_MAX = 8;

    /** The dialer's hang-up program is at work on the call: it is looked after again. */
    private static final Duration EARLY = Duration.ofMillis(200);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Path folder;
    private final CallTables tables;
    private final @Nullable Dialer dialer;
    private final CallJournal.Limits limits;
    private final Thread thread;
    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();
    // guarded by state
    private final ArrayDeque<CallRow> announced = new ArrayDeque<>();
    private final ArrayDeque<Summary> summaries = new ArrayDeque<>();
    private final Set<CallLines> finished = new LinkedHashSet<>(); // in the order in which they ended
    private boolean work = true;
    private boolean closing;
    // used by the writer thread only
    private final Map<CallLines, Integer> attempts = new HashMap<>();
    private final Set<String> paid = new HashSet<>(); // to the dialer; their story is not stored yet
    private Duration wait = Duration.ZERO;
    private boolean early; // a call waits for the dialer's hang-up program

    /** A call of which the disk has taken only these lines, or none. */
    private record Summary(CallStory call, CallLines lines) {}

    JournalWriter(Path folder, CallTables tables, @Nullable Dialer dialer, CallJournal.Limits limits) {
        this.folder = folder;
        this.tables = tables;
        this.dialer = dialer;
        this.limits = limits;
        this.thread = Thread.ofPlatform().daemon().name("parley-journal").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void announce(CallRow call) {
        keep(announced, call);
    }

    void summaryOnly(CallStory call, CallLines lines) {
        keep(summaries, new Summary(call, lines));
    }

    void finished(CallLines call) {
        state.lock();
        try {
            finished.add(call);
            work = true;
            changed.signal();
        } finally {
            state.unlock();
        }
    }

    int waiting() {
        state.lock();
        try {
            return finished.size();
        } finally {
            state.unlock();
        }
    }

    @Override
    public void close() {
        state.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            state.unlock();
        }
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                thread.interrupt();
                thread.join(CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int left = waiting();
        if (left > 0) {
            LOG.warn("journal: {} calls wait in {} for the next start", left, folder);
        }
    }

    private <T> void keep(ArrayDeque<T> rows, T call) {
        state.lock();
        try {
            if (rows.size() < ROWS_MAX) {
                rows.add(call);
            }
            work = true;
            changed.signal();
        } finally {
            state.unlock();
        }
    }

    private void run() {
        try {
            while (awaitWork()) {
                pass();
            }
            // the last calls end while the host stops: one more pass, unless the database is known to be away
            if (wait.isZero()) {
                pass();
            }
        } catch (InterruptedException closed) {
            LOG.debug("journal: interrupted while closing");
        }
    }

    /** False when the writer closes. While the database is away new work does not shorten the wait. */
    private boolean awaitWork() throws InterruptedException {
        state.lock();
        try {
            long left = wait.toNanos();
            while (!closing && left > 0) {
                left = changed.awaitNanos(left);
            }
            long soon = EARLY.toNanos();
            while (!closing && !work && wait.isZero() && (!early || soon > 0)) {
                if (early) {
                    soon = changed.awaitNanos(soon);
                } else {
                    changed.await();
                }
            }
            work = false;
            return !closing;
        } finally {
            state.unlock();
        }
    }

    private void pass() throws InterruptedException {
        try {
            early = false;
            storeRows();
            int stored = 0;
            for (CallLines call : snapshot()) {
                stored += store(call) ? 1 : 0;
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            if (wait.isPositive() && attempts.isEmpty()) {
                LOG.info("journal: the database is back, {} calls stored", stored);
            }
            wait = attempts.isEmpty() ? Duration.ZERO : longer();
        } catch (JdbiException | DialerException | IOException e) {
            Duration next = longer();
            // one line when it begins and one per longest wait: a night without a database stays readable
            if (wait.isZero() || next.equals(limits.retryMax())) {
                LOG.warn(
                        "journal: the database is away, {} calls wait in {}, next try in {} ms: {}",
                        waiting(),
                        folder,
                        next.toMillis(),
                        e.toString());
            }
            wait = next;
        }
    }

    private List<CallLines> snapshot() {
        state.lock();
        try {
            return List.copyOf(finished);
        } finally {
            state.unlock();
        }
    }

    /** The call is done with, whatever became of it. */
    private void done(CallLines call) throws IOException {
        call.done();
        attempts.remove(call);
        paid.remove(call.id());
        state.lock();
        try {
            finished.remove(call);
        } finally {
            state.unlock();
        }
    }

    private Duration longer() {
        if (wait.isZero()) {
            return limits.retryFirst();
        }
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(limits.retryMax()) > 0 ? limits.retryMax() : twice;
    }

    private void storeRows() throws IOException {
        List<Summary> ended;
        List<CallRow> running;
        state.lock();
        try {
            ended = new ArrayList<>(summaries);
            running = new ArrayList<>(announced);
            announced.clear();
        } finally {
            state.unlock();
        }
        running.forEach(tables::announce);
        for (Summary summary : ended) {
            CallStory call = summary.call();
            if (!isPaid(call)) {
                early = true;
                continue;
            }
            tables.store(call);
            paid.remove(call.call().id());
            summary.lines().done();
            state.lock();
            try {
                summaries.remove(summary);
            } finally {
                state.unlock();
            }
        }
    }

    /** False when the call stays for a later try; throws when the database is away. */
    private boolean store(CallLines call) throws IOException {
        try {
            CallStory story = JournalStory.of(call.json());
            if (!isPaid(story)) {
                early = true;
                return false;
            }
            tables.store(story);
            done(call);
            return true;
        } catch (JournalStory.Unreadable e) {
            refuse(call, String.valueOf(e.getMessage()));
        } catch (JdbiException | IllegalArgumentException e) {
            String reason = reason(e);
            int tried = attempts.merge(call, 1, Integer::sum);
            if (isOfTheRow(e) || (tried >= ATTEMPTS_MAX && answers())) {
                refuse(call, reason);
            } else if (!answers()) {
                attempts.remove(call);
                throw e;
            } else if (tried == 1) {
                LOG.warn("journal: {} was not stored, it will be tried again: {}", call.id(), reason);
            }
        }
        return false;
    }

    private void refuse(CallLines call, String reason) throws IOException {
        CallJournal.refuse(folder, call, reason);
        done(call);
    }

    /** Gives the dialer what the call owes it; false when it is too early. What it will never take is told, once. */
    private boolean isPaid(CallStory story) {
        Debt debt = story.debt();
        Instant ended = story.call().endedAt();
        if (dialer == null
                || debt == null
                || ended == null
                || paid.contains(story.call().id())) {
            return true;
        }
        try {
            if (!dialer.settle(debt.identity(), debt.keys(), debt.result(), Duration.between(ended, Instant.now()))) {
                return false;
            }
        } catch (DialerException e) {
            if (!isOfTheRow(e)) {
                throw e;
            }
            LOG.error(
                    "call {}: the dialer's tables refuse its result: {}",
                    story.call().id(),
                    reason(e));
        }
        paid.add(story.call().id());
        return true;
    }

    private boolean answers() {
        try {
            Optional<CallRow> _ = tables.row("");
            return true;
        } catch (JdbiException e) {
            return false;
        }
    }

    /** The database refuses what the call holds (classes 22 and 23: data, constraints), so it always will. */
    private static boolean isOfTheRow(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String sqlState = Optional.ofNullable(sql.getSQLState()).orElse("");
                return sqlState.startsWith("22") || sqlState.startsWith("23") || sql.getErrorCode() == 1366;
            }
        }
        return e instanceof IllegalArgumentException;
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
