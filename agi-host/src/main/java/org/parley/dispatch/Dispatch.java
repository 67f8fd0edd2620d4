package org.parley.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.parley.call.CallEvent;
import org.parley.call.CallEvents;
import org.parley.dispatch.Job.State;

/** One agent on his way to a call. Any thread. */
final class Dispatch {
    private final String id;
    private final Wish wish;
    private final Clock clock;
    private final Instant accepted;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final CountDownLatch here = new CountDownLatch(1);
    private State state = State.ACCEPTED; // this and the rest: guarded by this
    private String reason = "";
    private String call = "";
    private boolean byFiles;
    private Instant changed;

    Dispatch(String id, Wish wish, Clock clock) {
        this.id = id;
        this.wish = wish;
        this.clock = clock;
        this.accepted = clock.instant();
        this.changed = accepted;
    }

    Wish wish() {
        return wish;
    }

    String id() {
        return id;
    }

    synchronized Job job() {
        String word = state.name().toLowerCase(Locale.ROOT);
        return new Job(id, word, reason, wish.script(), wish.target(), call, accepted, changed);
    }

    synchronized boolean isSettled() {
        return state == State.JOINED || state == State.FAILED;
    }

    /** The id of its call, or "" before the host has it. */
    synchronized String call() {
        return call;
    }

    /** It has come so far; what has settled stays, and none goes back. */
    synchronized void reached(State next) {
        if (!isSettled() && next.compareTo(state) > 0) {
            state = next;
            changed = clock.instant();
            if (isSettled()) {
                settled.countDown();
                here.countDown();
            }
        }
    }

    synchronized void failed(String why) {
        if (!isSettled()) {
            reason = why;
            reached(State.FAILED);
        }
    }

    /** Whether it has come to an end, waited for so long. */
    boolean awaitSettled(long millis) throws InterruptedException {
        return settled.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether this host has its call, or it has come to an end; waited for so long. */
    boolean awaitHere(Duration limit) throws InterruptedException {
        return here.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Something has happened in some call. */
    synchronized void take(CallEvent event) {
        if (call.isEmpty()) {
            if (id.equals(event.data().get(CallEvents.JOB))) {
                call = event.callId();
                here.countDown();
                take(event);
            }
            return;
        }
        if (!call.equals(event.callId())) {
            return;
        }
        switch (event.kind()) {
            case "started" -> reached(State.ANSWERED);
            case "script-out" -> failed("the script is out, for it broke down in too many calls");
            case "audio-by-files" -> byFiles = true;
            case "audio" -> reached(State.JOINED);
            case "agent-said" -> {
                if (byFiles) { // which has been played to him to its end, and then he is recorded
                    reached(State.JOINED);
                }
            }
            case "ended" ->
                failed("the call ended before there was audio: %s %s"
                        .formatted(event.data().get("reason"), event.data().get("detail"))
                        .strip());
            default -> {} // nothing that tells how far it is
        }
    }
}
