package org.parley.dispatch;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.parley.ami.Ami;
import org.parley.ami.AmiException;
import org.parley.ami.AsteriskSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to the manager interface of an Asterisk that all dispatches share: made when one needs it, closed
 * when it does not answer. One attempt at a time, and nobody waits long for it. Any thread may use it.
 */
final class ManagerLine implements AutoCloseable {
    /** A login takes milliseconds; one that is not through by then is not waited for. */
    private static final Duration CONNECT_MAX = Duration.ofSeconds(8);

    private static final Logger log = LoggerFactory.getLogger(ManagerLine.class);

    private final AsteriskSettings settings;
    private @Nullable Attempt last; // guarded by this
    private boolean closed; // guarded by this

    ManagerLine(AsteriskSettings settings) {
        this.settings = settings;
    }

    /** A connection that stands, is being made, or was not to be had. */
    private static final class Attempt {
        private final FutureTask<Ami> task;
        private final long beganNanos = System.nanoTime();

        Attempt(AsteriskSettings settings) {
            this.task = new FutureTask<>(() -> Ami.connect(settings));
        }

        /** Whether it has come to nothing by now. */
        boolean isBroken() {
            return switch (task.state()) {
                case RUNNING -> false;
                case SUCCESS -> !task.resultNow().isConnected();
                case FAILED, CANCELLED -> true;
            };
        }

        /** Closes what it has come to, or will come to. */
        void leave() {
            Thread.ofVirtual().name("ami-leaves").start(() -> {
                try {
                    task.get().close();
                } catch (ExecutionException none) {
                    log.debug("there was no AMI to leave: {}", none.getMessage());
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /**
     * The connection, as soon as it stands.
     *
     * @throws AmiException when there is none, or none in time
     */
    Ami get() throws InterruptedException {
        Attempt attempt = attempt();
        long left = CONNECT_MAX.toNanos() - (System.nanoTime() - attempt.beganNanos);
        try {
            return attempt.task.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new AmiException(
                    "AMI at %s takes the connection and does not answer".formatted(settings.manager()),
                    "see that Asterisk is well, then try again");
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof AmiException refused) {
                throw refused;
            }
            throw new IllegalStateException(failure);
        }
    }

    private synchronized Attempt attempt() {
        if (closed) {
            throw new AmiException("The host stops", "");
        }
        look();
        Attempt now = last;
        if (now == null) {
            now = new Attempt(settings);
            last = now;
            Thread.ofVirtual().name("ami").start(now.task);
        }
        return now;
    }

    /** Leaves the connection if it does not stand any more. */
    synchronized void look() {
        Attempt now = last;
        if (now != null && now.isBroken()) {
            last = null;
            now.leave();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (last != null) {
            last.leave();
            last = null;
        }
    }
}
