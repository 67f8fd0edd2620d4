package org.parley.console.live;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * The way to the client of a WebSocket. What is sent waits for him at most some seconds; then he is gone. One thread at
 * a time.
 */
final class SocketWire {
    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int POLICY = 1008;
    static final int BROKEN = 1011;
    static final int AGAIN_LATER = 1013;

    /** How long nothing is sent before a ping tells whether he is there. */
    static final Duration BREATH = Duration.ofSeconds(15);

    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final long SEND_SECONDS_MAX = 10;

    private final CoreSession session;

    /** The client stopped to take what is sent, or went away. */
    static final class Gone extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean slow;

        Gone(boolean slow) {
            super("the client is gone", null, false, false);
            this.slow = slow;
        }

        /** Whether he is there and took nothing. */
        boolean isSlow() {
            return slow;
        }
    }

    SocketWire(CoreSession session) {
        this.session = session;
    }

    static Frame text(byte[] json) {
        return new Frame(OpCode.TEXT, ByteBuffer.wrap(json));
    }

    static Frame binary(byte[] bytes) {
        return new Frame(OpCode.BINARY, ByteBuffer.wrap(bytes));
    }

    static Frame ping() {
        return new Frame(OpCode.PING);
    }

    /** All at once, since each write costs; returns when the socket has taken them. */
    void send(List<Frame> frames) throws Gone, InterruptedException {
        frames.forEach(frame -> session.sendFrame(frame, Callback.NOOP, true));
        Callback.Completable flushed = new Callback.Completable();
        long began = System.nanoTime();
        session.flush(flushed);
        try {
            flushed.get(SEND_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException gone) {
            throw new Gone(System.nanoTime() - began >= TimeUnit.SECONDS.toNanos(SEND_SECONDS_MAX));
        }
    }

    /** Tells him that this is all, and why (RFC 6455, section 7.4.1). */
    void close(int code, String reason) throws InterruptedException {
        Callback.Completable said = new Callback.Completable();
        session.close(code, reason, said);
        try {
            said.get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException gone) {
            session.abort();
        }
    }

    /** Without a word. */
    void abort() {
        session.abort();
    }
}
