package org.parley.ami;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.ManagerEventListener;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.NewExtenEvent;

/**
 * The dialplan steps that Asterisk has taken since the watch began, oldest first. One thread waits at a time; at most
 * 10,000 steps are kept.
 */
public final class Watch implements AutoCloseable {
    private static final int STEPS_MAX = 10_000;

    private final ManagerConnection connection;
    private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>(STEPS_MAX);
    private final List<Step> seen = new ArrayList<>();
    private final ManagerEventListener listener = this::take;

    private Watch(ManagerConnection connection) {
        this.connection = connection;
    }

    static Watch on(ManagerConnection connection) {
        Watch watch = new Watch(connection);
        connection.addEventListener(watch.listener);
        return watch;
    }

    /** One priority of the dialplan run by a channel. */
    public record Step(
            String uniqueId, String context, String extension, int priority, String application, String arguments) {}

    private void take(ManagerEvent event) {
        if (event instanceof NewExtenEvent step) {
            steps.offer(new Step(
                    step.getUniqueId(),
                    String.valueOf(step.getContext()),
                    String.valueOf(step.getExtension()),
                    step.getPriority() == null ? 0 : step.getPriority(),
                    String.valueOf(step.getApplication()),
                    String.valueOf(step.getAppData())));
        }
    }

    /** The first step of that kind since the watch began, or empty when none came within the limit. */
    public synchronized Optional<Step> await(Duration limit, Predicate<Step> wanted) throws InterruptedException {
        Optional<Step> early = seen.stream().filter(wanted).findFirst();
        if (early.isPresent()) {
            return early;
        }
        long deadline = System.nanoTime() + limit.toNanos();
        Step step = steps.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        while (step != null) {
            seen.add(step);
            if (wanted.test(step)) {
                return Optional.of(step);
            }
            step = steps.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        connection.removeEventListener(listener);
    }
}
