package org.parley.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.parley.sim.CallRequest;
import org.parley.sim.CallerLine;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;

/**
 * What many scripts cost: the first start and the next, a reload of one among many, the time from a save to its first
 * call while calls begin all the time, and from a call's AGI request to the first verb of its script: of calls that
 * begin one by one while many are up, and of many that begin in one moment.
 */
public final class ScriptBench {
    private static final int EDITS = 20;
    private static final int LIVE_MAX_SECONDS = 10;
    private static final int CALLERS_WHILE_EDITING = 8;
    private static final int ROUNDS = 10;
    private static final int WARM_UP_ROUNDS = 5;
    private static final int TIMEOUT_MS = 10_000;
    private static final int ARRIVALS_PER_SECOND = 100;
    private static final Duration ARRIVALS = Duration.ofSeconds(15);
    /** The compiler is at work for so long, and takes a core of the two that host and load may have. */
    private static final Duration ARRIVALS_WARM_UP = Duration.ofSeconds(25);
    /** What an arrival may take at 99 per cent, while so many calls are up. */
    private static final double BAR_MS = 5;
    /** Calls that stay are placed so far apart that their frames spread over 20 ms. */
    private static final Duration APART = Duration.ofMillis(23);

    private final int scripts;
    private final int calls;
    private final List<Double> dispatched = new ArrayList<>();
    private final Map<String, String> told = new ConcurrentHashMap<>(); // what the host said, by its first words
    private final AtomicInteger refused = new AtomicInteger();

    /** With so many scripts, and so many calls at once. */
    public ScriptBench(int scripts, int calls) {
        if (scripts < 11 || scripts > 5000 || calls < 1 || calls > 1000) {
            throw new IllegalArgumentException(
                    "Expected 11 to 5000 scripts and 1 to 1000 calls but was %d and %d".formatted(scripts, calls));
        }
        this.scripts = scripts;
        this.calls = calls;
    }

