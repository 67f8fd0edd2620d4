package org.parley.call;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiException;
import org.parley.ai.talk.Hearing;
import org.parley.audio.AudioLeg;
import org.parley.audio.LegEnd;
import org.parley.call.CallAudio.Awaited;

/**
 * The line of one call: opens a leg of its audio when a verb needs it and closes it before the channel is used by AGI,
 * as many times as the script wants. Used by the call's thread only.
 */
final class AudioLine implements AutoCloseable {
    private final AgiChannel channel;
    private final CallAudio audio;
    private final CallTimeline timeline;
    private final Ear ear;
    private final Supplier<Hearing> hearings;
    private final Ending ending;
    private @Nullable AudioLeg leg; // null between legs
    private @Nullable Hearing hearing; // made when somebody first listens
    private int legs; // so far; the number of the one that is open
    private boolean answered;

    AudioLine(
            AgiChannel channel,
            CallAudio audio,
            CallTimeline timeline,
            Ear ear,
            Supplier<Hearing> hearings,
            Ending ending) {
        this.channel = channel;
        this.audio = audio;
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
        AudioLeg opened = audio.open(() -> ear.ofLeg(++legs));
        leg = opened;
        return opened;
    }

    /** Silence on the open leg, unless what is said must be heard. */
    void clear() {
        if (leg != null) {
            leg.speaker().clear();
        }
    }

    /** The next signal, or null when the deadline ({@link System#nanoTime()}) passed without one. */
    @Nullable
    Signal take(long deadlineNanos, Awaited awaited) throws InterruptedException {
        return audio.take(deadlineNanos, awaited);
    }

    /** Whether neither side hears the other while it speaks itself; opens the leg when only that can tell. */
    boolean isByTurns() throws InterruptedException {
        if (!audio.isDecided()) {
            var _ = leg();
        }
        return audio.isByTurns();
    }

    /** Whether what the caller has said is still being understood or answered, on a line where one takes turns. */
    boolean isAnswerDue() {
        return audio.isAnswerDue();
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
        // an Asterisk that hangs, or that the network has lost, ends neither its application nor the session
        if (!audio.ended()) {
            throw ending.because(EndReason.FAILED, "Asterisk has hung: its AudioSocket does not end");
        }
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

    /** Gives the channel back to AGI: ends the leg, if there is one, and waits until Asterisk has let go of it. */
    void closeLeg() {
        AudioLeg open = leg;
        if (open != null) {
            leg = null;
            open.close();
            boolean _ = audio.ended();
        }
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
