package org.parley;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.parley.dialer.DialerException;
import org.parley.dialer.reports.ReconcileFigures;
import org.parley.dialer.reports.Reconciler;
import org.parley.dialer.reports.Reconciliation;
import org.parley.store.StoredCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the newest calls with the dialer's tables again and again while the host runs, on a thread of its own. */
final class ReconcileTimer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReconcileTimer.class);
    private static final Duration WINDOW_MIN = Duration.ofHours(1);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final DialerSettings settings;
    private final ReconcileFigures figures;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private ReconcileTimer(Jdbi jdbi, DialerSettings settings, ReconcileFigures figures) {
        this.jdbi = jdbi;
        this.settings = settings;
        this.figures = figures;
        this.thread = Thread.ofPlatform().name("reconcile").daemon().unstarted(this::run);
    }

    /** The first comparison is after one interval: what a killed host owes has been paid by then. */
    static ReconcileTimer start(Jdbi jdbi, DialerSettings settings, ReconcileFigures figures) {
        ReconcileTimer timer = new ReconcileTimer(jdbi, settings, figures);
        if (settings.reconcileEvery().isPositive()) {
            timer.thread.start();
        }
        return timer;
    }

    private void run() {
        try {
            while (!closed.await(settings.reconcileEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                compare();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare() {
        Duration twice = settings.reconcileEvery().multipliedBy(2);
        Duration window = twice.compareTo(WINDOW_MIN) > 0 ? twice : WINDOW_MIN;
        long before = figures.left();
        try {
            Reconciliation result = Reconciler.of(jdbi, new StoredCalls(jdbi), settings.fallbackStatus())
                    .run(window, Reconciler.CALLS_MAX, settings.reconcileFix());
            figures.add(result);
            if (result.left() > 0) {
                log.warn(
                        "reconcile: {} {}; ./parley reconcile shows each with its repair",
                        result.summary(),
                        result.kinds());
            } else if (result.repaired() > 0 || before > 0) {
                log.info("reconcile: {}", result.summary());
            } else {
                log.debug("reconcile: {}", result.summary());
            }
        } catch (DialerException away) {
            figures.failed();
            log.warn("reconcile: not this time: {}", away.getMessage());
        } catch (RuntimeException broken) {
            figures.failed();
            log.error("reconcile: not this time", broken);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            if (thread.isAlive() && !thread.join(STOP_WAIT)) {
                thread.interrupt();
            }
        } catch (InterruptedException hurried) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
