package org.parley;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.parley.agi.AgiStats;
import org.parley.audio.AudioSocketStats;
import org.parley.call.InstantVoice;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;

/**
 * The whole host of {@link HostilePeersIT}, with a voice that takes no time, and room for as many requests at once as
 * come in the attack: it is to read them, not to turn them away unread.
 */
public final class AttackedHost {
    private static final int WORDS = 10_000;

    private AttackedHost() {}

    /**
     * What the host holds at one moment, and what it has counted since it began.
     *
     * @param open calls, connections that are none yet, legs, and legs that are waited for
     * @param calls that had a permit
     * @param agiRefused connections that the AGI door turned away
     * @param audioRefused connections that the audio door turned away
     * @param faults failed accepts and handlers, stalled legs
     */
    record Figures(
            long open,
            long calls,
            long agiRefused,
            long audioRefused,
            long faults,
            long virtualThreads,
            long platformThreads,
            long heapKilobytes) {

        static Figures parse(String line) {
            List<Long> n = Arrays.stream(line.split(" ", -1)).map(Long::valueOf).toList();
            return new Figures(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5), n.get(6), n.get(7));
        }

        private String line() {
            return "%d %d %d %d %d %d %d %d"
                    .formatted(
                            open,
                            calls,
                            agiRefused,
                            audioRefused,
                            faults,
                            virtualThreads,
                            platformThreads,
                            heapKilobytes);
        }
    }

    /** Prints its ports, then its figures for each line that it reads; the argument is its home. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Settings settings = Settings.load(new Sources(
                        null,
                        Map.of(),
                        List.of(
                                new Flag("test", "agi.listen", "127.0.0.1:0"),
                                new Flag("test", "audio.listen", "127.0.0.1:0"),
                                new Flag("test", "agi.calls-max", "300"),
                                new Flag("test", "agi.handshakes-max", "1200"),
                                new Flag("test", "database.url", "none"),
                                new Flag("test", "calls.drain", "0s")),
                        new Folders(home, home, home)))
                .value();
        InstantVoice voice = new InstantVoice();
        for (int i = 0; i < WORDS; i++) {
            voice.understands("yes");
        }
        try (Parley host = Parley.start(settings, home, voice.ears(), voice.mouth());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            print("ports " + host.agiAddress().getPort() + " "
                    + host.audioAddress().getPort());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                print("figures " + figures(host, home.resolve("threads")).line());
            }
        }
    }

    private static Figures figures(Parley host, Path dump) throws IOException {
        AgiStats agi = host.agiStats();
        AudioSocketStats audio = host.audioStats();
        long virtual = virtualThreads(dump);
        System.gc();
        return new Figures(
                agi.callsNow() + agi.handshakesNow() + audio.legs() + audio.strangers() + audio.expected(),
                agi.callsTotal(),
                agi.refusedTotal(),
                audio.refused(),
                agi.acceptFailures() + agi.failures() + audio.acceptFailures() + audio.stalled(),
                virtual,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024);
    }

    private static long virtualThreads(Path dump) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        try (Stream<String> lines = Files.lines(dump)) {
            return lines.filter(line -> line.startsWith("#") && line.contains(" virtual"))
                    .count();
        } finally {
            Files.delete(dump);
        }
    }

    /** Its output is its interface. */
    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
