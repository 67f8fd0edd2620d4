package org.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.parley.audio.WavFile;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;

/**
 * One long recorded talk: how far the two channels of its recording drift apart, and what becomes of the host's memory.
 * Both sides make sounds whose beginnings are known at the caller's end of the wire and found again in the recording.
 */
public final class TalkBench {
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final int HEAP_LOOKS = 10;
    /** The shortest time between two sounds of the caller: words, the end of the turn, and the answer. */
    private static final Duration EVERY_MIN = Duration.ofMillis(2500);
    /** A talk has so many turns at most. */
    private static final int TURNS_MAX = 190;
    /** A sound of the recording is that which the caller knows of when they are no further apart than this, in ms. */
    private static final double SAME_MILLIS = 500;

    private final Duration length;
    private final Duration every;
    private final List<Long> heap = new ArrayList<>();
    private final BlockingQueue<Long> toldHeap = new LinkedBlockingQueue<>();

    /**
     * So long a talk, in which the caller speaks so often.
     *
     * @throws IllegalArgumentException when it is too short for three words or has more turns than a talk may have
     */
    public TalkBench(Duration length, Duration every) {
        if (every.compareTo(EVERY_MIN) < 0
                || length.compareTo(every.multipliedBy(4)) < 0
                || length.dividedBy(every) > TURNS_MAX) {
            throw new IllegalArgumentException(
                    "Expected words every %s or more and 4 to %d of them in the talk but was every %s for %s"
                            .formatted(text(EVERY_MIN), TURNS_MAX, text(every), text(length)));
        }
        this.length = length;
        this.every = every;
    }

    private static String text(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }

    /** Runs it and returns the figures by name; ready to be written as JSON. */
    public Map<String, Object> run() throws IOException, InterruptedException {
        try (HostProcess host = HostProcess.start(TalkHost.class, this::told);
                SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
            TalkCaller caller = new TalkCaller(every, length);
            SimulatedChannel call =
                    asterisk.place(CallRequest.to(host.agi(), "8300").script("talk"), caller);
            List<Double> resident = new ArrayList<>();
            boolean unfinished = true;
            try {
                for (int look = 1; look <= HEAP_LOOKS && unfinished; look++) {
                    unfinished = !isOver(call, length.dividedBy(HEAP_LOOKS));
                    askHeap(host);
                    resident.add(residentMegabytes(host.pid()));
                }
                unfinished = unfinished && !isOver(call, SETTLED);
            } finally {
                call.hangUp();
            }
            return figures(caller, recording(host.home()), resident, unfinished);
        }
    }

    private static boolean isOver(SimulatedChannel call, Duration limit) throws InterruptedException {
        try {
            call.await(limit);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void askHeap(HostProcess host) throws IOException, InterruptedException {
        host.askHeap();
        Long bytes = toldHeap.poll(SETTLED.toSeconds(), TimeUnit.SECONDS);
        if (bytes == null) {
            throw new IOException("Expected the host to tell its heap within " + text(SETTLED) + " but it did not");
        }
        heap.add(bytes);
    }

    private void told(String line) {
        if (line.startsWith(BenchHost.HEAP)) {
            toldHeap.add(Long.parseLong(line.substring(BenchHost.HEAP.length())));
        }
    }

    /** What the process has of the machine's memory; -1 where the system does not tell. */
    private static double residentMegabytes(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .map(Spread::rounded)
                .findFirst()
                .orElse(-1);
    }

    private static Path recording(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(TalkHost.RECORDINGS))) {
            return files.findFirst()
                    .orElseThrow(() -> new IOException("Expected a recording of the talk but there is none"));
        }
    }

    private Map<String, Object> figures(TalkCaller caller, Path recording, List<Double> resident, boolean unfinished)
            throws IOException {
        Channel left = Channel.of(caller.said(), beginnings(recording, 0));
        Channel right = Channel.of(caller.heard(), beginnings(recording, 1));
        List<Double> apart = apart(left, right);
        List<Double> megabytes =
                heap.stream().map(bytes -> Spread.rounded(bytes / 1048576.0)).toList();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bench", "talk");
        figures.put("seconds", length.toSeconds());
        figures.put("callUnfinished", unfinished ? 1 : 0);
        figures.put("callersWords", caller.said().size());
        figures.put("answers", caller.heard().size());
        figures.put("soundsNotInRecording", left.missing() + right.missing());
        figures.put("channelsApartMs", Spread.of(apart));
        figures.put("channelsApartAtEndMs", Spread.rounded(Spread.median(last(apart))));
        figures.put("callerAgainstClockMs", left.worst());
        figures.put("agentAgainstClockMs", right.worst());
        figures.put("heapMegabytes", megabytes);
        figures.put(
                "heapGrowthMegabytes",
                megabytes.isEmpty() ? -1 : Spread.rounded(megabytes.getLast() - megabytes.getFirst()));
        figures.put("residentMegabytes", resident);
        return figures;
    }

    private static List<Double> last(List<Double> values) {
        return values.subList(Math.max(0, values.size() - 5), values.size());
    }

    /** How far each answer and the words before it are apart in the recording, beyond what they were in the call. */
    private static List<Double> apart(Channel left, Channel right) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < left.atMillis.size(); i++) {
            double at = left.atMillis.get(i);
            for (int j = 0; j < right.atMillis.size(); j++) {
                if (right.atMillis.get(j) > at) {
                    differences.add(left.shift.get(i) - right.shift.get(j));
                    break;
                }
            }
        }
        double usual = Spread.median(differences.subList(0, Math.min(3, differences.size())));
        return differences.stream().map(each -> Math.abs(each - usual)).toList();
    }

    /** Where sounds begin after a pause, in ms from the start. */
    private static List<Double> beginnings(Path recording, int channel) throws IOException {
        short[] samples = WavFile.readChannel(recording, channel).samples();
        List<Double> begins = new ArrayList<>();
        int silent = TalkCaller.PAUSE_SAMPLES;
        for (int i = 0; i < samples.length; i++) {
            if (samples[i] == 0) {
                silent++;
            } else {
                if (silent >= TalkCaller.PAUSE_SAMPLES) {
                    begins.add(i / 8.0);
                }
                silent = 0;
            }
        }
        return begins;
    }

    /**
     * The sounds of a side.
     *
     * @param atMillis when each was, at the caller's end, from the first
     * @param shift how much later than that it stands in the recording, beyond what the first does
     * @param missing those that are not there
     */
    private record Channel(List<Double> atMillis, List<Double> shift, int missing) {

        static Channel of(List<Long> nanos, List<Double> recorded) {
            List<Double> times = new ArrayList<>();
            List<Double> shifts = new ArrayList<>();
            int missing = 0;
            if (recorded.isEmpty() || nanos.isEmpty()) {
                return new Channel(times, shifts, nanos.size());
            }
            for (long each : nanos) {
                double at = (each - nanos.getFirst()) / 1e6;
                double nearest = recorded.stream()
                        .mapToDouble(begin -> begin - recorded.getFirst() - at)
                        .boxed()
                        .min((one, two) -> Double.compare(Math.abs(one), Math.abs(two)))
                        .orElseThrow();
                if (Math.abs(nearest) > SAME_MILLIS) {
                    missing++;
                } else {
                    times.add(each / 1e6);
                    shifts.add(nearest);
                }
            }
            return new Channel(times, shifts, missing);
        }

        /** The furthest from where it should be. */
        double worst() {
            DoubleStream all = shift.stream().mapToDouble(Math::abs);
            return Spread.rounded(all.max().orElse(-1));
        }
    }
}