    /** Runs it and returns the figures by name, in ms; ready to be written as JSON. */
    public Map<String, Object> run() throws IOException, InterruptedException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bench", "scripts");
        figures.put("scripts", scripts);
        Path starts = Files.createTempDirectory("parley-bench");
        try {
            Path kept = starts.resolve("compiled");
            starts(figures, ScriptStartHost.write(starts.resolve("scripts"), scripts), kept);
            serve(figures, kept);
        } finally {
            HostProcess.delete(starts);
        }
        return figures;
    }

    /** The same start twice: the second finds what the first has compiled. */
    private static void starts(Map<String, Object> figures, Path folder, Path kept)
            throws IOException, InterruptedException {
        ScriptStartHost.Start first = ScriptStartHost.run(folder, kept, true);
        ScriptStartHost.Start next = ScriptStartHost.run(folder, kept, false);
        figures.put("firstStartMs", Spread.rounded(first.served()));
        figures.put("firstStartFirstCallWaitsMs", Spread.rounded(first.firstCall()));
        figures.put("firstStartAllCompiledMs", Spread.rounded(first.compiled()));
        figures.put("nextStartMs", Spread.rounded(next.served()));
        figures.put("nextStartRatio", Spread.rounded(next.served() / first.compiled()));
    }

    private void serve(Map<String, Object> figures, Path kept) throws IOException, InterruptedException {
        try (HostProcess host = HostProcess.start(
                        ScriptBenchHost.class,
                        this::hear,
                        Integer.toString(scripts),
                        Integer.toString(2 * calls),
                        kept.toString());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            figures.put("reloadAmongAllMs", Spread.of(reloads(scripts)));
            figures.put("reloadAmongTenMs", Spread.of(reloads(10)));
            figures.put("arrivals", arrivals(host));
            Duration before = host.cpu();
            Duration loadBefore = HostProcess.cpuOfLoad();
            dispatch(host, callers);
            Map<String, Object> burst = new LinkedHashMap<>();
            burst.put("callsInOneMoment", calls);
            burst.put("requestToFirstVerbMs", Spread.of(dispatched));
            int all = (WARM_UP_ROUNDS + ROUNDS) * calls;
            burst.put("hostCpuMsPerCall", perCall(host.cpu().minus(before), all));
            burst.put("loadCpuMsPerCall", perCall(HostProcess.cpuOfLoad().minus(loadBefore), all));
            figures.put("burst", burst);
            List<Double> whileEditing = new ArrayList<>();
            figures.put("saveToFirstCallMs", Spread.of(edit(host, callers, whileEditing)));
            figures.put("callsWhileEditing", whileEditing.size());
            figures.put("requestToFirstVerbWhileEditingMs", Spread.of(whileEditing));
            figures.put("callsRefused", refused.get());
        }
    }

    private static double perCall(Duration cpu, long calls) {
        return Spread.rounded(cpu.toNanos() / 1e6 / Math.max(1, calls));
    }

    private static double cores(Duration cpu) {
        return Spread.rounded(cpu.toNanos() / (double) ARRIVALS.toNanos());
    }

    /** New calls by the clock, while so many others are up; what those cost is measured alone and taken off. */
    private Map<String, Object> arrivals(HostProcess host) throws IOException, InterruptedException {
        Map<String, Object> figures = new LinkedHashMap<>();
        try (SimulatedAsterisk asterisk = new SimulatedAsterisk();
                AgiLoad load = new AgiLoad(host.agi().getPort())) {
            AtomicInteger gone = new AtomicInteger();
            for (int i = 0; i < calls; i++) {
                SimulatedChannel _ =
                        asterisk.place(CallRequest.to(host.agi(), ScriptBenchHost.WAITING), new Silent(gone));
                Thread.sleep(APART);
            }
            load.pace(3 * ARRIVALS_PER_SECOND, ARRIVALS_WARM_UP);
            Duration began = host.cpu();
            Duration loadBegan = HostProcess.cpuOfLoad();
            Thread.sleep(ARRIVALS);
            Duration alone = host.cpu();
            Duration loadAlone = HostProcess.cpuOfLoad().minus(loadBegan);
            AgiLoad.Outcome outcome = load.pace(ARRIVALS_PER_SECOND, ARRIVALS);
            Duration cpu = host.cpu().minus(alone).minus(alone.minus(began));
            figures.put("callsUp", calls - gone.get());
            figures.put("perSecond", ARRIVALS_PER_SECOND);
            figures.put("calls", outcome.sessions());
            figures.put("callsBroken", outcome.errors());
            Map<String, Object> millis = new LinkedHashMap<>();
            millis.put("p50", Spread.rounded(outcome.dispatchP50Millis()));
            millis.put("p99", Spread.rounded(outcome.dispatchP99Millis()));
            millis.put("max", Spread.rounded(outcome.dispatchMaxMillis()));
            figures.put("requestToFirstVerbMs", millis);
            figures.put("barMs", BAR_MS);
            figures.put("hostCpuMsPerCall", perCall(cpu, outcome.sessions()));
            figures.put("hostCoresOfCallsUp", cores(alone.minus(began)));
            figures.put("loadCoresOfCallsUp", cores(loadAlone));
        }
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

    private void hear(String line) {
        int end = line.startsWith(ScriptBenchHost.RELOADS)
                ? line.indexOf(' ', ScriptBenchHost.RELOADS.length()) + 1
                : line.indexOf(' ') + 1;
        String _ = told.put(line.substring(0, end), line.substring(end));
    }

    private String said(String what) throws IOException {
        String value = told.get(what);
        if (value == null) {
            throw new IOException("Expected the host of the bench to tell '" + what.strip() + "'");
        }
        return value;
    }

    private List<Double> reloads(int among) throws IOException {
        return List.of(said(ScriptBenchHost.RELOADS + among + " ").split(" ")).stream()
                .map(Double::valueOf)
                .toList();
    }

    /** Rounds of so many calls that begin in one moment. */
    private void dispatch(HostProcess host, ExecutorService callers) throws InterruptedException {
        for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
            CountDownLatch open = new CountDownLatch(calls);
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(calls);
            ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < calls; i++) {
                callers.execute(() -> {
                    Seen seen = call(host.agi(), open, go);
                    if (seen != null) {
                        millis.add(seen.millis());
                    }
                    done.countDown();
                });
            }
            boolean _ = open.await(TIMEOUT_MS, TimeUnit.MILLISECONDS);
            go.countDown();
            boolean _ = done.await(2L * TIMEOUT_MS, TimeUnit.MILLISECONDS);
            if (round >= WARM_UP_ROUNDS) {
                dispatched.addAll(millis);
            }
        }
    }

    /** The ms from each save to the request of the first call that had it. */
    private List<Double> edit(HostProcess host, ExecutorService callers, List<Double> whileEditing)
            throws IOException, InterruptedException {
        Path file = host.home().resolve("scripts").resolve("edited.groovy");
        Map<String, Long> firstSeen = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
        AtomicBoolean ends = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(CALLERS_WHILE_EDITING);
        for (int i = 0; i < CALLERS_WHILE_EDITING; i++) {
            callers.execute(() -> {
                while (!ends.get()) {
                    Seen seen = call(host.agi(), new CountDownLatch(1), new CountDownLatch(0));
                    if (seen != null) {
                        Long _ = firstSeen.putIfAbsent(seen.mark(), seen.atNanos());
                        millis.add(seen.millis());
                    }
                }
                ended.countDown();
            });
        }
        List<Double> live = new ArrayList<>();
        for (int edit = 1; edit <= EDITS; edit++) {
            ScriptBenchHost.save(file, ScriptBenchHost.edited(edit));
            long saved = System.nanoTime();
            Long seen = null;
            while (seen == null && System.nanoTime() - saved < TimeUnit.SECONDS.toNanos(LIVE_MAX_SECONDS)) {
                TimeUnit.MILLISECONDS.sleep(5);
                seen = firstSeen.get("edit-" + edit);
            }
            live.add(seen == null ? LIVE_MAX_SECONDS * 1000.0 : (seen - saved) / 1e6);
        }
        ends.set(true);
        boolean _ = ended.await(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        whileEditing.addAll(millis);
        return live;
    }

    /** A call that had this edit: from its request to the first verb, and when it asked. */
    private record Seen(String mark, double millis, long atNanos) {}

    private @Nullable Seen call(InetSocketAddress agi, CountDownLatch open, CountDownLatch go) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            socket.connect(agi, TIMEOUT_MS);
            open.countDown();
            go.await();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            long asked = System.nanoTime();
            out.write(request(agi.getPort()));
            Seen seen = null;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int at = line.indexOf("edit-");
                if (seen == null && line.contains(ScriptBenchHost.MARK) && at >= 0) {
                    String mark = line.substring(at).replace("\"", "");
                    seen = new Seen(mark, (System.nanoTime() - asked) / 1e6, asked);
                }
                out.write("200 result=1\n".getBytes(StandardCharsets.US_ASCII));
            }
            if (seen == null) {
                refused.incrementAndGet();
            }
            return seen;
        } catch (IOException failed) {
            refused.incrementAndGet();
            return null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static byte[] request(int port) {
        return """
                agi_network: yes
                agi_request: agi://127.0.0.1:%d/
                agi_channel: SIP/bench-00000001
                agi_language: en
                agi_type: SIP
                agi_uniqueid: 1785283200.1
                agi_callerid: 5550100
                agi_calleridname: bench
                agi_dnid: %2$s
                agi_context: bench
                agi_extension: %2$s
                agi_priority: 1

                """.formatted(port, ScriptBenchHost.EXTENSION).getBytes(StandardCharsets.US_ASCII);
    }
}
