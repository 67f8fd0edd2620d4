package org.parley.webcall;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How often each address may do something within a minute. Any thread may use it. */
final class Rate {
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int COUNTED_MAX = 10_000; // addresses; those longest unseen are forgotten

    private final int most;
    private final LongSupplier nanos;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > COUNTED_MAX;
        }
    };

    /** So many within a minute that began then. */
    private record Window(long sinceNanos, int count) {}

    Rate(int most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
    }

    /** Counts it, unless that address has done it too often. */
    synchronized boolean allows(String address) {
        long now = nanos.getAsLong();
        Window known = windows.get(address);
        Window open = known == null || now - known.sinceNanos() > WINDOW_NANOS ? new Window(now, 0) : known;
        windows.put(address, new Window(open.sinceNanos(), Math.min(most, open.count()) + 1));
        return open.count() < most;
    }
}
