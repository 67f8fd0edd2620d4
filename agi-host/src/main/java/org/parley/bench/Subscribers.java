package org.parley.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Clients who follow all live events of a console, and note how late each is and whether one is missing. */
final class Subscribers implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

    private final HttpClient client;
    private final String address;
    private final List<Subscriber> streams = new ArrayList<>();
    private final List<Subscriber> sockets = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile boolean measuring;
    private volatile boolean closing;

    Subscribers(HttpClient client, String address) {
        this.client = client;
        this.address = address;
    }

    /** What one of them has seen; on the one thread at a time that it has. */
    private static final class Subscriber {
        final List<Double> millis = new ArrayList<>();
        long last = -1;
        long missed;
        boolean lost;
    }

    /** One more, by server-sent events or by a WebSocket. */
    void add(String token, boolean stream) throws IOException {
        Subscriber subscriber = new Subscriber();
        (stream ? streams : sockets).add(subscriber);
        try {
            if (stream) {
                openStream(token, subscriber);
            } else {
                openSocket(token, subscriber);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } catch (CompletionException refused) {
            throw new IOException("Expected the console to take another WebSocket", refused);
        }
    }

    private void openStream(String token, Subscriber subscriber) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://" + address + "/api/events"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofInputStream());
        open.add(answer.body());
        if (answer.statusCode() != 200) {
            throw new IOException("Expected a stream of events but the console answered " + answer.statusCode());
        }
        Thread.ofVirtual().start(() -> read(answer.body(), subscriber));
    }

    private void read(InputStream body, Subscriber subscriber) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: {\"seq\"")) {
                    see(line, subscriber);
                }
            }
            subscriber.lost |= !closing;
        } catch (IOException ended) {
            subscriber.lost |= !closing;
        }
    }

    private void openSocket(String token, Subscriber subscriber) {
        WebSocket socket = client.newWebSocketBuilder()
                .connectTimeout(CONNECT_MAX)
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws://" + address + "/api/socket"), new Listener(subscriber))
                .join();
        open.add(socket::abort);
        WebSocket _ = socket.sendText("{\"id\":1,\"do\":\"subscribe\"}", true).join();
    }

    private final class Listener implements WebSocket.Listener {
        private final Subscriber subscriber;
        private final StringBuilder message = new StringBuilder();

        Listener(Subscriber subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                if (message.indexOf("{\"event\"") == 0) {
                    see(message.toString(), subscriber);
                }
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            subscriber.lost |= !closing;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            subscriber.lost |= !closing;
        }
    }

    /** By looking for two fields: to read it all would make the load dearer than what it measures. */
    private void see(String event, Subscriber subscriber) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        int number = event.indexOf("\"seq\":") + 6;
        long seq = Long.parseLong(event, number, event.indexOf(',', number), 10);
        if (subscriber.last >= 0 && seq != subscriber.last + 1) {
            subscriber.missed++;
        }
        subscriber.last = seq;
        if (measuring) {
            int at = event.indexOf("\"at\":\"") + 6;
            Instant made = Instant.parse(event.substring(at, event.indexOf('"', at)));
            synchronized (subscriber) {
                subscriber.millis.add((now - ChronoUnit.MICROS.between(Instant.EPOCH, made)) / 1e3);
            }
        }
    }

    /** Notes how late events are from now on, or no more. */
    void measure(boolean on) {
        measuring = on;
    }

    /** Adds how late each event was, in ms. */
    void addTo(List<Double> byStreams, List<Double> bySockets) {
        streams.forEach(each -> addTo(each, byStreams));
        sockets.forEach(each -> addTo(each, bySockets));
    }

    private static void addTo(Subscriber subscriber, List<Double> all) {
        synchronized (subscriber) {
            all.addAll(subscriber.millis);
        }
    }

    /** Events that did not come though later ones did. */
    long missed() {
        return all().stream().mapToLong(each -> each.missed).sum();
    }

    /** How many were let go, or saw nothing. */
    int lost() {
        return (int) all().stream().filter(each -> each.lost || each.last < 0).count();
    }

    private List<Subscriber> all() {
        List<Subscriber> all = new ArrayList<>(streams);
        all.addAll(sockets);
        return all;
    }

    @Override
    public void close() {
        closing = true;
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception ended) {
                throw new IllegalStateException("Expected a subscriber that can be closed", ended);
            }
        }
    }
}
