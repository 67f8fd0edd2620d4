package org.parley.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parley.audio.AudioLeg;
import org.parley.audio.AudioSettings;
import org.parley.audio.AudioSocketServer;
import org.parley.audio.AudioSocketStats;
import org.parley.audio.ExpectedLeg;
import org.parley.audio.LegEnd;
import org.parley.audio.LegListener;
import org.parley.audio.Pcm;
import org.parley.audio.Recorder;
import org.parley.audio.RecordingWriter;
import org.parley.audio.StereoRecording;
import org.parley.audio.Utterance;
import org.parley.settings.HostPort;

/**
 * The process under test of {@link AudioSocketBench}: one variant of a host, told over standard input what to do. Its
 * answers begin with {@code >}, so that log lines do no harm.
 */
final class AudioSocketBenchHost {

    private static final Duration PAIRING = Duration.ofSeconds(60);

    private final boolean full;
    private final boolean playback;
    private final @Nullable AudioSocketServer server;
    private final int port;
    private final RecordingWriter writer = RecordingWriter.open();
    private final Path folder = Files.createTempDirectory("parley-bench");
    private final List<StereoRecording> recordings = new ArrayList<>();
    private final short[] words = BenchSound.speech(600);

    private long startCpu;
    private long startNanos;
    private @Nullable AudioSocketStats startStats;

    private AudioSocketBenchHost(String variant, String mode) throws IOException {
        full = variant.equals("parley-full");
        playback = mode.equals("playback");
        if (variant.equals("nio")) {
            server = null;
            port = new NioEcho().port();
        } else {
            AudioSettings settings = new AudioSettings(
                    new HostPort("127.0.0.1", 0),
                    "",
                    20_000,
                    2_000,
                    PAIRING,
                    Duration.ofSeconds(2),
                    2,
                    Duration.ofMinutes(10),
                    0);
            server = AudioSocketServer.open(settings);
            port = server.address().getPort();
        }
    }

    /** Arguments: the variant (nio, parley, parley-full) and the mode (echo, playback). */
    public static void main(String[] arguments) throws Exception {
        AudioSocketBenchHost host = new AudioSocketBenchHost(arguments[0], arguments[1]);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        answer("port " + host.port);
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "expect" -> answer(host.expect(Integer.parseInt(words[1])));
                case "memory" -> answer(host.memory());
                case "start" -> answer(host.start());
                case "stop" -> answer(host.stop());
                default -> answer("unknown " + line);
            }
        }
        host.close();
        System.exit(0);
    }

    private static void answer(String text) {
        System.out.println("> " + text);
        System.out.flush();
    }

    private String expect(int calls) throws IOException {
        StringBuilder ids = new StringBuilder("ids");
        for (int i = 0; i < calls; i++) {
            if (server == null) {
                ids.append(' ').append(new UUID(0, i));
                continue;
            }
            Recorder recorder = null;
            if (full) {
                StereoRecording recording = StereoRecording.open(folder.resolve(i + ".wav"), writer);
                recordings.add(recording);
                recorder = recording;
            }
            ExpectedLeg expected = server.expect(new Deaf(), recorder);
            ids.append(' ').append(expected.id());
            Thread.ofVirtual().start(() -> talk(expected));
        }
        return ids.toString();
    }

    private void talk(ExpectedLeg expected) {
        try {
            AudioLeg leg = expected.await(PAIRING);
            if (playback) {
                Utterance utterance = leg.speaker().utterance();
                utterance.write(new Pcm(words, Pcm.TELEPHONE_RATE));
            } else {
                leg.echo(true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String memory() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long resident =
                Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]) * 4096;
        return "memory " + (runtime.totalMemory() - runtime.freeMemory()) + " " + resident;
    }

    private String start() {
        startStats = server == null ? null : server.stats();
        startCpu = cpuNanos();
        startNanos = System.nanoTime();
        return "started";
    }

    private String stop() {
        long cpu = cpuNanos() - startCpu;
        long wall = System.nanoTime() - startNanos;
        if (server == null || startStats == null) {
            return "measured " + cpu + " " + wall;
        }
        AudioSocketStats stats = server.stats();
        var lateness = stats.lateness().since(startStats.lateness());
        return "measured " + cpu + " " + wall + " " + micros(lateness.quantile(0.5)) + " "
                + micros(lateness.quantile(0.99)) + " " + micros(lateness.quantile(0.999)) + " "
                + micros(lateness.quantile(1)) + " " + (stats.framesSkipped() - startStats.framesSkipped()) + " "
                + writer.lost();
    }

    private void close() throws IOException {
        if (server != null) {
            server.close();
        }
        recordings.forEach(StereoRecording::close);
        writer.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Takes what a call would take, and does nothing with it. */
    private static final class Deaf implements LegListener {

        @Override
        public void heard(short[] samples, int length) {}

        @Override
        public void voice(boolean speaking, long nanos) {}

        @Override
        public void digit(char key) {}

        @Override
        public void ended(LegEnd end) {}
    }
}
