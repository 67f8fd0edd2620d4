package org.parley.call;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Usage;
import org.parley.ai.Usage.Unit;

/** What a call has cost so far, and whether that is more than its script allows. Any thread may use it. */
final class Spending {
    /** So long what is being said may be said to its end. */
    private static final long GRACE_NANOS = 5_000_000_000L;

    private final Prices prices;
    private final @Nullable BigDecimal limit; // null for none
    private final CallTimeline timeline;
    private final Deque<String> voices = new ArrayDeque<>(); // guarded by this, as all: who talks, then who may
    private BigDecimal spent = BigDecimal.ZERO;
    private long sinceNanos; // the first of these talks and has not told for how long; 0 for nobody
    private long overNanos; // when it was found to be too much; 0 before

    Spending(Prices prices, @Nullable BigDecimal limit, CallTimeline timeline) {
        this.prices = prices;
        this.limit = limit;
        this.timeline = timeline;
    }

    /** A provider has told that: it is noted, and counts. */
    void used(Usage used) {
        timeline.used(used);
        add(used);
    }

    /** That recogniser has understood an answer of the caller, who spoke for so long. */
    void heard(String recogniser, long speechNanos) {
        used(new Usage(recogniser, Unit.AUDIO_IN_MS, Math.max(0, speechNanos) / 1_000_000));
    }

    /** A talk begins; the first of these voices talks as long as it is not left. */
    synchronized void begins(List<String> names, long nowNanos) {
        voices.clear();
        voices.addAll(names);
        sinceNanos = nowNanos;
    }

    /** The voice that talks, or was to, was left for the next. */
    synchronized void left(long nowNanos) {
        settle(nowNanos);
        voices.poll();
        sinceNanos = nowNanos;
    }

    /** The talk is over. */
    synchronized void ends(long nowNanos) {
        settle(nowNanos);
        voices.clear();
    }

    private void settle(long nowNanos) {
        spent = spent(nowNanos);
        sinceNanos = 0;
    }

    private synchronized void add(Usage used) {
        if (used.unit() == Unit.TALK_MS) {
            if (sinceNanos == 0 || !used.provider().equals(voices.peek())) {
                return; // it was counted while it went
            }
            sinceNanos = 0;
        }
        spent = spent.add(prices.of(used));
    }

    /** So much by now: what was told, and the time of the voice that talks. */
    synchronized BigDecimal spent(long nowNanos) {
        String talking = voices.peek();
        return sinceNanos == 0 || talking == null
                ? spent
                : spent.add(prices.of(new Usage(talking, Unit.TALK_MS, (nowNanos - sinceNanos) / 1_000_000)));
    }

    /** Whether the call is to end now: a sentence that is being said may come to its end, if that is soon. */
    synchronized boolean isOver(long nowNanos, boolean speaking) {
        if (limit == null || spent(nowNanos).compareTo(limit) < 0) {
            return false;
        }
        overNanos = overNanos == 0 ? nowNanos : overNanos;
        return !speaking || nowNanos - overNanos > GRACE_NANOS;
    }

    /** Notes that it is too much; why the call ends by it. */
    String over() {
        String all = spent(System.nanoTime()).setScale(4, RoundingMode.HALF_UP).toPlainString();
        String allowed = limit == null ? "" : limit.toPlainString();
        timeline.note("cost", "spent", all, "limit", allowed);
        return "the call has cost " + all + ", the script's limit is " + allowed;
    }
}
