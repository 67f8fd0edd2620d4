package org.parley.sim.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A provider's stand-in on loopback, at a port of its own. It is strict: what the real one would reject is rejected and
 * kept as a violation. Any thread may use it.
 */
public abstract class FakeProvider implements AutoCloseable {
    private static final int SEEN_MAX = 200_000;

    private final MockWebServer server = new MockWebServer();
    private final TakenSockets taken = new TakenSockets();
    private final HandshakeCertificates certificates;
    private final boolean tls;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final AtomicInteger seenCount = new AtomicInteger();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Deque<MockResponse> troubles = new ArrayDeque<>(); // guarded by itself
    private final Set<FakeSocket> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable MockResponse outage; // what every request gets, null while all is well
    private volatile CountDownLatch reading = new CountDownLatch(0);

    protected FakeProvider(boolean tls) {
        this.tls = tls;
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .addSubjectAlternativeName("localhost")
                .build();
        this.certificates = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(certificate.certificate())
                .build();
    }

    /** Begins to listen; called by the constructor of the stand-in, when it can answer. */
    protected final void listen() {
        server.setServerSocketFactory(taken);
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        if (tls) {
            server.useHttps(certificates.sslSocketFactory());
        }
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                MockResponse trouble;
                synchronized (troubles) {
                    trouble = troubles.poll();
                }
                MockResponse instead = trouble == null ? outage : trouble;
                return instead == null ? answer(request) : instead;
            }
        });
        try {
            server.start(InetAddress.ofLiteral("127.0.0.1"), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a free port on 127.0.0.1", e);
        }
    }

    /** Answers one request; an upgrade to a socket is answered by {@link #upgrade}. */
    protected abstract MockResponse answer(RecordedRequest request);

    /** The answer that makes a socket of the request. */
    protected final MockResponse upgrade(RecordedRequest request, FakeSocket socket) {
        socket.onConnection(request.getConnectionIndex());
        open.add(socket);
        return new MockResponse.Builder().webSocketUpgrade(socket).build();
    }

    /** {@code http://127.0.0.1:PORT}, or https. */
    public final String httpUrl() {
        return (tls ? "https" : "http") + "://127.0.0.1:" + server.getPort();
    }

    /** {@code ws://127.0.0.1:PORT}, or wss. */
    public final String socketUrl() {
        return (tls ? "wss" : "ws") + "://127.0.0.1:" + server.getPort();
    }

    /** A client that trusts its certificate. */
    public final OkHttpClient client() {
        return new OkHttpClient.Builder()
                .sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager())
                .build();
    }

    /** What clients sent, in its order. */
    public final List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** What the real one would not have taken; a test ends by expecting none. */
    public final List<String> violations() {
        return List.copyOf(violations);
    }

    /** The sockets that are open now. */
    public final Set<FakeSocket> sockets() {
        return Set.copyOf(open);
    }

    /** The next request is answered with that status and body. */
    public final void refuseNext(int status, String body) {
        troubleNext(new MockResponse.Builder().code(status).body(body).build());
    }

    /** The next request is never answered, though its connection is taken. */
    public final void ignoreNext() {
        troubleNext(never());
    }

    /** The next request's connection breaks off. */
    public final void resetNext() {
        troubleNext(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
    }

    /** The next request gets that answer instead of its own. */
    public final void troubleNext(MockResponse trouble) {
        synchronized (troubles) {
            troubles.add(trouble);
        }
    }

    /** From now on every request gets that answer instead of its own. */
    public final void troubleAlways(MockResponse trouble) {
        outage = trouble;
    }

    /** The answer that never comes, though the connection is taken. */
    public static MockResponse never() {
        return new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
    }

    /** From now on no socket takes a message, as a provider that hangs, until {@link #readAgain} or the end. */
    public final void stopReading() {
        reading = new CountDownLatch(1);
    }

    /** Sockets take messages again. */
    public final void readAgain() {
        reading.countDown();
    }

    /** False while nobody reads: what does not come then is not the client's fault. */
    protected final boolean isReading() {
        return reading.getCount() == 0;
    }

    /** Waits while nobody reads. */
    final void awaitReading() {
        try {
            reading.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    protected final void violation(String what) {
        violations.add(what);
    }

    final int nextConnection() {
        return connections.incrementAndGet();
    }

    /** Keeps the body of a request among what clients sent. */
    protected final void sawRequest(String body) {
        saw(0, body);
    }

    final void saw(int connection, String text) {
        if (seenCount.incrementAndGet() <= SEEN_MAX) {
            seen.add(new Seen(System.nanoTime(), connection, text));
        }
    }

    final void reset(int connectionIndex) {
        taken.reset(connectionIndex);
    }

    final void closed(FakeSocket socket) {
        open.remove(socket);
    }

    /** Stops at once; open connections break off. */
    @Override
    public void close() {
        readAgain();
        taken.resetAll();
        server.close();
    }
}
