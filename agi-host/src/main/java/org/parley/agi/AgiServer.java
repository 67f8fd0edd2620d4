package org.parley.agi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The FastAGI door: one acceptor thread, one virtual thread per connection, and a bound on everything a stranger can
 * do. A
 * peer outside the allowed networks is closed before a byte is read; a request is read against bounds on lines, bytes
 * and
 * time; a call needs a permit, and is told BUSY at once when there is none. See the package for why this is not
 * asterisk-java's own server. Thread-safe.
 */
public final class AgiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgiServer.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(2);
    private static final Duration OVERDUE_GRACE = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS_FIRST = 20;
    private static final long PAUSE_MILLIS_MAX = 1_000;

    private final AgiSettings settings;
    private final AgiHandler handler;
    private final ServerSocket door;
    private final InetSocketAddress address;
    private final List<Network> allowed;
    private final RequestReader requests;
    private final AsteriskJavaParser.Pool parsers = new AsteriskJavaParser.Pool();
    private final Refusals refusals = new Refusals();
    private final AtomicBoolean base64Missing = new AtomicBoolean();
    private final Semaphore handshakes;
    private final Semaphore calls;
    private final Map<Session, Thread> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger callsNow = new AtomicInteger();
    private final LongAdder callsTotal = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder acceptFailures = new LongAdder();
    private final CountDownLatch shut = new CountDownLatch(1); // the door is shut, for good
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object someEnded = new Object();
    private final Thread acceptor;
    private final Thread clock;

    /**
     * Listens and serves from now on.
     *
     * @throws IOException when the address cannot be had
     * @throws IllegalArgumentException when an allowed network is none
     */
    public static AgiServer open(AgiSettings settings, AgiHandler handler) throws IOException {
        List<Network> allowed = networks(settings);
        ServerSocket door = new ServerSocket();
        try {
            door.setReuseAddress(true);
            door.bind(settings.listen().address(), settings.handshakesMax());
        } catch (IOException e) {
            door.close();
            throw new IOException(
                    "Expected to listen for AGI on %s but: %s; is another program using it? Set agi.listen"
                            .formatted(settings.listen(), e.getMessage()),
                    e);
        }
        return new AgiServer(settings, handler, allowed, door);
    }

    /** On a bound socket. */
    AgiServer(AgiSettings settings, AgiHandler handler, List<Network> allowed, ServerSocket door) {
        this.settings = settings;
        this.handler = handler;
        this.allowed = allowed;
        this.door = door;
        this.address = (InetSocketAddress) door.getLocalSocketAddress();
        this.requests = new RequestReader(settings);
        this.handshakes = new Semaphore(settings.handshakesMax());
        this.calls = new Semaphore(settings.callsMax());
        this.acceptor = Thread.ofPlatform().name("agi-accept").daemon().start(this::acceptAll);
        this.clock = Thread.ofPlatform().name("agi-clock").daemon().start(this::watchDeadlines);
    }

    /** Where it listens, with the port that was picked when 0 was asked for. */
    public InetSocketAddress address() {
        return address;
    }

    public AgiStats stats() {
        return new AgiStats(
                callsNow.get(),
                settings.callsMax(),
                callsTotal.sum(),
                settings.handshakesMax() - handshakes.availablePermits(),
                failures.sum(),
                timeouts.sum(),
                acceptFailures.sum(),
                refusals.totals());
    }

    /**
     * Serves a call that comes in another way than by FastAGI, on a virtual thread of its own, with the same permits,
     * bounds and end as all. When there is no permit the channel's status becomes BUSY.
     *
     * @param ended runs on the call's thread when all is over
     * @return false when so many come at once that it is not even looked at, and {@code ended} does not run
     */
    public boolean serve(AgiRequest request, AgiChannel channel, Runnable ended) {
        if (shut.getCount() == 0 || !handshakes.tryAcquire()) {
            refuse(shut.getCount() == 0 ? Refusal.DRAINING : Refusal.HANDSHAKES_FULL, request.remoteAddress());
            return false;
        }
        start(new GuestSession(this, request, channel, ended));
        return true;
    }

    /**
     * Takes no more calls, from now on and for good, so that the dialplan falls back at once; calls that are running
     * go on.
     * Waits for them, and may be called again.
     *
     * @return whether all had ended within the limit; false also when interrupted
     */
    public boolean drain(Duration limit) {
        shutDoor();
        return awaitEnd(limit);
    }

    /**
     * Takes no more calls and ends those that are running: by interrupt, then by closing their sockets. Takes 5 s at
     * most.
     */
    @Override
    public void close() {
        shutDoor();
        sessions.values().forEach(Thread::interrupt);
        if (!awaitEnd(CLOSE_TIME)) {
            sessions.keySet().forEach(Session::cut);
            if (!awaitEnd(CLOSE_TIME)) {
                LOG.error("{} AGI calls did not end when told to", sessions.size());
            }
        }
        closed.countDown();
        try {
            clock.join(CLOSE_TIME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static List<Network> networks(AgiSettings settings) {
        if (settings.allow().isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected at least one network in agi.allow but there is none: nobody could call");
        }
        try {
            return settings.allow().stream().map(Network::parse).toList();
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("agi.allow: " + unfit.getMessage(), unfit);
        }
    }

    AgiHandler handler() {
        return handler;
    }

    RequestReader requests() {
        return requests;
    }

    AsteriskJavaParser.Pool parsers() {
        return parsers;
    }

    AtomicBoolean base64Missing() {
        return base64Missing;
    }

    /** Takes a call permit for a session whose request is complete; without one the session must say BUSY. */
    boolean admit(Session session) {
        boolean stopping = shut.getCount() == 0;
        if (stopping || !calls.tryAcquire()) {
            refusals.refuse(stopping ? Refusal.DRAINING : Refusal.CALLS_FULL, session.peerAddress());
            return false;
        }
        handshakes.release();
        callsNow.incrementAndGet();
        callsTotal.increment();
        return true;
    }

    void refuse(Refusal reason, InetAddress peer) {
        refusals.refuse(reason, peer);
    }

    void failed() {
        failures.increment();
    }

    /** Gives back what the session held. */
    void ended(Session session, boolean admitted, boolean timedOut) {
        if (timedOut) {
            timeouts.increment();
        }
        if (admitted) {
            callsNow.decrementAndGet();
            calls.release();
        } else {
            handshakes.release();
        }
        sessions.remove(session);
        if (shut.getCount() == 0) {
            synchronized (someEnded) {
                someEnded.notifyAll();
            }
        }
    }

    private void acceptAll() {
        long pauseMillis = PAUSE_MILLIS_FIRST;
        long quietUntilNanos = System.nanoTime();
        while (shut.getCount() > 0) {
            try {
                Socket socket = door.accept();
                pauseMillis = PAUSE_MILLIS_FIRST;
                receive(socket);
            } catch (IOException | RuntimeException | Error e) {
                if (shut.getCount() == 0) {
                    return;
                }
                // out of descriptors, most likely: the connection stays in the queue, so trying at once would spin
                acceptFailures.increment();
                if (System.nanoTime() - quietUntilNanos >= 0) {
                    quietUntilNanos = System.nanoTime() + QUIET.toNanos();
                    LOG.error("Accepting AGI connections failed, trying again: {}", e.toString());
                }
                if (shutWithin(pauseMillis)) {
                    return;
                }
                pauseMillis = Math.min(pauseMillis * 2, PAUSE_MILLIS_MAX);
            }
        }
    }

    private void receive(Socket socket) throws IOException {
        InetAddress peer = socket.getInetAddress();
        if (allowed.stream().noneMatch(network -> network.contains(peer))) {
            refuse(Refusal.PEER_NOT_ALLOWED, peer);
            abort(socket);
            return;
        }
        if (!handshakes.tryAcquire()) {
            refuse(Refusal.HANDSHAKES_FULL, peer);
            abort(socket);
            return;
        }
        boolean started = false;
        try {
            start(new AgiSession(this, settings, new AgiConnection(socket, settings.lineBytesMax())));
            started = true;
        } catch (IOException e) {
            LOG.debug("AGI peer closed at once: {}", e.getMessage());
        } finally {
            if (!started) {
                handshakes.release();
                abort(socket);
            }
        }
    }

    private void start(Session session) {
        Thread thread = Thread.ofVirtual().name("agi").unstarted(session);
        sessions.put(session, thread);
        boolean started = false;
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                sessions.remove(session);
            }
        }
    }

    /** Closes with a reset, which leaves nothing behind in the kernel. */
    private static void abort(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            LOG.debug("AGI peer was gone before it was refused: {}", e.getMessage());
        }
    }

    /**
     * Closes connections past their deadline; interrupts calls that last too long, and cuts those that do not listen.
     */
    private void watchDeadlines() {
        long callMaxNanos = settings.callMax().toNanos();
        try {
            while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                sessions.forEach((session, thread) -> {
                    session.closeIfLate(now);
                    long overNanos = session.ageNanos(now) - callMaxNanos;
                    if (overNanos > OVERDUE_GRACE.toNanos()) {
                        session.cut();
                    } else if (overNanos > 0 && session.becomesOverdue()) {
                        thread.interrupt();
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shutDoor() {
        shut.countDown();
        try {
            door.close();
            // a connection accepted in this instant must be among the sessions before anybody waits for them
            acceptor.join(CLOSE_TIME);
        } catch (IOException e) {
            LOG.warn("The AGI port did not close: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean shutWithin(long millis) {
        try {
            return shut.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean awaitEnd(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (someEnded) {
            while (!sessions.isEmpty()) {
                long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
                if (leftMillis <= 0) {
                    return false;
                }
                try {
                    someEnded.wait(leftMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }
}
