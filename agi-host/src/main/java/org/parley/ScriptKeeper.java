package org.parley;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.parley.script.Script;
import org.parley.script.library.ScriptNews;
import org.parley.store.ScriptVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the versions of scripts that were live in the database, beside the calls, and as soon as it is there. */
final class ScriptKeeper implements ScriptNews, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ScriptKeeper.class);

    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);
    private static final int DUE_MAX = 2000;

    private final ScriptVersions versions;
    private final String host = hostName();
    private final Thread writer;
    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();
    private final Deque<Runnable> due = new ArrayDeque<>();
    private boolean closing;

    private ScriptKeeper(ScriptVersions versions) {
        this.versions = versions;
        this.writer =
                Thread.ofPlatform().daemon().name("parley-script-versions").unstarted(this::write);
    }

    static ScriptKeeper start(ScriptVersions versions) {
        ScriptKeeper keeper = new ScriptKeeper(versions);
        keeper.writer.start();
        return keeper;
    }

    @Override
    public void live(Script script) {
        add(() -> versions.keep(script.name(), script.version(), script.source(), host));
    }

    @Override
    public void out(Script script, String why) {
        add(() -> versions.broken(script.name(), script.version(), why));
    }

    private void add(Runnable work) {
        state.lock();
        try {
            if (due.size() >= DUE_MAX) {
                due.removeFirst();
            }
            due.addLast(work);
            changed.signal();
        } finally {
            state.unlock();
        }
    }

    private void write() {
        boolean told = false;
        try {
            for (Runnable work = next(); work != null; work = next()) {
                try {
                    work.run();
                    told = false;
                } catch (RuntimeException away) {
                    if (!told) {
                        log.warn("versions of scripts are kept later: {}", away.getMessage());
                    }
                    told = true;
                    if (again(work)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Null when the host stops and nothing is due. */
    private @Nullable Runnable next() throws InterruptedException {
        state.lock();
        try {
            while (due.isEmpty()) {
                if (closing) {
                    return null;
                }
                changed.await();
            }
            return due.removeFirst();
        } finally {
            state.unlock();
        }
    }

    /** Puts it back and waits; true when the host stops meanwhile. */
    private boolean again(Runnable work) throws InterruptedException {
        state.lock();
        try {
            due.addFirst(work);
            long left = RETRY.toNanos();
            while (!closing && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closing;
        } finally {
            state.unlock();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "";
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
            if (!writer.join(CLOSE_WAIT)) {
                writer.interrupt();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
