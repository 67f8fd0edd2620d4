package org.parley.sim.lab;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.parley.audio.AudioSocketFrame;
import org.parley.audio.Pcm;
import org.parley.sim.CallerLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A caller on a real Asterisk, without SIP: Asterisk originates an AudioSocket channel towards us and lets it dial, so
 * the audio of that channel is the caller's mouth and ear. Keys are pressed by AMI, as this channel driver takes none.
 */
public final class LegCaller implements CallerLine, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LegCaller.class);

    private static final int PAYLOAD_MAX = 65_535;
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration KEY_HELD = Duration.ofMillis(100);
    /** Asterisk closes within a millisecond of a hang-up message; a stopped one never does. */
    private static final int CLOSE_MAX_TICKS = 100;
    /** Behind by more than this the clock starts anew instead of sending a burst. */
    private static final long LATE_MAX_NANOS = 200_000_000L;

    private final Ami ami;
    private final String channel;
    private final Ear ear;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final LegAudio audio = new LegAudio();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean hangUp;
    private volatile boolean gone;

    private LegCaller(Ami ami, String channel, Ear ear, Socket socket, DataInputStream in) throws IOException {
        this.ami = ami;
        this.channel = channel;
        this.ear = ear;
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
    }

    /**
     * Places the call and returns when its line is open, about a millisecond later.
     *
     * @throws LabException when Asterisk refuses it or does not connect within five seconds
     */
    public static LegCaller place(AsteriskLab lab, LabCall call, Ear ear) {
        UUID id = UUID.randomUUID();
        String channel = "leg-" + id;
        try (ServerSocket door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            lab.ami()
                    .originate("AudioSocket/127.0.0.1:%d/%s/c(slin)".formatted(door.getLocalPort(), id), channel, call);
            LegCaller caller = accept(door, id, lab.ami(), channel, ear);
            Thread.ofVirtual().name("leg-read-" + id).start(caller::read);
            Thread.ofVirtual().name("leg-line-" + id).start(caller::line);
            return caller;
        } catch (IOException e) {
            throw new LabException(
                    "Asterisk did not connect the caller's audio for extension %s within %d s: %s"
                            .formatted(call.extension(), CONNECT_MAX.toSeconds(), e.getMessage()),
                    e);
        }
    }

    /** Our own connection among any that happen to knock. */
    private static LegCaller accept(ServerSocket door, UUID id, Ami ami, String channel, Ear ear) throws IOException {
        long deadline = System.nanoTime() + CONNECT_MAX.toNanos();
        while (true) {
            door.setSoTimeout(Math.max(1, Math.toIntExact((deadline - System.nanoTime()) / 1_000_000)));
            Socket socket = door.accept();
            try {
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                socket.setSoTimeout(Math.toIntExact(CONNECT_MAX.toMillis()));
                DataInputStream in = new DataInputStream(socket.getInputStream());
                if (in.read() == AudioSocketFrame.UUID_KIND
                        && in.readUnsignedShort() == 16
                        && new UUID(in.readLong(), in.readLong()).equals(id)) {
                    socket.setSoTimeout(0);
                    return new LegCaller(ami, channel, ear, socket, in);
                }
                socket.close();
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }
    }

    /** By which AMI knows this caller's channel. */
    public String channel() {
        return channel;
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

    /** Hangs up and waits for the end of the line, two seconds at most. */
    @Override
    public void close() {
        hangUp();
        try {
            if (!awaitEnd(Duration.ofSeconds(3))) {
                LOG.warn("A caller's line in the lab did not end after the hang-up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        byte[] payload = new byte[PAYLOAD_MAX];
        try {
            int kind = in.read();
            while (kind > AudioSocketFrame.HANGUP) {
                int length = in.readUnsignedShort();
                in.readFully(payload, 0, length);
                if (kind == AudioSocketFrame.AUDIO) {
                    audio.hear(payload, length);
                }
                kind = in.read();
            }
        } catch (IOException e) {
            // Asterisk closed or reset the line: the same end either way
        } finally {
            gone = true;
        }
    }

    /** A tick every 20 ms on absolute deadlines, with silence from the first on: Asterisk waits for our audio. */
    private void line() {
        short[] frame = new short[FRAME_SAMPLES];
        short[] heard = new short[Pcm.TELEPHONE_RATE];
        long next = System.nanoTime();
        int closing = 0;
        try {
            while (!gone && closing < CLOSE_MAX_TICKS) {
                send(frame);
                next = await(next + TICK_MILLIS * 1_000_000L);
                ear.tick(this, heard, audio.takeHeard(heard));
                if (hangUp && closing++ == 0) {
                    out.write(AudioSocketFrame.hangup());
                }
            }
        } catch (IOException e) {
            // the line is gone, and the reader sees it too
        } finally {
            finish(heard);
        }
    }

    private void send(short[] frame) throws IOException {
        if (hangUp) {
            return;
        }
        char key = audio.next(frame);
        if (key != 0) {
            press(key, KEY_HELD);
        }
        out.write(AudioSocketFrame.audio(AudioSocketFrame.AUDIO, frame, 0, FRAME_SAMPLES));
    }

    private void press(char key, Duration held) {
        try {
            ami.press(channel, key, held);
        } catch (LabException e) {
            LOG.warn("A key of a caller in the lab was lost: {}", e.getMessage());
        }
    }

    private static long await(long deadline) {
        long now = System.nanoTime();
        if (now - deadline > LATE_MAX_NANOS) {
            return now;
        }
        while (now < deadline) {
            LockSupport.parkNanos(deadline - now);
            now = System.nanoTime();
        }
        return deadline;
    }

    private void finish(short[] heard) {
        hangUp = true;
        gone = true;
        try {
            socket.close();
        } catch (IOException e) {
            // gone either way
        }
        try {
            int rest = audio.takeHeard(heard);
            if (rest > 0) {
                ear.tick(this, heard, rest);
            }
            ear.ended();
        } finally {
            ended.countDown();
        }
    }
}
