package org.parley.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.sim.CallEnd;
import org.parley.sim.PlacedCall;
import org.parley.store.CallBook;
import org.parley.store.CallState;
import org.parley.store.CallStory;
import org.parley.store.Database;
import org.parley.store.DatabaseSettings;
import org.parley.store.TurnRow;

/** One call through a host of another process, followed in what that host writes down. For one thread. */
public final class CallTalk implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration SETTLE_MAX = Duration.ofSeconds(10);
    private static final int NEWEST = 50;

    private final PlacedCall call;
    private final DatabaseSettings settings;
    private final Consumer<String> lines;
    // null until the host was seen to answer, and when it has none
    private @Nullable Database database;
    private String callId = "";
    private int shown;
    // what the host wrote down, as far as it was seen; null when it wrote nothing
    private @Nullable CallStory story;

    /** Follows that call; {@code lines} gets its words as they are written down. */
    public CallTalk(PlacedCall call, DatabaseSettings settings, Consumer<String> lines) {
        this.call = call;
        this.settings = settings;
        this.lines = lines;
    }

    /** Shows the words until the call is over and written down. */
    public CallEnd follow(Duration limit) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<CallEnd> end = ended();
        if (end.isPresent() && end.get().agiStatus().equals("FAILURE")) {
            return end.get(); // there is no host, so nobody writes anything down
        }
        CallBook book = book();
        while (end.isEmpty()) {
            end = ended();
            look(book);
            if (end.isEmpty() && System.nanoTime() > deadline) {
                call.hangUp();
                throw new TimeoutException("the call lasted longer than " + limit);
            }
        }
        long settled = System.nanoTime() + SETTLE_MAX.toNanos();
        look(book);
        while (story != null && story.call().state() == CallState.RUNNING && System.nanoTime() < settled) {
            Thread.sleep(LOOK);
            look(book);
        }
        return end.get();
    }

    private CallBook book() {
        if (!settings.url().equals("none")) {
            database = Database.join(settings, lines);
        }
        return new CallBook(settings.journalFolder(), database == null ? null : database.jdbi());
    }

    private Optional<CallEnd> ended() throws InterruptedException {
        try {
            return Optional.of(call.await(LOOK));
        } catch (TimeoutException stillRunning) {
            return Optional.empty();
        }
    }

    private void look(CallBook book) {
        if (callId.isEmpty()) {
            callId = book.list(NEWEST).stream()
                    .filter(row -> row.uniqueId().equals(call.uniqueId()))
                    .map(row -> row.id())
                    .findFirst()
                    .orElse("");
        }
        book.show(callId).ifPresent(seen -> {
            story = seen;
            List<TurnRow> turns = seen.turns();
            for (; shown < turns.size(); shown++) {
                lines.accept(line(turns.get(shown)));
            }
        });
    }

    private static String line(TurnRow turn) {
        Long latency = turn.latencyMs();
        String after = latency == null || latency < 0 ? "" : "  (after %d ms)".formatted(latency);
        return "%7.2f s  %-6s  “%s”%s%s"
                .formatted(
                        turn.startedMs() / 1000.0,
                        turn.side() == TurnRow.Side.AGENT ? "agent" : "caller",
                        Terminal.shown(turn.text()),
                        after,
                        turn.interrupted() ? "  (interrupted)" : "");
    }

    /** What the host wrote down of the call; null when it wrote nothing. */
    public @Nullable CallStory story() {
        return story;
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
        }
    }
}
