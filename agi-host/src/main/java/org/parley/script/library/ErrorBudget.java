package org.parley.script.library;

import java.util.BitSet;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.parley.script.Script;
import org.parley.script.ScriptFailure;

/**
 * How the last calls of each version have gone. A version that breaks down in too many of them is spent for good.
 * Versions that nobody has any more are forgotten. Any thread may use it.
 */
final class ErrorBudget {
    /** So many of a version's last calls count. */
    static final int CALLS = 20;

    private final int most; // 0 for no budget
    private final Map<Script, Calls> calls = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<Script, String> spent = new ConcurrentHashMap<>(); // why; dropped by forget

    /** The last calls of one version. */
    private static final class Calls {
        private final BitSet failed = new BitSet(CALLS);
        private int count; // of all calls ever
        private int inRow;
    }

    /** {@code most} of the last twenty may break down, and half as many in a row; 0 for no budget. */
    ErrorBudget(int most) {
        this.most = most;
    }

    /** A call of this version is over; true when that was the one too many. */
    boolean count(Script script, Optional<ScriptFailure> failure) {
        Calls of = calls.computeIfAbsent(script, _ -> new Calls());
        synchronized (of) {
            of.failed.set(of.count++ % CALLS, failure.isPresent());
            of.inRow = failure.isPresent() ? of.inRow + 1 : 0;
            int failures = of.failed.cardinality();
            int row = Math.max(1, most / 2);
            boolean over = most > 0 && failure.isPresent() && (failures >= most || of.inRow >= row);
            if (!over) {
                return false;
            }
            String how = of.inRow >= row
                    ? "%d calls in a row".formatted(of.inRow)
                    : "%d of its last %d calls".formatted(failures, Math.min(of.count, CALLS));
            return spent.putIfAbsent(script, how) == null;
        }
    }

    /** Whether this version has served calls, and broken down in none of the last. */
    boolean isProven(Script script) {
        Calls of = calls.get(script);
        if (of == null) {
            return false;
        }
        synchronized (of) {
            return of.count > 0 && of.failed.isEmpty();
        }
    }

    /** In how many calls this version broke down, when that was too many. */
    Optional<String> spent(Script script) {
        return Optional.ofNullable(spent.get(script));
    }

    boolean isSpent(Script script) {
        return !spent.isEmpty() && spent.containsKey(script);
    }

    /** Nobody gets this version any more. */
    void forget(Script script) {
        spent.remove(script);
        calls.remove(script);
    }
}
