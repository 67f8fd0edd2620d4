package org.parley.call;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiException;
import org.parley.agi.NoApplication;
import org.parley.agi.Pending;
import org.parley.audio.AudioException;
import org.parley.audio.AudioLeg;
import org.parley.audio.AudioSocketServer;
import org.parley.audio.ExpectedLeg;
import org.parley.audio.LegListener;
import org.parley.audio.Recorder;

/** Audio both ways at once over AudioSocket, as long as an EXEC lasts. */
final class SocketAudio implements CallAudio {
    private static final Duration EXEC_END = Duration.ofSeconds(3);
    private static final int ATTEMPTS = 2;

    private final AudioSocketServer server;
    private final AgiChannel channel;
    private final AudioWay way;
    private final InetAddress localAddress;
    private final String advertise;
    private final Duration audioWait;
    private final Recorder recorder;
    private final SignalQueue signals;
    private final CallTimeline timeline;
    private final Ending ending;
    private @Nullable Pending exec; // the EXEC that lasts as long as the leg

    SocketAudio(
            AudioSocketServer server,
            AgiChannel channel,
            AudioWay way,
            InetAddress localAddress,
            String advertise,
            Duration audioWait,
            Recorder recorder,
            SignalQueue signals,
            CallTimeline timeline,
            Ending ending) {
        this.server = server;
        this.channel = channel;
        this.way = way;
        this.localAddress = localAddress;
        this.advertise = advertise;
        this.audioWait = audioWait;
        this.recorder = recorder;
        this.signals = signals;
        this.timeline = timeline;
        this.ending = ending;
    }

    /** As long as this Asterisk has AudioSocket: {@link NoApplication} otherwise. */
    @Override
    public AudioLeg open(Supplier<LegListener> listeners) throws InterruptedException {
        AudioException refused = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return open(listeners.get());
            } catch (AudioException failure) {
                refused = failure;
                timeline.note("leg-failed", "attempt", attempt, "reason", String.valueOf(failure.getMessage()));
                if (!ended()) {
                    throw ending.because(EndReason.FAILED, "Asterisk has hung: its AudioSocket does not end");
                }
                if (channel.isHungUp() || !channel.isUp()) {
                    throw ending.because(EndReason.CALLER, "the caller hung up");
                }
            }
        }
        throw new AudioException(("Asterisk did not connect the audio in %d attempts; it was told to reach %s"
                        + " (setting audio.advertise): %s")
                .formatted(ATTEMPTS, target(), refused == null ? "" : refused.getMessage()));
    }

    private AudioLeg open(LegListener listener) throws InterruptedException {
        long began = System.nanoTime();
        try (ExpectedLeg expected = server.expect(listener, recorder)) {
            Pending running = way.begin(channel, expected.id(), target(), audioWait);
            exec = running;
            AudioLeg opened = way.await(expected, running, audioWait);
            timeline.note("leg", "connectMs", (System.nanoTime() - began) / 1_000_000);
            return opened;
        } catch (NoApplication missing) {
            exec = null;
            throw missing;
        }
    }

    private String target() {
        return AudioWay.target(advertise, localAddress, server);
    }

    @Override
    public boolean ended() {
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
    public @Nullable Signal take(long deadlineNanos, Awaited awaited) throws InterruptedException {
        return signals.take(deadlineNanos);
    }
}
