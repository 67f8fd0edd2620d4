package org.parley.ai.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;

/**
 * A successful answer that is read while it comes: as bytes, or as server-sent events. The first piece has its own
 * deadline, counted from the request; so has each that follows, counted from when it is asked for, and the whole.
 * Closing before the end aborts the request. One thread reads; an interrupt of it aborts too.
 */
public final class StreamedAnswer implements AutoCloseable {
    private static final int EVENT_BYTES_MAX = 8 << 20;

    private final Wire wire;
    private final Call call;
    private final AtomicReference<String> late = new AtomicReference<>("");
    private final Response response;
    private final BufferedSource body;
    private final Deadline whole;
    private final long firstNanos;
    private boolean begun;

    private StreamedAnswer(
            Wire wire, Request request, Duration limit, Function<Wire.Refused, ProviderException> explain)
            throws InterruptedException {
        this.wire = wire;
        // the deadlines here take the place of the client's, which bytes that say nothing would put off
        this.call =
                wire.requests().newBuilder().readTimeout(Duration.ZERO).build().newCall(request);
        this.firstNanos = System.nanoTime() + wire.limits().firstByte().toNanos();
        this.whole = Deadline.start(limit, () -> abort("the whole of its answer within " + limit.toMillis() + " ms"));
        boolean open = false;
        try {
            Response answer = awaited(call::execute);
            if (!answer.isSuccessful()) {
                try (answer) {
                    String retryAfter = answer.header("Retry-After", "");
                    throw explain.apply(new Wire.Refused(
                            answer.code(), awaited(() -> Wire.start(answer)), retryAfter == null ? "" : retryAfter));
                }
            }
            response = answer;
            body = answer.body().source();
            open = true;
        } finally {
            if (!open) {
                whole.close();
            }
        }
    }

    /**
     * Sends a request and returns with its successful answer.
     *
     * @param limit for the whole answer
     * @param explain makes the failure of an answer that is none of 200 to 299
     * @throws ProviderException when there is no such answer
     */
    public static StreamedAnswer open(
            Wire wire, Request request, Duration limit, Function<Wire.Refused, ProviderException> explain)
            throws InterruptedException {
        return new StreamedAnswer(wire, request, limit, explain);
    }

    /** Its {@code Content-Type} without parameters in lower case, "" when it tells none. */
    public String contentType() {
        MediaType type = response.body().contentType();
        return type == null ? "" : type.type() + "/" + type.subtype();
    }

    /** Its status, 200 to 299. */
    public int status() {
        return response.code();
    }

    /**
     * The first so many bytes, or as many as there are, as characters of one byte; they are still to be read.
     *
     * @throws ProviderException when it broke off or a deadline passed
     */
    public String start(int bytes) throws InterruptedException {
        return awaited(() -> {
            boolean all = body.request(bytes);
            long there = all ? bytes : body.getBuffer().size();
            return body.peek().readString(there, StandardCharsets.ISO_8859_1);
        });
    }

    /**
     * Reads what has come, at least a byte, into the array.
     *
     * @return how many bytes, or -1 at the end
     * @throws ProviderException when it broke off or a deadline passed
     */
    public int read(byte[] into) throws InterruptedException {
        int read = awaited(() -> body.read(into));
        begun = true;
        return read;
    }

    /**
     * Reads all that is left.
     *
     * @throws ProviderException when it broke off, a deadline passed, or it is larger than so many bytes
     */
    public byte[] whole(int bytesMax) throws InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        for (int read = read(piece); read >= 0; read = read(piece)) {
            bytes.write(piece, 0, read);
            if (bytes.size() > bytesMax) {
                throw new ProviderException(
                        wire.provider(), Kind.PROTOCOL, "Expected an answer of at most " + bytesMax + " bytes", null);
            }
        }
        return bytes.toByteArray();
    }

    /**
     * The data of the next server-sent event; nothing at the end. Comments, and fields beside the data, are skipped and
     * put no deadline off.
     *
     * @throws ProviderException when it broke off, a deadline passed, or an event is larger than 8 MB
     */
    public Optional<String> event() throws InterruptedException {
        Optional<String> data = awaited(this::nextEvent);
        begun = true;
        return data;
    }

    private Optional<String> nextEvent() throws IOException {
        StringBuilder data = new StringBuilder();
        boolean some = false;
        while (!body.exhausted()) {
            String line = line();
            if (line.isEmpty()) {
                if (some) {
                    return Optional.of(data.toString());
                }
            } else if (line.startsWith("data:")) {
                String value = line.substring(5);
                data.append(some ? "\n" : "").append(value.startsWith(" ") ? value.substring(1) : value);
                some = true;
                if (data.length() > EVENT_BYTES_MAX) {
                    throw tooLarge();
                }
            }
        }
        return some ? Optional.of(data.toString()) : Optional.empty();
    }

    private String line() throws IOException {
        long end = body.indexOf((byte) '\n', 0, EVENT_BYTES_MAX);
        String line;
        if (end >= 0) {
            line = body.readUtf8(end);
            body.skip(1);
        } else if (body.request(EVENT_BYTES_MAX)) {
            throw tooLarge();
        } else {
            Buffer rest = new Buffer();
            body.readAll(rest);
            line = rest.readString(StandardCharsets.UTF_8);
        }
        String bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        return bare.startsWith("\ufeff") ? bare.substring(1) : bare;
    }

    private ProviderException tooLarge() {
        return new ProviderException(
                wire.provider(), Kind.PROTOCOL, "Expected events of at most " + EVENT_BYTES_MAX + " bytes", null);
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    private <T> T awaited(Step<T> step) throws InterruptedException {
        Duration limit = begun ? wire.limits().idle() : Duration.ofNanos(Math.max(0, firstNanos - System.nanoTime()));
        String expected = begun
                ? "the next piece of its answer within " + limit.toMillis() + " ms"
                : "an answer within " + wire.limits().firstByte().toMillis() + " ms";
        try (Deadline _ = Deadline.start(limit, () -> abort(expected))) {
            return step.take();
        } catch (IOException failure) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while reading from " + wire.provider());
            }
            if (!late.get().isEmpty()) {
                throw new ProviderException(
                        wire.provider(), Kind.SLOW, "Expected " + late.get() + " but had none", failure);
            }
            throw wire.failure(failure);
        }
    }

    private void abort(String expected) {
        late.compareAndSet("", expected);
        call.cancel();
    }

    @Override
    public void close() {
        whole.close();
        call.cancel(); // or close would read on to the end
        response.close();
    }
}
