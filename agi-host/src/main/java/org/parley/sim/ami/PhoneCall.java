package org.parley.sim.ami;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.parley.ami.Ami;
import org.parley.ami.AmiException;
import org.parley.ami.CallProgress;
import org.parley.ami.OutgoingCall;
import org.parley.sim.CallEnd;
import org.parley.sim.PlacedCall;

/** A call from a telephone of the Asterisk: it rings, somebody answers, and it dials by itself. */
public final class PhoneCall implements PlacedCall, AutoCloseable {
    private static final Duration RING_MAX = Duration.ofSeconds(30);

    private final Ami ami;
    private final CallProgress progress;

    private PhoneCall(Ami ami, CallProgress progress) {
        this.ami = ami;
        this.progress = progress;
    }

    /**
     * Rings a channel such as {@code PJSIP/101} for up to 30 seconds and returns once it has answered and dials.
     *
     * @throws AmiException when it does not come to that
     */
    public static PhoneCall ring(Ami ami, String channel, OutgoingCall call) throws InterruptedException {
        ami.checkExtension(call.context(), call.extension());
        CallProgress progress = ami.ring(channel, call, RING_MAX);
        progress.awaitAnswer();
        return new PhoneCall(ami, progress);
    }

    @Override
    public String uniqueId() {
        return progress.uniqueId();
    }

    @Override
    public CallEnd await(Duration limit) throws InterruptedException, TimeoutException {
        if (!progress.awaitOver(limit)) {
            throw new TimeoutException("the telephone is still on the line");
        }
        if (progress.failure().isPresent()) {
            throw progress.failure().get();
        }
        return CallEnds.of(progress, -1, -1, List.of());
    }

    @Override
    public void hangUp() {
        ami.hangUp(progress.uniqueId());
    }

    /** Hangs up when it is not over yet: nobody follows it any more. */
    @Override
    public void close() {
        if (!progress.isOver()) {
            hangUp();
        }
    }
}
