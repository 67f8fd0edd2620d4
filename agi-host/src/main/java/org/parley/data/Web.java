package org.parley.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.parley.script.HttpReply;
import org.parley.script.HttpReply.Reason;
import org.parley.script.HttpRequest;
import org.parley.script.ScriptException;

/** Asks services of the web for scripts: within a time, up to a size, and only where it may go. */
final class Web implements AutoCloseable {
    private static final long BYTES_MAX = 1024 * 1024;
    private static final Set<Integer> AGAIN = Set.of(429, 502, 503, 504);
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final List<String> hosts;
    private final OkHttpClient client;

    Web(List<String> hosts) {
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        this.client = new OkHttpClient.Builder()
                .dns(this::allowed)
                .followRedirects(false) // a redirect could lead where it may not go
                .retryOnConnectionFailure(false)
                .build();
    }

    /** No name may lead to the machine itself, or to its link where clouds keep their keys, unless it is listed. */
    private List<InetAddress> allowed(String host) throws UnknownHostException {
        List<InetAddress> found = Dns.SYSTEM.lookup(host);
        if (hosts.isEmpty()
                && found.stream()
                        .anyMatch(each ->
                                each.isLoopbackAddress() || each.isLinkLocalAddress() || each.isAnyLocalAddress())) {
            throw new Forbidden(host);
        }
        return found;
    }

    private static final class Forbidden extends UnknownHostException {
        private static final long serialVersionUID = 1;

        Forbidden(String host) {
            super("'" + host + "' is this machine or its link; list it in data.http-hosts if scripts may go there");
        }
    }

    HttpReply ask(HttpRequest asked) {
        Request request = request(asked);
        long deadline = System.nanoTime() + asked.within().toNanos();
        HttpReply reply = HttpReply.none(Reason.UNREACHABLE);
        for (int attempt = 1; attempt <= asked.tries(); attempt++) {
            long left = deadline - System.nanoTime() - (attempt == 1 ? 0 : BETWEEN.toNanos());
            if (left <= 0 || (attempt > 1 && !rested())) {
                return reply;
            }
            reply = once(request, left);
            boolean again = reply.reason() == Reason.UNREACHABLE || AGAIN.contains(reply.status());
            if (!again) {
                return reply;
            }
        }
        return reply;
    }

    private static boolean rested() {
        try {
            TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos()); // a service that has just refused needs a moment
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpReply once(Request request, long nanos) {
        OkHttpClient within =
                client.newBuilder().callTimeout(Duration.ofNanos(nanos)).build();
        try (Response response = within.newCall(request).execute()) {
            var source = response.body().source();
            Buffer read = new Buffer();
            while (read.size() <= BYTES_MAX && source.read(read, BYTES_MAX + 1 - read.size()) >= 0) {}
            return read.size() > BYTES_MAX
                    ? HttpReply.none(Reason.TOO_LARGE)
                    : HttpReply.of(response.code(), read.readUtf8());
        } catch (Forbidden refused) {
            throw new ScriptException(String.valueOf(refused.getMessage()), refused);
        } catch (InterruptedIOException slow) {
            return HttpReply.none(Reason.SLOW);
        } catch (IOException failure) {
            return HttpReply.none(Reason.UNREACHABLE);
        }
    }

    private Request request(HttpRequest asked) {
        @Nullable HttpUrl parsed = HttpUrl.parse(asked.url());
        if (parsed == null) {
            throw new ScriptException(
                    "Expected a URL such as https://crm.example/leads but was '" + asked.url() + "'", null);
        }
        if (!hosts.isEmpty() && !mayGoTo(parsed.host())) {
            throw new ScriptException(
                    "Expected a host of data.http-hosts (" + String.join(", ", hosts) + ") but was '" + parsed.host()
                            + "'",
                    null);
        }
        HttpUrl.Builder url = parsed.newBuilder();
        asked.query().forEach(url::addQueryParameter);
        Request.Builder request = new Request.Builder().url(url.build());
        try {
            asked.headers().forEach(request::header);
        } catch (IllegalArgumentException wrong) {
            throw new ScriptException("Expected headers of plain characters but one is not", wrong);
        }
        RequestBody body = asked.type().isEmpty()
                ? asked.isReading() || asked.method().equals("DELETE") ? null : RequestBody.create(new byte[0])
                : RequestBody.create(asked.body(), MediaType.get(asked.type() + "; charset=utf-8"));
        return request.method(asked.method(), body).build();
    }

    private boolean mayGoTo(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return hosts.stream()
                .anyMatch(each -> each.startsWith("*.") ? name.endsWith(each.substring(1)) : name.equals(each));
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
