package org.parley.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand strangers of every bad kind beside twenty good calls, against a server with 64 MB of heap. */
@Timeout(120)
class HostileClientsTest {
    private static final int STRANGERS = 1_000;
    private static final int GOOD_CALLS = 20;
    private static final byte[] MEGABYTE = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);

    private final AtomicBoolean goOn = new AtomicBoolean(true);
    private Process host;
    private BufferedReader figures;
    private InetSocketAddress address;

    /** Figures of the host's process: see {@link HostileTarget}. */
    private record Figures(
            long calls,
            long handshakes,
            long virtual,
            long platform,
            long descriptors,
            long heapKilobytes,
            long refused) {
        static Figures parse(String line) {
            List<Long> numbers =
                    Arrays.stream(line.split(" ")).skip(1).map(Long::valueOf).toList();
            return new Figures(
                    numbers.get(0),
                    numbers.get(1),
                    numbers.get(2),
                    numbers.get(3),
                    numbers.get(4),
                    numbers.get(5),
                    numbers.get(6));
        }
    }

    @BeforeEach
    void startHost() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "needs /proc");
        host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileTarget.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        figures = host.inputReader();
        String port = lineBeginning("port ");
        address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(port.substring(5)));
    }

    @AfterEach
    void stopHost() throws Exception {
        if (host != null) {
            host.getOutputStream().close();
            if (!host.waitFor(10, TimeUnit.SECONDS)) {
                host.destroyForcibly();
            }
        }
    }

    @Test
    void leaveNothingBehindAndTheGoodCallsNoticeNothing() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            attack(threads, 50); // so that whatever the JVM opens once is open
            Figures before = quiet();
            List<Future<Integer>> good = new ArrayList<>();
            for (int i = 0; i < GOOD_CALLS; i++) {
                good.add(threads.submit(this::goodCall));
            }
            await().until(() -> report().calls() == GOOD_CALLS);

            attack(threads, STRANGERS);
            goOn.set(false);

            for (Future<Integer> call : good) {
                assertThat(call.get()).as("commands of a good call").isGreaterThan(10);
            }
            Figures after = quiet();
            assertThat(after.refused() - before.refused())
                    .as("strangers that were refused; one in five has a good request")
                    .isGreaterThanOrEqualTo(STRANGERS * 4 / 5);
            assertThat(after.virtual()).isZero();
            assertThat(after.platform()).isLessThan(before.platform() + 10);
            assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors());
            assertThat(after.heapKilobytes()).isLessThan(before.heapKilobytes() + 4_096);
        }
    }

    /** Answers commands until told to stop; every one must come, in order, within the peer's 10 s. */
    private int goodCall() {
        int commands = 0;
        try (AgiPeer peer = AgiPeer.call(address, "8300")) {
            while (true) {
                String command = peer.next();
                if (command == null) {
                    throw new AssertionError("A good call was closed after " + commands + " commands");
                }
                commands++;
                if (command.startsWith("SET VARIABLE")) {
                    peer.reply("200 result=1");
                    peer.expectClose();
                    return commands;
                }
                assertThat(command).isEqualTo(commands % 2 == 1 ? "GET VARIABLE \"PARLEY_GO_ON\"" : "NOOP");
                peer.reply(goOn.get() ? "200 result=1 (yes)" : "200 result=1 (no)");
            }
        }
    }

    private void attack(ExecutorService threads, int strangers) throws Exception {
        List<Future<?>> attacks = new ArrayList<>();
        for (int i = 0; i < strangers; i++) {
            int kind = i % 5;
            attacks.add(threads.submit(() -> stranger(kind)));
        }
        for (Future<?> attack : attacks) {
            attack.get(60, TimeUnit.SECONDS);
        }
    }

    private void stranger(int kind) {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            switch (kind) {
                case 0 -> {
                    out.write("agi_network: yes\n".getBytes(StandardCharsets.US_ASCII));
                    for (int line = 0; line < 1_000_000; line++) {
                        out.write(("agi_x" + line + ": y\n").getBytes(StandardCharsets.US_ASCII));
                    }
                }
                case 1 -> out.write(new byte[] {(byte) 0xff, 0, 1, 2, (byte) 0x80, 10, 13, 10});
                case 2 -> {
                    out.write("agi_network: ".getBytes(StandardCharsets.US_ASCII));
                    for (int megabyte = 0; megabyte < 10; megabyte++) {
                        out.write(MEGABYTE);
                    }
                }
                case 3 -> {} // silence
                default -> {
                    out.write(AgiPeer.request("8300").getBytes(StandardCharsets.US_ASCII));
                    int first = socket.getInputStream().read();
                    if (first >= 0) {
                        out.write("200 resu".getBytes(StandardCharsets.US_ASCII));
                    }
                    return; // drops in mid-command
                }
            }
            int answer = socket.getInputStream().read();
            if (answer >= 0) {
                throw new AssertionError("A stranger of kind " + kind + " was answered");
            }
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException("A stranger of kind " + kind + " was not closed", e);
        } catch (IOException e) {
            // reset or refused, as it should be
        }
    }

    /** The figures once no session is left. */
    private Figures quiet() {
        return await().atMost(Duration.ofSeconds(20))
                .until(this::report, now -> now.calls() == 0 && now.handshakes() == 0 && now.virtual() == 0);
    }

    private Figures report() throws IOException {
        host.outputWriter().write("report\n");
        host.outputWriter().flush();
        return Figures.parse(lineBeginning("figures "));
    }

    /** The host's log goes the same way, so other lines are passed over. */
    private String lineBeginning(String word) throws IOException {
        for (String line = figures.readLine(); line != null; line = figures.readLine()) {
            if (line.startsWith(word)) {
                return line;
            }
        }
        throw new AssertionError("Expected a line '" + word + "…' but the host has ended");
    }
}
