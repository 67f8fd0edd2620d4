package org.parley.call;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs what breaks calls: the first of a kind in a minute whole, the rest counted, so that what breaks all calls at
 * once does not fill the disk. Any thread may use it.
 */
final class FailureLog {
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int KINDS_MAX = 200;

    private final Logger log;
    private final LongSupplier nanos;
    private final Map<String, Kind> kinds = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kind> eldest) {
            return size() > KINDS_MAX;
        }
    };

    private static final class Kind {
        private long loggedAt;
        private long since; // calls that were not logged
    }

    FailureLog(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    /** A script broke down: its own line says all. */
    void script(String place, String shown) {
        tell(place, "the script failed and the dialplan takes the call back", shown, null);
    }

    /** Something of ours broke. */
    void call(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        String place = failure.getClass().getName() + (frames.length == 0 ? "" : "@" + frames[0]);
        tell(place, "the call failed and the dialplan takes it back", String.valueOf(failure.getMessage()), failure);
    }

    private void tell(String place, String what, String shown, @Nullable Throwable trace) {
        long more;
        synchronized (kinds) {
            long now = nanos.getAsLong();
            Kind kind = kinds.get(place);
            if (kind == null) {
                kind = new Kind();
                kinds.put(place, kind);
            } else if (now - kind.loggedAt < WINDOW_NANOS) {
                kind.since++;
                return;
            }
            kind.loggedAt = now;
            more = kind.since;
            kind.since = 0;
        }
        String before = more == 0 ? "" : " (and " + more + " calls before it in the same way)";
        if (trace == null) {
            log.error("{}{}:\n{}", what, before, shown);
        } else {
            log.error("{}{}: {}", what, before, shown, trace);
        }
    }
}
