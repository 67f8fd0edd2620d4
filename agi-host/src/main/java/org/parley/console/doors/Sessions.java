package org.parley.console.doors;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who is signed in. A session's id is 256 random bits that the browser alone has: here is its hash. It ends when it is
 * not used for a time, when it is old, when its user is removed or changed, and when there are too many: then the one
 * that is longest unused. They end with the host. Any thread may use it.
 */
public final class Sessions {
    static final int MAX = 1_000;
    static final int OF_ONE_MAX = 20;

    private final Access access;
    private final long idleNanos;
    private final long ageNanos;
    private final LongSupplier nanos;
    private final LinkedHashMap<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true); // guarded by this

    private record Session(Who who, long sinceNanos, long seenNanos) {}

    public Sessions(Access access, Duration idle, Duration age, LongSupplier nanos) {
        this.access = access;
        this.idleNanos = idle.toNanos();
        this.ageNanos = age.toNanos();
        this.nanos = nanos;
    }

    /** Begins one and gives its id. */
    public synchronized String begin(Who who) {
        sweep();
        Map<String, Integer> counts = new HashMap<>();
        sessions.values().forEach(each -> counts.merge(each.who().name(), 1, Integer::sum));
        if (counts.getOrDefault(who.name(), 0) >= OF_ONE_MAX) {
            dropOldest(who.name());
        } else if (sessions.size() >= MAX) {
            sessions.pollFirstEntry();
        }
        String id = Secrets.random();
        long now = nanos.getAsLong();
        sessions.put(key(id), new Session(who, now, now));
        return id;
    }

    private void dropOldest(String name) {
        for (Iterator<Session> each = sessions.values().iterator(); each.hasNext(); ) {
            if (each.next().who().name().equals(name)) {
                each.remove();
                return;
            }
        }
    }

    /** Whose session that is, which is used now. */
    Optional<Who> use(String id) {
        Who who;
        synchronized (this) {
            Session session = sessions.get(key(id));
            if (session == null) {
                return Optional.empty();
            }
            if (isOver(session)) {
                sessions.remove(key(id));
                return Optional.empty();
            }
            sessions.put(key(id), new Session(session.who(), session.sinceNanos(), nanos.getAsLong()));
            who = session.who();
        }
        if (!access.has(who)) {
            end(id);
            return Optional.empty();
        }
        return Optional.of(who);
    }

    /** Whether it goes on; that is no use of it. */
    synchronized boolean isOn(String id) {
        Session session = sessions.get(key(id));
        return session != null && !isOver(session);
    }

    synchronized void end(String id) {
        sessions.remove(key(id));
    }

    synchronized int count() {
        sweep();
        return sessions.size();
    }

    /** What a request that acts shows beside the cookie: no other page can know it, nor is the id to be had from it. */
    static String csrf(String id) {
        return Secrets.text(Secrets.hash("csrf " + id));
    }

    private void sweep() {
        sessions.values().removeIf(this::isOver);
    }

    private boolean isOver(Session session) {
        long now = nanos.getAsLong();
        return now - session.seenNanos() >= idleNanos || now - session.sinceNanos() >= ageNanos;
    }

    private static String key(String id) {
        return Secrets.text(Secrets.hash(id));
    }
}
