package org.parley.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.parley.demo.Terminal.Style;

/** Shows each change of an agent line as it stands in the dialer's own table: READY, QUEUE, INCALL, READY again. */
final class LineWatch implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Jdbi jdbi;
    private final Terminal terminal;
    private final Map<String, String> seen = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("demo-lines").unstarted(this::run);

    private LineWatch(Jdbi jdbi, Terminal terminal) {
        this.jdbi = jdbi;
        this.terminal = terminal;
    }

    static LineWatch start(Jdbi jdbi, Terminal terminal) {
        LineWatch watch = new LineWatch(jdbi, terminal);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            do {
                look();
            } while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (JdbiException gone) {
            terminal.line(terminal.in(Style.ASIDE, "  … the lines can no longer be seen: " + gone.getMessage()));
        }
    }

    private void look() {
        jdbi.useHandle(handle -> handle.createQuery(
                        "SELECT user, status FROM osdial_live_agents WHERE extension LIKE 'R/%' ORDER BY user")
                .map((row, context) -> Map.entry(row.getString("user"), row.getString("status")))
                .forEach(line -> {
                    String before = seen.put(line.getKey(), line.getValue());
                    if (before != null && !before.equals(line.getValue())) {
                        terminal.line(terminal.in(
                                Style.ASIDE,
                                "           line      %s: %s → %s".formatted(line.getKey(), before, line.getValue())));
                    }
                }));
    }

    /** The last change is shown before it returns. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (thread.join(LOOK.multipliedBy(20))) {
                look();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
