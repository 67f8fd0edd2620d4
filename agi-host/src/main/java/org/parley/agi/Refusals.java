package org.parley.agi;

import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts refusals by reason and logs at most one line per reason and ten seconds, whatever a flood does. Thread-safe.
 */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

    private final Map<Refusal, Tally> tallies = new EnumMap<>(Refusal.class);

    Refusals() {
        for (Refusal reason : Refusal.values()) {
            tallies.put(reason, new Tally());
        }
    }

    void refuse(Refusal reason, InetAddress peer) {
        Tally tally = tally(reason);
        tally.total.increment();
        long now = System.nanoTime();
        long quietUntil = tally.quietUntilNanos.get();
        if (now - quietUntil >= 0 && tally.quietUntilNanos.compareAndSet(quietUntil, now + QUIET_NANOS)) {
            LOG.atWarn()
                    .addKeyValue("reason", reason)
                    .addKeyValue("peer", peer.getHostAddress())
                    .addKeyValue("total", tally.total.sum())
                    .log("AGI connection refused: {}", reason.words());
        }
    }

    Map<Refusal, Long> totals() {
        Map<Refusal, Long> totals = new EnumMap<>(Refusal.class);
        tallies.forEach((reason, tally) -> totals.put(reason, tally.total.sum()));
        return totals;
    }

    private Tally tally(Refusal reason) {
        Tally tally = tallies.get(reason);
        if (tally == null) {
            throw new IllegalStateException("Expected a tally for " + reason);
        }
        return tally;
    }

    private static final class Tally {
        final LongAdder total = new LongAdder();
        final AtomicLong quietUntilNanos = new AtomicLong(System.nanoTime());
    }
}
