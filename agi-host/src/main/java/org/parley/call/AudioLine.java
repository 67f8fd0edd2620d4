package org.parley.call;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiException;
import org.parley.agi.Pending;
import org.parley.ai.talk.Hearing;
import org.parley.audio.AudioException;
import org.parley.audio.AudioLeg;
import org.parley.audio.AudioSocketServer;
import org.parley.audio.ExpectedLeg;
import org.parley.audio.LegEnd;
import org.parley.audio.Recorder;

/**
 * The audio of one call: opens a leg when a verb needs it and closes it before the channel is used by AGI, as many
 * times as the script wants. Used by the call's thread only.
 */
final class AudioLine implements AutoCloseable {
    private static final Duration EXEC_END = Duration.ofSeconds(3);
    private static final Duration CONNECT_SLICE = Duration.ofMillis(100);
    private static final int ATTEMPTS = 2;

    private final AudioSocketServer server;
    private final AgiChannel channel;
    private final AudioWay way;
    private final InetAddress localAddress;
    private final String advertise;
    private final Duration audioWait;
    private final @Nullable Recorder recorder; // null when the call is not recorded
    private final CallTimeline timeline;
    private final Ear ear;
    private final Supplier<Hearing> hearings;
    private final Ending ending;
    private @Nullable AudioLeg leg; // null between legs
    private @Nullable Pending exec; // the EXEC that lasts as long as the leg
    private @Nullable Hearing hearing; // made when somebody first listens
    private int legs; // so far; the number of the one that is open
    private boolean answered;

    AudioLine(
            AudioSocketServer server,
            AgiChannel channel,
            AudioWay way,
            InetAddress localAddress,
            String advertise,
            Duration audioWait,
            @Nullable Recorder recorder,
            CallTimeline timeline,
            Ear ear,
            Supplier<Hearing> hearings,
            Ending ending) {
        this.server = server;
        this.channel = channel;
        this.way = way;
        this.localAddress = localAddress;
        this.advertise = advertise;
        this.audioWait = audioWait;
        this.recorder = recorder;
        this.timeline = timeline;
        this.ear = ear;
        this.hearings = hearings;
        this.ending = ending;
    }

    /** Answers the channel once. */
    void answer() {
        if (!answered) {
            closeLeg();
            channel.answer();
            answered = true;
            timeline.log().answered(Instant.now());
            timeline.note("answered");
        }
    }

    /** Whether there is a leg now. */
    boolean isOpen() {
        return leg != null;
    }

    /** The open leg; opens one when there is none. */
    AudioLeg leg() throws InterruptedException {
        AudioLeg open = leg;
        if (open != null) {
            return open;
        }
        answer();
        AudioException refused = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return open();
            } catch (AudioException failure) {
                refused = failure;
                timeline.note("leg-failed", "attempt", attempt, "reason", String.valueOf(failure.getMessage()));
                requireExecEnded();
                requireAlive();
            }
        }
        throw new AudioException(("Asterisk did not connect the audio in %d attempts; it was told to reach %s"
                        + " (setting audio.advertise): %s")
                .formatted(ATTEMPTS, target(), refused == null ? "" : refused.getMessage()));
    }

    private AudioLeg open() throws InterruptedException {
        long began = System.nanoTime();
        try (ExpectedLeg expected = server.expect(ear.ofLeg(++legs), recorder)) {
            Pending running = way.begin(channel, expected.id(), target(), audioWait);
            exec = running;
            AudioLeg opened = await(expected, running, began + audioWait.toNanos());
            leg = opened;
            timeline.note("leg", "connectMs", (System.nanoTime() - began) / 1_000_000);
            return opened;
        }
    }

    /** Waits for the leg, but not on when Asterisk has given up by itself. */
    private AudioLeg await(ExpectedLeg expected, Pending running, long deadlineNanos) throws InterruptedException {
        while (true) {
            try {
                return expected.await(CONNECT_SLICE);
            } catch (AudioException late) {
                if (System.nanoTime() >= deadlineNanos) {
                    throw late;
                }
                if (running.isDone()) {
                    throw new AudioException("Expected Asterisk to connect the audio but "
                            + way.remedy().formatted(running.await(CONNECT_SLICE)));
                }
            }
        }
    }

    private String target() {
        return AudioWay.target(advertise, localAddress, server);
    }

    /** The hearing of this call, switched on from now. */
    Hearing hearing() {
        Hearing listening = hearing;
        if (listening == null) {
            listening = hearings.get();
            hearing = listening;
        }
        ear.hearWith(listening);
        return listening;
    }

    /**
     * The leg is over by itself: the caller left, or Asterisk took the channel away. Unwinds unless the channel
     * lives.
     */
    void legOver(int number, LegEnd end) {
        if (leg == null || number != legs) {
            return; // late news of a leg that we closed ourselves
        }
        leg = null;
        timeline.note("leg-ended", "reason", end.name());
        requireExecEnded();
        requireAlive();
    }

    /** An Asterisk that hangs, or that the network has lost, ends neither its application nor the session. */
    private void requireExecEnded() {
        if (!awaitExec()) {
            throw ending.because(EndReason.FAILED, "Asterisk has hung: its AudioSocket does not end");
        }
    }

    private void requireAlive() {
        if (channel.isHungUp() || !channel.isUp()) {
            throw ending.because(EndReason.CALLER, "the caller hung up");
        }
    }

    /** Whether the caller has left without any verb having noticed; after the leg is closed. */
    boolean isLeft() {
        try {
            return channel.isHungUp() || (answered && !channel.isUp());
        } catch (AgiException stuck) {
            return false;
        }
    }

    /** Gives the channel back to AGI: ends the leg, if there is one, and waits for its EXEC. */
    void closeLeg() {
        AudioLeg open = leg;
        if (open != null) {
            leg = null;
            open.close();
            boolean _ = awaitExec();
        }
    }

    /** Waits for the EXEC of a leg that is over; false when it does not end. */
    private boolean awaitExec() {
        Pending running = exec;
        if (running == null) {
            return true;
        }
        exec = null;
        try {
            int _ = running.await(EXEC_END);
        } catch (AgiException stuck) {
            // the next command of the channel will say so; the closing path has none
            timeline.note("leg-stuck", "reason", String.valueOf(stuck.getMessage()));
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    @Override
    public void close() {
        ear.hearWith(null);
        if (hearing != null) {
            hearing.close();
        }
        closeLeg();
    }
}
