package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.parley.call.CallEvent;
import org.parley.store.CallBook;
import org.parley.store.CallStory;
import org.parley.store.EventRow;

/** The events of a host's calls, one after the other, and its last call as it was written down. */
public final class EventQueue implements Consumer<CallEvent> {
    private final Duration limit;
    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();
    private volatile String last = ""; // the id of the last call

    /** Each is waited for so long. */
    public EventQueue(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void accept(CallEvent event) {
        last = event.callId();
        events.add(event);
    }

    /** What has come counts no more. */
    public void forget() {
        events.clear();
    }

    /** The next event of that kind; what comes before it is passed over. */
    public CallEvent next(String kind) throws InterruptedException {
        return next(Set.of(kind));
    }

    /** The next of one of those kinds. */
    public CallEvent next(Set<String> kinds) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        List<String> others = new ArrayList<>();
        while (true) {
            CallEvent event = events.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            assertThat(event).as("the event %s after %s", kinds, others).isNotNull();
            if (kinds.contains(event.kind())) {
                return event;
            }
            others.add(event.kind() + event.data());
        }
    }

    /** The text of the next event of that kind. */
    public String text(String kind) throws InterruptedException {
        return String.valueOf(next(kind).data().get("text"));
    }

    /** The last call as it was written down, once it has ended. */
    public CallStory story(CallBook calls) {
        return await().atMost(limit)
                .until(
                        () -> calls.show(last),
                        story -> story.isPresent() && story.get().call().endedAt() != null)
                .orElseThrow();
    }

    /** What of that kind has happened in it. */
    public List<EventRow> kinds(CallBook calls, String kind) {
        return story(calls).events().stream()
                .filter(event -> event.kind().equals(kind))
                .toList();
    }

    /** What it has noted. */
    public List<String> notes(CallBook calls) {
        return kinds(calls, "note").stream()
                .map(event -> String.valueOf(event.data().get("text")))
                .toList();
    }
}
