package org.parley.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.asteriskjava.fastagi.AgiScript;
import org.asteriskjava.fastagi.DefaultAgiServer;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiServer;
import org.parley.agi.AgiSettings;
import org.parley.settings.Folders;
import org.parley.settings.HostPort;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.InstantEars;
import org.slf4j.LoggerFactory;

/**
 * The host's process of {@code bench agi}: serves sessions of six commands until its input ends. {@code --handler}
 * names
 * what serves them, one of {@link #variants}.
 */
public final class AgiBenchHost {
    private static final int CALLS_MAX = 1_000;

    private static final String SCRIPT = """
            extensions '8300'
            answer()
            var 'PARLEY_NOTE', var('PARLEY_LEAD')
            var 'PARLEY_SEEN', 'yes'
            """;

    private AgiBenchHost() {}

    /** A server that is listening. */
    record Serving(int port, Closeable server) implements Closeable {
        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** Opens a server on a free port of loopback. */
    interface Variant {
        Serving open() throws Exception;
    }

    /** What can serve, by name. */
    static Map<String, Variant> variants() {
        Map<String, Variant> variants = new TreeMap<>();
        variants.put("parley-agi", AgiBenchHost::parleyAgi);
        variants.put("groovy", AgiBenchHost::groovy);
        variants.put("asterisk-java", AgiBenchHost::asteriskJava);
        return variants;
    }

    /** Prints {@code port N} when it is ready. */
    public static void main(String[] arguments) throws Exception {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.WARN);
        }
        Map<String, Variant> variants = variants();
        Variant variant = arguments.length == 2 && arguments[0].equals("--handler") ? variants.get(arguments[1]) : null;
        if (variant == null) {
            System.err.println("Expected --handler and one of " + variants.keySet());
            System.exit(2);
            return;
        }
        try (Serving serving = variant.open()) {
            PrintStream out = System.out;
            out.println("port " + serving.port());
            out.flush();
            while (System.in.read() >= 0) {
                // until the bench ends, or dies
            }
        }
        System.exit(0); // asterisk-java's pool has threads that are no daemons
    }

    /** The settings of a run's AGI door. */
    static AgiSettings settings() {
        return new AgiSettings(
                new HostPort("127.0.0.1", 0),
                List.of("127.0.0.0/8"),
                CALLS_MAX,
                CALLS_MAX,
                128,
                8192,
                65_536,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                Duration.ofHours(2),
                2047);
    }

    private static Serving parleyAgi() throws IOException {
        AgiServer server = AgiServer.open(settings(), (request, channel) -> {
            channel.answer();
            channel.setVariable("PARLEY_NOTE", channel.variable("PARLEY_LEAD"));
            if (channel.isUp()) {
                channel.exec("NoOp", request.extension());
            }
            channel.setVariable(AgiChannel.STATUS, "OK");
        });
        return new Serving(server.address().getPort(), server::close);
    }

    /** The whole host: a compiled script of four commands, and the two of the closing path; its journal is on disk. */
    private static Serving groovy() throws IOException {
        Path home = Files.createTempDirectory("parley-bench");
        Path scripts = Files.createDirectories(home.resolve("scripts"));
        Files.writeString(scripts.resolve("bench.groovy"), SCRIPT);
        Settings settings = Settings.load(new Sources(
                        null,
                        Map.of(),
                        List.of(
                                new Flag("bench", "agi.listen", "127.0.0.1:0"),
                                new Flag("bench", "agi.calls-max", String.valueOf(CALLS_MAX)),
                                new Flag("bench", "agi.handshakes-max", String.valueOf(CALLS_MAX)),
                                new Flag("bench", "audio.listen", "127.0.0.1:0"),
                                new Flag("bench", "audio.legs-max", String.valueOf(CALLS_MAX)),
                                new Flag("bench", "database.url", "none"),
                                new Flag("bench", "calls.record", "false"),
                                new Flag("bench", "calls.drain", "0s")),
                        new Folders(home, home, home)))
                .value();
        Parley host = Parley.start(settings, home, new InstantEars("yes"), new TurnHost.Voice());
        return new Serving(host.agiAddress().getPort(), () -> {
            host.close();
            remove(home);
        });
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Asterisk-java's own server as it comes, with the same commands; it adds a seventh of its own. */
    private static Serving asteriskJava() throws Exception {
        AgiScript script = (request, channel) -> {
            channel.answer();
            channel.setVariable("PARLEY_NOTE", channel.getVariable("PARLEY_LEAD"));
            if (channel.getChannelStatus() == 6) {
                channel.exec("NoOp", request.getExtension());
            }
            channel.setVariable(AgiChannel.STATUS, "OK");
        };
        DefaultAgiServer server = new DefaultAgiServer(script);
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            port = free.getLocalPort(); // it cannot pick a free one by itself
        }
        server.setAddress(loopback);
        server.setPort(port);
        server.setMaximumPoolSize(CALLS_MAX);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                server.startup(); // blocks while it serves
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        awaitListening(loopback, port);
        return new Serving(port, server::shutdown);
    }

    private static void awaitListening(InetAddress address, int port) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            try (Socket probe = new Socket(address, port)) {
                probe.setSoLinger(true, 0);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new IOException("Expected asterisk-java to listen on " + port + " within 10 s", e);
                }
                Thread.sleep(Duration.ofMillis(20));
            }
        }
    }
}
