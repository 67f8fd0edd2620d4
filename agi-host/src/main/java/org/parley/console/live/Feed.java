package org.parley.console.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.parley.call.CallEvent;
import org.parley.call.Events;
import org.parley.console.host.HostEvent;
import org.parley.console.http.Problem;

/**
 * The events of the last minutes, for clients that follow them and for those that come back. A call's thread only puts
 * an event into queues: whoever does not keep up is let go, and no call ever waits. Any thread may use it.
 */
public final class Feed implements AutoCloseable {
    private static final int EVENTS_MAX = 50_000;
    private static final int CALLS_MAX = 20_000; // one that never tells its end is forgotten some time

    /** What a call that is not known yet begins with; others come after its end, such as that it was recorded. */
    private static final Set<String> BEGINS = Set.of("routed", "dialer", "started");

    private final Duration keep;
    private final int followersMax;
    private final Clock clock;
    private final List<AutoCloseable> subscriptions;
    private final Deque<Told> past = new ArrayDeque<>(); // these four are guarded by this
    private final Set<Follower> followers = new HashSet<>();
    private final Map<String, LiveCall> calls = new LinkedHashMap<>();
    private long seq;

    /** A call that runs, as far as its events have told. */
    record LiveCall(String id, String script, String extension, String campaign, String line, Instant since) {}

    public Feed(Events<CallEvent> calls, Events<HostEvent> host, Duration keep, int followersMax, Clock clock) {
        this.keep = keep;
        this.followersMax = followersMax;
        this.clock = clock;
        this.subscriptions = List.of(calls.subscribe(this::add), host.subscribe(this::add));
    }

    private synchronized void add(CallEvent event) {
        add(LiveEvent.of(++seq, event, learned(event)));
    }

    private synchronized void add(HostEvent event) {
        add(LiveEvent.of(++seq, event));
    }

    private void add(LiveEvent live) {
        Told told = Told.of(live);
        past.addLast(told);
        Instant oldest = clock.instant().minus(keep);
        while (past.size() > EVENTS_MAX || past.getFirst().event().at().isBefore(oldest)) {
            past.removeFirst();
            if (past.isEmpty()) {
                break;
            }
        }
        followers.removeIf(follower -> !follower.offer(told));
    }

    /** What is known of the event's call from now on. */
    private LiveCall learned(CallEvent event) {
        LiveCall known = calls.getOrDefault(
                event.callId(),
                new LiveCall(event.callId(), "", "", "", "", event.at().minusMillis(event.ms())));
        LiveCall now = switch (event.kind()) {
            case "started" ->
                new LiveCall(
                        known.id(),
                        text(event, "script"),
                        text(event, "extension"),
                        known.campaign(),
                        known.line(),
                        known.since());
            case "dialer" ->
                new LiveCall(
                        known.id(),
                        known.script(),
                        known.extension(),
                        text(event, "campaign"),
                        text(event, "line"),
                        known.since());
            default -> known;
        };
        if (event.kind().equals("ended")) {
            calls.remove(event.callId());
        } else if (calls.containsKey(event.callId()) || BEGINS.contains(event.kind())) {
            calls.put(event.callId(), now);
            if (calls.size() > CALLS_MAX) {
                calls.remove(calls.keySet().iterator().next());
            }
        }
        return now;
    }

    private static String text(CallEvent event, String key) {
        return String.valueOf(event.data().getOrDefault(key, ""));
    }

    /** The calls that run, oldest first. */
    public synchronized List<LiveCall> calls() {
        return new ArrayList<>(calls.values());
    }

    /** The number of the newest event. */
    public synchronized long last() {
        return seq;
    }

    /** How many follow. */
    public synchronized int followers() {
        return followers.size();
    }

    /**
     * Follows the events that fit, from the one after {@code after} as far as it is kept; -1 for those to come alone.
     *
     * @throws Problem when as many follow as may
     */
    synchronized Follower follow(long after, Predicate<LiveEvent> wanted) {
        if (followers.size() >= followersMax) {
            throw new Problem(
                    503,
                    "Service unavailable",
                    "Expected at most " + followersMax + " followers of events (console.followers-max)");
        }
        Follower follower = new Follower(wanted, isGap(after), this::leave);
        since(after).forEach(follower::past);
        followers.add(follower);
        return follower;
    }

    /**
     * Has somebody who follows get also what he missed of that, and from now on what {@code begin} begins, which is run
     * in between.
     *
     * @return whether events between what he saw last and now are gone
     * @throws Problem when he has not taken yet what he has
     */
    synchronized boolean resume(Follower follower, long after, Predicate<LiveEvent> wanted, Runnable begin) {
        if (follower.isBehind()) {
            throw new Problem(429, "Too many requests", "Take the events that are on the way first");
        }
        begin.run();
        since(after).filter(told -> wanted.test(told.event())).forEach(follower::again);
        return isGap(after);
    }

    private boolean isGap(long after) {
        long first = past.isEmpty() ? seq + 1 : past.getFirst().event().seq();
        return after > seq || (after >= 0 && after + 1 < first); // a number beyond ours is of another start
    }

    private Stream<Told> since(long after) {
        return after < 0
                ? Stream.empty()
                : past.stream().filter(told -> told.event().seq() > after || after > seq);
    }

    private synchronized void leave(Follower follower) {
        followers.remove(follower);
    }

    @Override
    public void close() {
        for (AutoCloseable subscription : subscriptions) {
            try {
                subscription.close();
            } catch (Exception e) {
                throw new IllegalStateException("Expected a subscription that can be ended", e);
            }
        }
        List<Follower> all;
        synchronized (this) {
            all = new ArrayList<>(followers);
        }
        all.forEach(Follower::close);
    }
}
