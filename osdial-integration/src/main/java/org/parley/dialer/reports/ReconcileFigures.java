package org.parley.dialer.reports;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What the comparisons of a running host have come to. Any thread may read and add. */
public final class ReconcileFigures {
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong repaired = new AtomicLong();
    private final AtomicReference<Map<String, Long>> kinds = new AtomicReference<>(Map.of());

    /** Comparisons that were made. */
    public long runs() {
        return runs.get();
    }

    /** Comparisons that could not be made. */
    public long failures() {
        return failures.get();
    }

    /** Calls that were compared, in all comparisons together. */
    public long calls() {
        return calls.get();
    }

    /** Differences that were repaired, in all comparisons together. */
    public long repaired() {
        return repaired.get();
    }

    /** Differences that the last comparison left. */
    public long left() {
        return kinds().values().stream().mapToLong(Long::longValue).sum();
    }

    /** The same by kind; a kind without any is absent. */
    public Map<String, Long> kinds() {
        return kinds.get();
    }

    /** One more comparison. */
    public void add(Reconciliation result) {
        runs.incrementAndGet();
        calls.addAndGet(result.calls());
        repaired.addAndGet(result.repaired());
        kinds.set(result.kinds());
    }

    /** One that could not be made. */
    public void failed() {
        failures.incrementAndGet();
    }
}
