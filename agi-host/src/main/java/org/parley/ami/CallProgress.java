package org.parley.ami;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.asteriskjava.manager.event.DialEndEvent;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.HangupEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.event.VarSetEvent;
import org.jspecify.annotations.Nullable;

/**
 * What Asterisk tells of one call that it was asked to originate: whether it was answered, what the dialplan learned of
 * the host, and that it is over. Any thread may call.
 */
public final class CallProgress {
    /** What to do when Asterisk keeps its events to itself. */
    public static final String READ_REMEDY = "give its AMI user read = call,dialplan in manager.conf";

    private static final int NO_ANSWER = 1;
    private static final int RING_TIMEOUT = 3;
    private static final int BUSY = 5;
    private static final int CONGESTION = 8;

    private final String dialled;
    private final String uniqueId;
    private final Duration ringMax;
    private final String remedy;
    private final long startNanos = System.nanoTime();
    private final CountDownLatch answeredOrOver = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<String, String> variables = new HashMap<>();
    private String dialStatus = "";
    private boolean answered;
    private boolean hungUp;
    // why it came to nothing; empty when it did not
    private Optional<AmiException> failure = Optional.empty();

    /**
     * A call that is about to be ordered.
     *
     * @param dialled what is rung, for messages
     * @param uniqueId of the channel that runs the dialplan; also the id of the action
     * @param remedy for when Asterisk cannot ring it and does not say why
     */
    CallProgress(String dialled, String uniqueId, Duration ringMax, String remedy) {
        this.dialled = dialled;
        this.uniqueId = uniqueId;
        this.ringMax = ringMax;
        this.remedy = remedy;
    }

    /** The unique id of the channel that runs the dialplan. */
    public String uniqueId() {
        return uniqueId;
    }

    /** Takes any event of Asterisk, its own or another's. */
    void take(ManagerEvent event) {
        switch (event) {
            case OriginateResponseEvent response when uniqueId.equals(response.getActionId()) -> response(response);
            case DialEndEvent end when isOurs(end.getDestUniqueId()) -> dialStatus(end.getDialStatus());
            case VarSetEvent set when uniqueId.equals(set.getUniqueId()) -> variable(set.getVariable(), set.getValue());
            case HangupEvent end when uniqueId.equals(end.getUniqueId()) -> hungUp();
            case DisconnectEvent _ -> end(new AmiException("The connection to AMI was lost during the call", ""));
            default -> {}
        }
    }

    /** The near half of a Local channel has an id of its own. */
    private boolean isOurs(String id) {
        return uniqueId.equals(id) || (Ami.NEAR_HALF + uniqueId).equals(id);
    }

    private synchronized void dialStatus(String status) {
        dialStatus = Objects.requireNonNullElse(status, "");
    }

    private synchronized void variable(String name, String value) {
        if (name.equals("AGISTATUS") || name.startsWith("PARLEY_")) {
            variables.put(name, Objects.requireNonNullElse(value, ""));
        }
    }

    /** Before Asterisk has told whether the call was answered, that is still to come. */
    private void hungUp() {
        boolean told;
        synchronized (this) {
            hungUp = true;
            told = answered;
        }
        if (told) {
            end(null);
        }
    }

    private void response(OriginateResponseEvent response) {
        if (response.isSuccess()) {
            boolean already;
            synchronized (this) {
                answered = true;
                already = hungUp;
            }
            answeredOrOver.countDown();
            if (already) {
                end(null);
            }
        } else {
            end(refusal(Objects.requireNonNullElse(response.getReason(), 0)));
        }
    }

    /** The reason's number says little from Asterisk 22 on: busy is 0 there, and only the end of dialling tells. */
    private synchronized AmiException refusal(int reason) {
        if (reason == BUSY || dialStatus.equals("BUSY")) {
            return new AmiException(dialled + " is busy", "");
        }
        if (reason == NO_ANSWER || reason == RING_TIMEOUT || dialStatus.equals("NOANSWER")) {
            return new AmiException("%s did not answer within %d s".formatted(dialled, ringMax.toSeconds()), "");
        }
        if (reason == CONGESTION || dialStatus.equals("CONGESTION")) {
            return new AmiException(dialled + " was refused (congestion)", "look at its trunk");
        }
        return new AmiException("Asterisk cannot ring " + dialled, remedy);
    }

    private void end(@Nullable AmiException why) {
        synchronized (this) {
            if (over.getCount() > 0) {
                failure = Optional.ofNullable(why);
            }
        }
        over.countDown();
        answeredOrOver.countDown();
    }

    /** Nobody waits for this call any more. */
    public void forget() {
        end(null);
    }

    /** Whether it is over, or came to nothing. */
    public boolean isOver() {
        return over.getCount() == 0;
    }

    /** Why it came to nothing; empty while it runs and after a call like any other. */
    public synchronized Optional<AmiException> failure() {
        return failure;
    }

    /**
     * Waits until the channel has answered, as long as it may ring and a little more.
     *
     * @throws AmiException when it has not, with the reason
     */
    public void awaitAnswer() throws InterruptedException {
        boolean told = answeredOrOver.await(ringMax.plus(Ami.REPLY_MAX).toMillis(), TimeUnit.MILLISECONDS);
        Optional<AmiException> why = failure();
        if (why.isPresent()) {
            throw why.get();
        }
        if (!told) {
            forget();
            throw new AmiException("Asterisk does not tell what became of the call to " + dialled, READ_REMEDY);
        }
    }

    /** Whether it is over, waited for so long. */
    public boolean awaitOver(Duration limit) throws InterruptedException {
        return over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What the dialplan's channel has learned of what became of the call: AGISTATUS, and what begins with PARLEY_. */
    public synchronized Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    Duration ringMax() {
        return ringMax;
    }

    /** When it was ordered, {@link System#nanoTime()}. */
    public long startNanos() {
        return startNanos;
    }
}
