package org.parley.console.live;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.parley.console.doors.Door;
import org.parley.console.http.Problem;
import org.parley.console.http.Route;

/**
 * Live events as server-sent events (HTML Living Standard, section 9.2): {@code id} is the event's number, {@code
 * event} its type, {@code data} all of it as JSON. Every quarter of a minute without one, a comment shows that the
 * line is up. The event {@code gap} says that some were missed, {@code slow} that the client did not keep up.
 */
public final class EventStream {
    private static final Duration BREATH = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofSeconds(1); // for whether he may stay
    private static final String GAP = "event: gap\ndata: {}\n\n";
    private static final String SLOW = "event: slow\ndata: {}\n\n";
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final String ALIVE = ": alive\n\n";

    private final Feed feed;

    public EventStream(Feed feed) {
        this.feed = feed;
    }

    /** Serves one client until it goes, is too slow, may not come in any more, or the host stops. */
    public void serve(Context context) throws IOException, InterruptedException {
        try (Follower follower = feed.follow(after(context), EventFilter.of(context::queryParam))) {
            context.contentType(Route.EVENTS)
                    .header("Cache-Control", "no-store")
                    .header("X-Accel-Buffering", "no");
            context.res().setCharacterEncoding("utf-8");
            OutputStream out = context.res().getOutputStream();
            send(out, follower.hasGap() ? GAP : ALIVE);
            BooleanSupplier mayStay = Door.mayStay(context);
            long lookedNanos = System.nanoTime();
            long sentNanos = lookedNanos;
            while (!follower.isOver()) {
                List<Told> next = follower.next(LOOK);
                long now = System.nanoTime();
                if (now - lookedNanos > LOOK.toNanos()) {
                    lookedNanos = now;
                    if (!mayStay.getAsBoolean()) {
                        return; // he was signed out or removed meanwhile
                    }
                }
                for (Told told : next) {
                    write(out, told);
                }
                if (!next.isEmpty() || now - sentNanos > BREATH.toNanos()) {
                    sentNanos = now;
                    send(out, next.isEmpty() ? ALIVE : "");
                }
            }
            send(out, follower.isSlow() ? SLOW : "");
        } catch (IOException gone) {
            // the client went away, which ends it
            return;
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void write(OutputStream out, Told told) throws IOException {
        LiveEvent event = told.event();
        out.write(
                "id: %d\nevent: %s\ndata: ".formatted(event.seq(), event.type()).getBytes(StandardCharsets.UTF_8));
        out.write(told.json());
        out.write(END);
    }

    private static long after(Context context) {
        String given = Optional.ofNullable(context.header("Last-Event-ID"))
                .or(() -> Optional.ofNullable(context.queryParam("after")))
                .orElse("-1");
        if (!given.matches("-1|\\d{1,18}")) {
            throw Problem.refused(
                    "Last-Event-ID: expected the number of an event but was '" + Problem.shown(given) + "'");
        }
        return Long.parseLong(given);
    }
}
