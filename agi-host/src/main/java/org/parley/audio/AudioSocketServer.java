package org.parley.audio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the audio of all calls on one port, with one thread. Asterisk connects for each leg and shows a one-time UUID
 * that {@link #expect} gave out; whatever else connects is closed and counted. Any thread may use it.
 */
public final class AudioSocketServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AudioSocketServer.class);
    private static final int BACKLOG = 1024;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final AudioSettings settings;
    private final ServerSocketChannel door;
    private final InetSocketAddress address;
    private final Map<UUID, ExpectedLeg> expected = new ConcurrentHashMap<>();
    private final MediaCounters counters = new MediaCounters();
    private final PeerBacklogs backlogs = new PeerBacklogs();
    private final MediaPulse pulse = new MediaPulse(counters.lateness);
    private final MediaLoop loop;
    private final Thread thread;
    private final Thread watch;
    private volatile boolean closed;

    private AudioSocketServer(AudioSettings settings, ServerSocketChannel door, Selector selector) throws IOException {
        this.settings = settings;
        this.door = door;
        door.configureBlocking(false);
        door.bind(settings.listen().address(), BACKLOG);
        door.register(selector, SelectionKey.OP_ACCEPT);
        address = (InetSocketAddress) door.getLocalAddress();
        loop = new MediaLoop(selector, door, settings, expected, counters, backlogs, pulse);
        thread = Thread.ofPlatform().name("parley-media").daemon(true).unstarted(loop);
        watch = Thread.ofPlatform().name("parley-backlogs").daemon(true).unstarted(backlogs);
    }

    /** Binds the port and starts the media loop. */
    public static AudioSocketServer open(AudioSettings settings) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel door = ServerSocketChannel.open();
        try {
            AudioSocketServer server = new AudioSocketServer(settings, door, selector);
            server.thread.start();
            server.watch.start();
            return server;
        } catch (IOException | RuntimeException e) {
            door.close();
            selector.close();
            throw new IOException(
                    "Expected to listen for audio on " + settings.listen() + " but: "
                            + (e.getMessage() == null ? e : e.getMessage()) + "; set audio.listen to a free port",
                    e);
        }
    }

    /** Where it listens; the port is the real one when 0 was asked for. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Gives out a one-time UUID, good for {@code audio.uuidTime}, for a leg whose events go to the listener, and whose
     * sound to the recorder when there is one.
     *
     * @throws AudioException when the server is closed or has all the legs that it may have
     */
    public ExpectedLeg expect(LegListener listener, @Nullable Recorder recorder) {
        if (closed) {
            throw new AudioException("The audio server is closed");
        }
        if (counters.legs.get() + expected.size() >= settings.legsMax()) {
            throw new AudioException("Expected at most " + settings.legsMax()
                    + " audio legs at once but one more was asked for; raise audio.legsMax");
        }
        ExpectedLeg leg = new ExpectedLeg(
                UUID.randomUUID(),
                listener,
                recorder,
                System.nanoTime() + settings.uuidTime().toNanos(),
                cancelled -> expected.remove(cancelled.id(), cancelled));
        expected.put(leg.id(), leg);
        return leg;
    }

    /** What it has seen so far. */
    public AudioSocketStats stats() {
        return counters.snapshot(expected.size());
    }

    /** How it is now. */
    public AudioHealth health() {
        if (closed) {
            return AudioHealth.down("stopped");
        }
        if (!thread.isAlive() || !door.isOpen()) {
            return AudioHealth.down(
                    "the media loop has failed, and %s is not listened on; the log says why, restart the host"
                            .formatted(address));
        }
        return pulse.health(System.nanoTime());
    }

    /** Ends every leg in order, waits for the far ends to close, and ends the loop; within 3 seconds. */
    @Override
    public void close() {
        closed = true;
        loop.stop();
        backlogs.stop();
        LockSupport.unpark(watch);
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.error("The media loop has not ended after {} ms", CLOSE_LIMIT.toMillis());
                door.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("Closing the audio port failed", e);
        }
        expected.clear();
    }
}
