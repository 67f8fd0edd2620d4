package org.parley.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.settings.Folders;
import org.parley.settings.HostPort;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;

/** What the hosts of the benches have in common: all of Parley in a process, driven by its input and output. */
final class BenchHost {
    static final String READY = "ready ";
    static final String HEAP = "heap ";

    private BenchHost() {}

    /** The host's settings, on free ports, without a database; {@code more} are pairs of key and value. */
    static Settings settings(Path home, int calls, String... more) {
        List<Flag> flags = new ArrayList<>(List.of(
                new Flag("bench", "agi.listen", "127.0.0.1:0"),
                new Flag("bench", "audio.listen", "127.0.0.1:0"),
                new Flag("bench", "agi.calls-max", Integer.toString(calls)),
                new Flag("bench", "agi.handshakes-max", Integer.toString(calls)),
                new Flag("bench", "audio.legs-max", Integer.toString(calls)),
                new Flag("bench", "database.url", "none"),
                new Flag("bench", "scripts.folder", home.resolve("scripts").toString()),
                new Flag("bench", "calls.drain", "1s")));
        for (int i = 0; i < more.length; i += 2) {
            flags.add(new Flag("bench", more[i], more[i + 1]));
        }
        return Settings.load(new Sources(null, Map.of(), flags, new Folders(home, home, home)))
                .value();
    }

    /** A script of that name, {@code name.groovy}. */
    static void script(Path home, String name, String text) throws IOException {
        Path scripts = Files.createDirectories(home.resolve("scripts"));
        Files.writeString(scripts.resolve(name + ".groovy"), text);
    }

    /** Prints {@code ready} with the door's address, then does what its input says until that ends. */
    static void serve(Parley host, Settings settings) throws IOException {
        HostPort agi = new HostPort("127.0.0.1", host.agiAddress().getPort());
        print(READY + agi + " " + settings.calls().endOfTurn().toMillis());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals("heap")) {
                print(HEAP + heapInUse());
            }
        }
    }

    /** A line for the bench; any thread. */
    static void print(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }

    /** After two collections: the first may leave what has just died. */
    @SuppressWarnings("CallToSystemGC") // what is measured is what no collection can take away
    private static long heapInUse() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
