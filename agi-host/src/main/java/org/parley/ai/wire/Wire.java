package org.parley.ai.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;

/** The way to one provider: one pool of connections for all of its calls. Any thread may use it. */
public final class Wire implements AutoCloseable {
    /** Protocol pings: a dead peer is noticed within twice this, before a caller wonders. */
    private static final Duration PING = Duration.ofSeconds(2);
    /** As much of an error's body is read as explains it. */
    private static final long ERROR_BYTES_MAX = 8192;

    private final String provider;
    private final WireLimits limits;
    private final ExecutorService threads;
    private final OkHttpClient requests;
    private final OkHttpClient sockets;

    private Wire(String provider, WireLimits limits, OkHttpClient base) {
        this.provider = provider;
        this.limits = limits;
        // the call whose thread starts one need not be the call that it serves, so it inherits nothing of it
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name(provider + "-", 0)
                .inheritInheritableThreadLocals(false)
                .factory());
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(10_000); // bounded by the calls that the host takes, not here
        dispatcher.setMaxRequestsPerHost(10_000);
        this.requests = base.newBuilder()
                .dispatcher(dispatcher)
                .connectTimeout(limits.connect())
                .readTimeout(limits.idle())
                .writeTimeout(limits.idle())
                .followRedirects(false)
                .build();
        this.sockets = requests.newBuilder()
                .readTimeout(Duration.ZERO)
                .pingInterval(PING)
                .build();
    }

    /** The way to a provider of that name. */
    public static Wire open(String provider, WireLimits limits) {
        return new Wire(provider, limits, new OkHttpClient());
    }

    /** With a client that trusts other certificates, as a test's. */
    public static Wire open(String provider, WireLimits limits, OkHttpClient base) {
        return new Wire(provider, limits, base);
    }

    /** The address that the text is, {@code ws} and {@code wss} taken for {@code http} and {@code https}. */
    public static Optional<HttpUrl> address(String text) {
        return Optional.ofNullable(HttpUrl.parse(text.strip().replaceFirst("(?i)^ws(s?)://", "http$1://")));
    }

    /** The provider's name in errors. */
    public String provider() {
        return provider;
    }

    /** What it may take. */
    public WireLimits limits() {
        return limits;
    }

    /** The client for requests, for what {@link #send} does not offer. */
    public OkHttpClient requests() {
        return requests;
    }

    /**
     * Sends a request and returns with its successful answer, whose body is not read yet; the caller closes it. The
     * first byte has its own deadline; an interrupt cancels.
     *
     * @param explain makes the failure of an answer that is none of 200 to 299, from its status and the start of its
     *     body; {@link #failure(int, String)} is the common way
     * @throws ProviderException when there is no such answer
     */
    public Response send(Request request, Function<Refused, ProviderException> explain) throws InterruptedException {
        Call call = requests.newCall(request);
        Response response;
        try (Deadline _ = Deadline.start(limits.firstByte(), call::cancel)) {
            response = call.execute();
        } catch (IOException failure) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for " + provider);
            }
            throw call.isCanceled()
                    ? new ProviderException(
                            provider,
                            Kind.SLOW,
                            "Expected an answer within " + limits.firstByte().toMillis() + " ms but had none",
                            failure)
                    : failure(failure);
        }
        if (response.isSuccessful()) {
            return response;
        }
        try (response) {
            String retryAfter = response.header("Retry-After", "");
            throw explain.apply(new Refused(response.code(), start(response), retryAfter == null ? "" : retryAfter));
        }
    }

    /** An answer that is none of 200 to 299. */
    public record Refused(int status, String body, String retryAfter) {}

    /** The start of a body; of an empty one what a header says of the error, such as {@code dg-error}. */
    static String start(Response response) {
        try {
            String body = response.peekBody(ERROR_BYTES_MAX).string();
            return body.isBlank() ? errorHeader(response) : body;
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static String errorHeader(Response response) {
        for (var header : response.headers()) {
            if (header.getFirst().toLowerCase(Locale.ROOT).endsWith("-error")) {
                return header.getSecond();
            }
        }
        return "";
    }

    WebSocket socket(Request request, okhttp3.WebSocketListener listener) {
        return sockets.newWebSocket(request, listener);
    }

    /** The common meaning of a status; providers with better knowledge look at the body first. */
    public ProviderException failure(int status, String body) {
        Kind kind = switch (status) {
            case 401, 403 -> Kind.AUTH;
            case 402 -> Kind.QUOTA;
            case 408, 504 -> Kind.SLOW;
            case 413 -> Kind.CONTENT;
            case 425, 429 -> Kind.RATE;
            case 400, 404, 405, 415, 422 -> Kind.SETTINGS;
            default -> status >= 500 ? Kind.NETWORK : Kind.PROTOCOL;
        };
        String said = Secrets.hidden(body.strip().replaceAll("\\s+", " "));
        String start = said.length() <= 300 ? said : said.substring(0, 300) + "…";
        return new ProviderException(
                provider, kind, "answered " + status + (start.isEmpty() ? "" : ": " + start), null);
    }

    /** No connection, or it broke. */
    public ProviderException failure(@Nullable Throwable cause) {
        if (cause instanceof ProviderException known) {
            return known;
        }
        Kind kind = cause instanceof InterruptedIOException ? Kind.SLOW : Kind.NETWORK;
        String said = Secrets.hidden(String.valueOf(cause));
        return new ProviderException(provider, kind, "Expected a connection but " + said, cause);
    }

    @Override
    public void close() {
        requests.dispatcher().cancelAll();
        requests.connectionPool().evictAll();
        threads.shutdown();
        try {
            boolean _ = threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
