package org.parley.webcall;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.parley.agi.AgiException;
import org.parley.agi.Pending;
import org.parley.audio.AudioSocketFrame;
import org.parley.audio.AudioSocketLink;
import org.parley.audio.AudioSocketLink.Message;

/** The far end of a call's audio: an AudioSocket to the host's own audio server, as Asterisk would open it. */
final class WebLeg implements Pending, AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
    private static final int GONE = -1;

    private final AudioSocketLink link;
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean held;

    private WebLeg(AudioSocketLink link) {
        this.link = link;
    }

    /**
     * Connects, and hands every frame of the agent's to {@code agent} from a thread of its own.
     *
     * @throws AgiException when the audio server does not take it
     */
    static WebLeg open(InetSocketAddress server, UUID id, Consumer<byte[]> agent) {
        try {
            WebLeg leg = new WebLeg(AudioSocketLink.connect(server, id, CONNECT_MAX));
            Thread.ofVirtual().name("web-leg").start(() -> leg.read(agent));
            return leg;
        } catch (IOException refused) {
            throw new AgiException("Expected the host's audio server at " + server + " to take a leg", refused);
        }
    }

    private void read(Consumer<byte[]> agent) {
        try (link) {
            Optional<Message> next = link.read();
            while (next.isPresent() && next.get().kind() != AudioSocketFrame.HANGUP) {
                if (next.get().kind() == AudioSocketFrame.AUDIO) {
                    agent.accept(next.get().payload());
                }
                next = link.read();
            }
        } catch (IOException closed) {
            return; // by either side, which is how a leg ends
        } finally {
            over.countDown();
        }
    }

    /** A frame of the visitor's. */
    void visitor(byte[] frame) {
        send(AudioSocketFrame.message(AudioSocketFrame.AUDIO, frame));
    }

    /** A key of the visitor's. */
    void key(char key) {
        send(AudioSocketFrame.digit(key));
    }

    /** Whether what the agent says is to wait. */
    void hold(boolean on) {
        if (on != held) {
            held = on;
            send(AudioSocketFrame.hold(on));
        }
    }

    private void send(byte[] message) {
        try {
            link.send(message);
        } catch (IOException closed) {
            link.close(); // which ends the reading, and so the leg
        }
    }

    @Override
    public int await(Duration limit) throws InterruptedException {
        if (!over.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AgiException("Expected the audio of a call from a page to end within " + limit.toMillis()
                    + " ms but it is still running");
        }
        return GONE;
    }

    @Override
    public boolean isDone() {
        return over.getCount() == 0;
    }

    /** The visitor has gone. */
    @Override
    public void close() {
        send(AudioSocketFrame.hangup());
    }
}
