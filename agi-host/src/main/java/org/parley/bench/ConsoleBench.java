package org.parley.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.parley.sim.CallRequest;
import org.parley.sim.CallerLine;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;

/**
 * What clients who follow live events cost a host with many calls, and how late events reach them: the same calls
 * without and with subscribers, by turns; half of those by server-sent events, half by WebSockets.
 */
public final class ConsoleBench {
    /** A user has ten sockets at most. */
    static final int TOKENS = 20;

    /** What subscribers may cost of one core, and how late an event may be at 95 per cent. */
    private static final double BAR_CORES = 0.10;

    private static final double BAR_MS = 150;

    private static final int ROUNDS = 4;
    private static final Duration WARM_UP = Duration.ofSeconds(25);
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final long TOLD_SECONDS_MAX = 30;
    /** Calls are placed so far apart that their frames spread over 20 ms. */
    private static final Duration APART = Duration.ofMillis(23);

    private final int calls;
    private final int subscribers;
    private final Duration length;
    private final CompletableFuture<String[]> console = new CompletableFuture<>();

    /** With so many calls and subscribers, each turn so long. */
    public ConsoleBench(int calls, int subscribers, Duration length) {
        if (calls < 1 || calls > 1000 || subscribers < 2 || subscribers > 200 || length.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "Expected 1 to 1000 calls, 2 to 200 subscribers and a second or more but was %d, %d and %d s"
                            .formatted(calls, subscribers, length.toSeconds()));
        }
        this.calls = calls;
        this.subscribers = subscribers;
        this.length = length;
    }

    /** Runs it and returns the figures by name; ready to be written as JSON. */
    public Map<String, Object> run() throws IOException, InterruptedException {
        try (HostProcess host = HostProcess.start(
                        ConsoleBenchHost.class, this::hear, Integer.toString(calls), Integer.toString(subscribers));
                SimulatedAsterisk asterisk = new SimulatedAsterisk();
                HttpClient client = HttpClient.newHttpClient()) {
            String[] words = console();
            AtomicInteger gone = new AtomicInteger();
            for (int i = 0; i < calls; i++) {
                SimulatedChannel _ =
                        asterisk.place(CallRequest.to(host.agi(), ConsoleBenchHost.EXTENSION), new Silent(gone));
                Thread.sleep(APART);
            }
            Tally tally = new Tally();
            try (Subscribers _ = subscribe(client, words)) {
                Thread.sleep(WARM_UP); // of both sides, with all that is measured
            }
            for (int round = 0; round < ROUNDS; round++) {
                Thread.sleep(SETTLED);
                tally.without.add(cores(host));
                try (Subscribers all = subscribe(client, words)) {
                    Thread.sleep(SETTLED);
                    all.measure(true);
                    tally.with.add(cores(host));
                    all.measure(false);
                    all.addTo(tally.streams, tally.sockets);
                    tally.missed += all.missed();
                    tally.lost += all.lost();
                }
            }
            return figures(tally, gone.get());
        }
    }

    /** What was measured, by rounds. */
    private static final class Tally {
        final List<Double> without = new ArrayList<>();
        final List<Double> with = new ArrayList<>();
        final List<Double> streams = new ArrayList<>();
        final List<Double> sockets = new ArrayList<>();
        long missed;
        int lost;
    }

    private void hear(String line) {
        if (line.startsWith(ConsoleBenchHost.CONSOLE)) {
            console.complete(line.substring(ConsoleBenchHost.CONSOLE.length()).split(" ", -1));
        }
    }

    private String[] console() throws IOException, InterruptedException {
        try {
            return console.get(TOLD_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException silent) {
            throw new IOException("Expected the host of the bench to tell where its console is", silent);
        }
    }

    private Subscribers subscribe(HttpClient client, String[] words) throws IOException {
        Subscribers all = new Subscribers(client, words[0]);
        try {
            for (int i = 0; i < subscribers; i++) {
                all.add(words[1 + i % TOKENS], i % 2 == 0);
            }
            return all;
        } catch (IOException | RuntimeException refused) {
            all.close();
            throw refused;
        }
    }

    /** How much of a core the host takes for as long as a turn is. */
    private double cores(HostProcess host) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Duration before = host.cpu();
        Thread.sleep(length);
        return host.cpu().minus(before).toNanos() / (double) (System.nanoTime() - began);
    }

    private Map<String, Object> figures(Tally tally, int gone) {
        double without = Spread.median(tally.without);
        double with = Spread.median(tally.with);
        List<Double> more = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            more.add(tally.with.get(round) - tally.without.get(round));
        }
        double seconds = ROUNDS * length.toNanos() / 1e9;
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bench", "console");
        figures.put("callsUp", calls - gone);
        figures.put("subscribers", subscribers);
        figures.put("subscribersLost", tally.lost);
        int delivered = tally.streams.size() + tally.sockets.size();
        figures.put("eventsPerSecond", Spread.rounded(delivered / seconds / subscribers));
        figures.put("deliveredPerSecond", Spread.rounded(delivered / seconds));
        figures.put("eventsMissed", tally.missed);
        figures.put("hostCoresWithout", Spread.rounded(without));
        figures.put("hostCoresWith", Spread.rounded(with));
        figures.put("hostRatio", Spread.rounded(with / without));
        figures.put("hostCoresMore", Spread.rounded(Spread.median(more)));
        figures.put("hostCoresMoreByRound", more.stream().map(Spread::rounded).toList());
        figures.put("barCoresMore", BAR_CORES);
        figures.put("streamDeliveryMs", Spread.of(tally.streams));
        figures.put("socketDeliveryMs", Spread.of(tally.sockets));
        figures.put("barDeliveryMs", BAR_MS);
        return figures;
    }

    /** A caller who says nothing, and is counted when he is gone. */
    private record Silent(AtomicInteger gone) implements CallerLine.Ear {
        @Override
        public void tick(CallerLine line, short[] heard, int length) {}

        @Override
        public void ended() {
            gone.incrementAndGet();
        }
    }
}
