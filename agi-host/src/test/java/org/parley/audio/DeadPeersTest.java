package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;
import org.parley.Hiccups;
import org.parley.settings.HostPort;

/** Far ends that die without a word are noticed within two seconds; a silent one that listens is not dead. */
@Timeout(60)
class DeadPeersTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration NOTICED_MAX = Duration.ofSeconds(2);

    private final Ear ear = new Ear();
    private AudioSocketServer server;

    @BeforeEach
    void open() throws IOException {
        assumeThat(Files.isReadable(Path.of("/proc/net/tcp"))).isTrue();
        server = AudioSocketServer.open(new AudioSettings(
                new HostPort("0.0.0.0", 0),
                "",
                50,
                50,
                Duration.ofSeconds(20),
                NOTICED_MAX,
                2,
                Duration.ofSeconds(60),
                0));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aStoppedProcessIsNoticed() throws Exception {
        try (ExpectedLeg expected = server.expect(ear, null)) {
            Process peer = talking(List.of(), "127.0.0.1", expected.id());
            try {
                ear.hear(50 * AudioSocketFrame.SAMPLES);
                assertThat(ear.ends).isEmpty();
                assertThat(new ProcessBuilder("kill", "-STOP", String.valueOf(peer.pid()))
                                .start()
                                .waitFor())
                        .isZero();
                isNoticed();
            } finally {
                peer.destroyForcibly();
            }
        }
    }

    @Test
    void aNetworkThatHasGoneIsNoticed() throws Exception {
        try (OtherNetwork network = network();
                ExpectedLeg expected = server.expect(ear, null)) {
            Process peer = talking(network.prefix(), network.address(), expected.id());
            try {
                ear.hear(50 * AudioSocketFrame.SAMPLES);
                assertThat(ear.ends).isEmpty();
                network.cut();
                isNoticed();
            } finally {
                peer.destroyForcibly();
            }
        }
    }

    private static OtherNetwork network() throws InterruptedException {
        try {
            return OtherNetwork.open();
        } catch (IOException e) {
            throw new TestAbortedException("needs root and network namespaces: " + e.getMessage(), e);
        }
    }

    @Test
    void aFarEndThatTalksOnButReadsNothingIsNoticed() throws Exception {
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = FarEnd.paired(server, expected);
                ScheduledExecutorService mouth = Executors.newSingleThreadScheduledExecutor()) {
            expected.await(LIMIT);
            Future<?> talk = mouth.scheduleAtFixedRate(() -> talk(far), 0, 20, TimeUnit.MILLISECONDS);
            isNoticed();
            assertThat(ear.heard).as("what it said until the end").hasSizeGreaterThan(50);
            assertThat(talk).as("closed").failsWithin(LIMIT);
        }
    }

    @Test
    void aFarEndThatHangsForHalfASecondAndIsSilentLivesOn() throws Exception {
        short[] words = Signals.noise(3000, 160, 1);
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            expected.await(LIMIT);
            await().atMost(LIMIT).until(() -> server.stats().framesSent() >= 25);
            for (int i = 0; i < 150; i++) {
                far.next();
            }
            far.say(words, 0, words.length);
            assertThat(ear.hear(words.length)).isEqualTo(words);
            assertThat(ear.ends).isEmpty();
        }
    }

    /** And nothing of it is left. On a machine that lets the host send but few frames, their time is what counts. */
    private void isNoticed() throws InterruptedException {
        long begun = System.nanoTime();
        long sent = server.stats().framesSent();
        try (Hiccups hiccups = Hiccups.watch()) {
            assertThat(Ear.take(ear.ends)).isEqualTo(LegEnd.STALLED);
            Duration noticed = Duration.ofNanos(System.nanoTime() - begun).minus(hiccups.total());
            Duration spoken = Duration.ofMillis(20 * (server.stats().framesSent() - sent));
            assertThat(noticed.compareTo(spoken) < 0 ? noticed : spoken).isLessThan(NOTICED_MAX);
        }
        assertThat(server.stats().legs()).isZero();
        assertThat(server.stats().stalled()).isEqualTo(1);
        assertThat(ear.ends.poll(1, TimeUnit.MILLISECONDS)).isNull();
    }

    private Process talking(List<String> prefix, String address, UUID id) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                TalkingPeer.class.getName(),
                address,
                String.valueOf(server.address().getPort()),
                id.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void talk(FarEnd far) {
        try {
            far.say(new short[AudioSocketFrame.SAMPLES], 0, AudioSocketFrame.SAMPLES);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed); // the last time that it is called
        }
    }
}
