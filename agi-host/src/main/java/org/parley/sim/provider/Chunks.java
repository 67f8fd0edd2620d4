package org.parley.sim.provider;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.SocketEffect;
import okio.BufferedSink;

/** An answer in chunks, each after a while, which can break off before its end. */
public final class Chunks implements MockResponseBody {
    private static final long SLICE_NANOS = 20_000_000;

    private final List<byte[]> pieces;
    private final List<Duration> before;
    private final boolean breaksOff;
    private final BooleanSupplier over;

    /** With as many waits as pieces, none after {@code over}; {@code breaksOff} leaves the end of the answer out. */
    public Chunks(List<byte[]> pieces, List<Duration> before, boolean breaksOff, BooleanSupplier over) {
        this.over = over;
        this.pieces = pieces;
        this.before = before;
        this.breaksOff = breaksOff;
    }

    /** As the answer of a request. */
    public MockResponse answer(String contentType) {
        MockResponse.Builder response = new MockResponse.Builder()
                .code(200)
                .setHeader("Content-Type", contentType)
                .setHeader("Transfer-Encoding", "chunked")
                .body(this);
        if (breaksOff) {
            response.onResponseEnd(new SocketEffect.CloseSocket());
        }
        return response.build();
    }

    @Override
    public long getContentLength() {
        return -1;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        for (int i = 0; i < pieces.size(); i++) {
            sink.flush();
            long until = System.nanoTime() + before.get(i).toNanos();
            while (!over.getAsBoolean() && until - System.nanoTime() > 0) {
                LockSupport.parkNanos(Math.min(SLICE_NANOS, until - System.nanoTime()));
            }
            byte[] piece = pieces.get(i);
            if (piece.length > 0) { // an empty one would end it
                sink.write((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                sink.write(piece);
                sink.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        sink.flush();
        if (!breaksOff) {
            sink.write("0\r\n".getBytes(StandardCharsets.US_ASCII)); // the server adds the empty line
            sink.flush();
        }
    }
}
