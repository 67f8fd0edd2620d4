package org.parley.agi;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The server of {@link HostileClientsTest}, in a process of its own so that its threads, descriptors and heap can be
 * counted.
 */
public final class HostileTarget {
    private HostileTarget() {}

    /** Prints its port, then one line of figures for each line it reads, until the end of its input. */
    public static void main(String[] arguments) throws Exception {
        Path dumps = Files.createTempDirectory("agi-threads");
        AgiSettingsFixture fixture = new AgiSettingsFixture();
        fixture.callsMax = 400;
        fixture.handshakesMax = 400;
        fixture.requestTime = Duration.ofSeconds(2);
        try (AgiServer server = AgiServer.open(fixture.settings(), HostileTarget::handle);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            print("port " + server.address().getPort());
            int reports = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Path dump = dumps.resolve("dump" + reports++);
                print(figures(server, dump));
                Files.deleteIfExists(dump);
            }
        } finally {
            Files.deleteIfExists(dumps);
        }
    }

    private static void handle(AgiRequest request, AgiChannel channel) {
        while (!channel.variable("PARLEY_GO_ON").equals("no")) {
            channel.noop();
        }
        channel.setVariable(AgiChannel.STATUS, "OK");
    }

    private static String figures(AgiServer server, Path dump) throws IOException {
        AgiStats stats = server.stats();
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        long virtual;
        try (Stream<String> lines = Files.lines(dump)) {
            virtual = lines.filter(line -> line.startsWith("#") && line.contains("\"agi\" virtual"))
                    .count();
        }
        System.gc();
        long heapKilobytes =
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
        int platform = ManagementFactory.getThreadMXBean().getThreadCount();
        long descriptors;
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            descriptors = open.count();
        }
        return "figures %d %d %d %d %d %d %d"
                .formatted(
                        stats.callsNow(),
                        stats.handshakesNow(),
                        virtual,
                        platform,
                        descriptors,
                        heapKilobytes,
                        stats.refusedTotal());
    }

    /** Its output is its interface. */
    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
