package org.parley.sim.provider.elevenlabs;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;

/** An answer in chunks of an odd size, which halts in the middle. */
@SuppressWarnings("ArrayRecordComponent") // written, never compared
record HaltingBody(byte[] bytes, int haltMillis) implements MockResponseBody {
    private static final int ODD_BYTES = 333;
    private static final long MILLI = 1_000_000L;

    /** As the answer of a request. */
    MockResponse.Builder response(String contentType) {
        return new MockResponse.Builder()
                .removeHeader("Content-Length")
                .setHeader("Transfer-Encoding", "chunked")
                .setHeader("Content-Type", contentType)
                .body(this);
    }

    @Override
    public long getContentLength() {
        return -1;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        boolean halted = haltMillis == 0;
        for (int at = 0; at < bytes.length; at += ODD_BYTES) {
            int length = Math.min(ODD_BYTES, bytes.length - at);
            sink.writeHexadecimalUnsignedLong(length).writeUtf8("\r\n");
            sink.write(bytes, at, length).writeUtf8("\r\n");
            sink.flush();
            if (!halted && at > bytes.length / 2) {
                halted = true;
                halt();
            }
        }
        sink.writeUtf8("0\r\n"); // the server ends it with its trailers
        sink.flush();
    }

    private void halt() {
        long until = System.nanoTime() + haltMillis * MILLI;
        while (System.nanoTime() - until < 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
