package org.parley.sim.ami;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.parley.ami.Ami;
import org.parley.ami.AmiException;
import org.parley.ami.CallProgress;
import org.parley.ami.OutgoingCall;
import org.parley.audio.AudioSocketFrame;
import org.parley.audio.AudioSocketLink;
import org.parley.audio.AudioSocketLink.Message;
import org.parley.audio.Pcm;
import org.parley.settings.HostPort;
import org.parley.sim.CallEnd;
import org.parley.sim.CallerLine;
import org.parley.sim.LineAudio;
import org.parley.sim.Pacer;
import org.parley.sim.PlacedCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A caller on a real Asterisk, without SIP: Asterisk dials the extension from a Local channel and connects the audio of
 * its near half to us, which is the caller's mouth and ear. Keys are pressed by AMI, as Asterisk takes none from there.
 */
public final class LegCaller implements CallerLine, PlacedCall, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LegCaller.class);

    /** A dialplan that should answer at once may be slow to; Parley's include answers first of all. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    /** The audio comes within milliseconds of the answer. */
    private static final Duration CONNECT_MAX = ANSWER_MAX.plusSeconds(2);

    private static final Duration KEY_HELD = Duration.ofMillis(100);
    /** Asterisk closes within a millisecond of a hang-up message; a stopped one never does. */
    private static final int CLOSE_MAX_TICKS = 100;
    /** How long the dialplan may take to end behind a line that is over. */
    private static final Duration SETTLE_MAX = Duration.ofSeconds(15);

    private final Ami ami;
    private final CallProgress progress;
    private final Ear ear;
    private final AudioSocketLink link;
    private final LineAudio audio = new LineAudio();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long connectedNanos = System.nanoTime();
    private volatile boolean hangUp;
    private volatile boolean gone;
    private volatile long endedNanos;

    private LegCaller(Ami ami, CallProgress progress, Ear ear, AudioSocketLink link) {
        this.ami = ami;
        this.progress = progress;
        this.ear = ear;
        this.link = link;
    }

    /**
     * Places the call and returns when its line is open, a few milliseconds after the dialplan has answered.
     *
     * @param address where Asterisk connects the audio; port 0 picks a free one
     * @throws AmiException when Asterisk refuses it, the dialplan does not answer in time, or no audio comes
     */
    public static LegCaller place(Ami ami, HostPort address, OutgoingCall call, Ear ear) {
        UUID id = UUID.randomUUID();
        InetSocketAddress local = address.address();
        try (ServerSocket door = new ServerSocket()) {
            door.bind(local, 8);
            HostPort told = new HostPort(local.getAddress().getHostAddress(), door.getLocalPort());
            CallProgress progress = ami.dial(call, channelId(), "AudioSocket", id + "," + told, ANSWER_MAX);
            AudioSocketLink link = accept(door, id, told, progress);
            LegCaller caller = new LegCaller(ami, progress, ear, link);
            Thread.ofVirtual().name("leg-read-" + id).start(caller::read);
            Thread.ofVirtual().name("leg-line-" + id).start(caller::line);
            return caller;
        } catch (IOException e) {
            throw new AmiException(
                    "Cannot listen at %s: %s".formatted(address, e.getMessage()),
                    "set asterisk.audio to an address of this machine");
        }
    }

    /** In Asterisk's own form, seconds and a number, as the dialers expect it and their tables can hold it. */
    private static String channelId() {
        return "%d.%09d"
                .formatted(
                        Instant.now().getEpochSecond(),
                        ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000));
    }

    private static AudioSocketLink accept(ServerSocket door, UUID id, HostPort told, CallProgress progress) {
        try {
            return AudioSocketLink.accept(door, id, CONNECT_MAX, progress::isOver);
        } catch (IOException e) {
            Optional<AmiException> why = progress.failure();
            progress.forget();
            throw why.orElseGet(() -> new AmiException(
                    "Asterisk placed the call but did not connect its audio to " + told,
                    "is its application AudioSocket loaded (asterisk -rx 'core show application AudioSocket'), and can"
                            + " it reach that address (asterisk.audio)?"));
        }
    }

    /** When Asterisk connected the line, at once after the dialplan's answer ({@link System#nanoTime()}). */
    public long connectedNanos() {
        return connectedNanos;
    }

    @Override
    public String uniqueId() {
        return progress.uniqueId();
    }

    @Override
    public void play(Pcm pcm) {
        audio.play(pcm);
    }

    @Override
    public boolean isBusy() {
        return audio.isBusy();
    }

    @Override
    public void press(char key) {
        audio.press(key);
    }

    @Override
    public void hangUp() {
        hangUp = true;
    }

    /** Waits until the line is over and the ear was told; false when the time is over first. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public CallEnd await(Duration limit) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + limit.toNanos();
        if (!awaitEnd(limit)) {
            throw new TimeoutException("the line is still open");
        }
        boolean over = progress.awaitOver(Duration.ofNanos(deadline - System.nanoTime()));
        if (!over && System.nanoTime() - endedNanos < SETTLE_MAX.toNanos()) {
            throw new TimeoutException("the dialplan has not done with the call");
        }
        long first = audio.firstSoundNanos();
        return CallEnds.of(
                progress,
                first == 0 ? -1 : (first - connectedNanos) / 1_000_000,
                first == 0 ? -1 : (first - progress.startNanos()) / 1_000_000,
                faults);
    }

    /** Hangs up and waits for the end of the line, two seconds at most. */
    @Override
    public void close() {
        hangUp();
        try {
            if (!awaitEnd(Duration.ofSeconds(3))) {
                LOG.warn("A caller's line did not end after the hang-up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            Optional<Message> message = link.read();
            while (message.isPresent() && message.get().kind() != AudioSocketFrame.HANGUP) {
                if (message.get().kind() == AudioSocketFrame.AUDIO) {
                    short[] samples = message.get().samples();
                    ear.arrived(samples, System.nanoTime());
                    audio.hear(samples);
                }
                message = link.read();
            }
        } catch (IOException e) {
            // Asterisk closed or reset the line: the same end either way
        } finally {
            gone = true;
        }
    }

    /** A tick every 20 ms on absolute deadlines, with silence from the first on: Asterisk waits for our audio. */
    private void line() {
        Pacer pacer = new Pacer(Duration.ofMillis(TICK_MILLIS));
        int closing = 0;
        try {
            while (!gone && closing < CLOSE_MAX_TICKS) {
                if (!hangUp) {
                    send(audio.next());
                }
                pacer.await();
                LineAudio.Tick tick = audio.tick();
                ear.tick(this, tick.heard(), tick.length());
                if (hangUp && closing++ == 0) {
                    link.send(AudioSocketFrame.hangup());
                }
            }
        } catch (IOException e) {
            // the line is gone, and the reader sees it too
        } finally {
            finish();
        }
    }

    private void send(LineAudio.Outgoing next) throws IOException {
        short[] samples = switch (next) {
            case LineAudio.Frame(short[] frame) -> frame;
            case LineAudio.KeyDown(char key) -> {
                press(key, KEY_HELD);
                yield new short[FRAME_SAMPLES];
            }
            case LineAudio.KeyHeld _, LineAudio.KeyUp _ -> new short[FRAME_SAMPLES];
        };
        link.send(AudioSocketFrame.audio(AudioSocketFrame.AUDIO, samples, 0, FRAME_SAMPLES));
    }

    private void press(char key, Duration held) {
        try {
            ami.press(progress.uniqueId(), key, held);
        } catch (AmiException e) {
            faults.add("The key %s was lost: %s".formatted(key, e.getMessage()));
        }
    }

    private void finish() {
        hangUp = true;
        gone = true;
        endedNanos = System.nanoTime();
        link.close();
        try {
            LineAudio.Tick rest = audio.tick();
            if (rest.length() > 0) {
                ear.tick(this, rest.heard(), rest.length());
            }
            ear.ended();
        } finally {
            ended.countDown();
        }
    }
}
