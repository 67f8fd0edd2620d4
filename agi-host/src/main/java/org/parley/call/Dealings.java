package org.parley.call;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerCall;
import org.parley.dialer.DialerException;
import org.parley.dialer.Lead;
import org.parley.dialer.Staff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call's dealings with the dialer: they go on beside the call, so that a slow database never keeps the caller
 * waiting, and are written in the call's journal before they are done, so that what fails is done later.
 */
final class Dealings {
    private static final Logger log = LoggerFactory.getLogger(Dealings.class);

    /** How long the caller's end may wait for the tables; the journal's writer does the rest. */
    private static final Duration END_WAIT = Duration.ofMillis(1500);

    private final @Nullable Dialer dialer; // null without a dialer's database
    private final CallIdentity identity;
    private final CallTimeline timeline;
    private final CompletableFuture<Lead> lead = new CompletableFuture<>();
    private final CompletableFuture<Optional<CallKeys>> keys = new CompletableFuture<>();
    private final CompletableFuture<Optional<CallKeys>> found = new CompletableFuture<>(); // sooner than keys

    Dealings(@Nullable Dialer dialer, CallIdentity identity, CallTimeline timeline) {
        this.dialer = dialer;
        this.identity = identity;
        this.timeline = timeline;
    }

    /** The lead, once the dialer has told; an unknown one when it cannot. */
    Future<Lead> lead() {
        return lead;
    }

    /** Whether the dialer tells in which language its leads are spoken with. */
    boolean hasLanguages() {
        return dialer != null && dialer.hasLanguages();
    }

    /** The call as the dialer knows it, once it has told; empty when it does not in time, or not at all. */
    Optional<CallKeys> known(Duration limit) throws InterruptedException {
        try {
            return keys.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException late) {
            return Optional.empty();
        }
    }

    /** The dialer's people; null without a dialer. */
    @Nullable
    Staff staff() {
        return dialer == null ? null : dialer.staff();
    }

    /** The customer's wall clock, by which he means what he says; ours when the dialer has not told his. */
    ZonedDateTime customersTime(Clock clock) {
        ZoneOffset his = lead.getNow(Lead.unknown("")).clock();
        ZonedDateTime ours = ZonedDateTime.now(clock);
        return his == null ? ours : ours.withZoneSameInstant(his);
    }

    /** Whose call it is, as soon as the dialer has found it, and as far as that is within this time. */
    Optional<CallKeys> found(Duration within) {
        try {
            return found.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException late) {
            return Optional.empty();
        }
    }

    /** Has the dialer recognise the call and give it its line. */
    void begin() {
        if (dialer == null) {
            settled(null);
            return;
        }
        timeline.log().dialed(identity, null);
        Thread.ofVirtual().name("dialer").start(() -> begin(dialer));
    }

    private void begin(Dialer dialer) {
        CallKeys known = null;
        try {
            Optional<DialerCall> call = dialer.begin(identity);
            if (call.isEmpty()) {
                timeline.note("dialer", "known", false);
                return;
            }
            known = call.get().keys();
            timeline.log().dialed(identity, known);
            found.complete(Optional.of(known));
            lead.complete(call.get().lead());
            tell(known);
            known = dialer.begun(known);
            timeline.log().dialed(identity, known);
        } catch (DialerException failure) {
            log.error("the dialer's tables could not be read; the call goes on: {}", failure.getMessage());
            timeline.note("dialer-failed", "step", "begin", "reason", String.valueOf(failure.getMessage()));
        } finally {
            settled(known);
        }
    }

    private void settled(@Nullable CallKeys known) {
        found.complete(Optional.empty());
        lead.complete(Lead.unknown(identity.callerIdNumber()));
        keys.complete(Optional.ofNullable(known));
    }

    private void tell(CallKeys known) {
        timeline.note(
                "dialer",
                "known",
                true,
                "code",
                known.code(),
                "campaign",
                known.campaign(),
                "lead",
                known.leadId(),
                "line",
                known.lineUser(),
                "claimed",
                known.claimed());
    }

    /** Writes down what the call owes, and does at once what must be done before the caller leaves us. */
    void end(CallResult result) {
        if (dialer == null) {
            return;
        }
        timeline.log().owes(result);
        CompletableFuture<Void> released = new CompletableFuture<>();
        Thread.ofVirtual().name("dialer").start(() -> {
            try {
                keys.join().ifPresent(known -> dialer.release(known, result));
                released.complete(null);
            } catch (RuntimeException failure) {
                released.completeExceptionally(failure);
            }
        });
        try {
            released.get(END_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            timeline.note("recorded", "status", result.status());
        } catch (ExecutionException | TimeoutException | InterruptedException failure) {
            log.warn("the dialer's tables take the result later: {}", failure.toString());
            timeline.note("dialer-failed", "step", "release", "reason", failure.toString());
        }
    }
}
