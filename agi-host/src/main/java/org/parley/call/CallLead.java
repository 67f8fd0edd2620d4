package org.parley.call;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.Lead;

/** The lead of one call, which is looked up beside it and waited for when it is first needed. Any thread. */
final class CallLead {
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Future<Lead> lookup;
    private final String callerId;
    private final CallTimeline timeline;
    private volatile @Nullable Lead known; // once it was needed

    CallLead(Future<Lead> lookup, String callerId, CallTimeline timeline) {
        this.lookup = lookup;
        this.callerId = callerId;
        this.timeline = timeline;
    }

    /** The lead; one of whom nothing is known when the dialer is slow, or cannot tell. */
    Lead get() throws InterruptedException {
        Lead lead = known;
        if (lead == null) {
            lead = lookUp();
            known = lead;
        }
        return lead;
    }

    private Lead lookUp() throws InterruptedException {
        try {
            return lookup.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException late) {
            timeline.note("lead-unknown", "reason", late instanceof TimeoutException ? "slow" : "failed");
            return Lead.unknown(callerId);
        }
    }
}
