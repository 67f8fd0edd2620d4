package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be wrong with the audio server is seen by who asks how it is. */
@Timeout(90)
class AudioHealthTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int FRAME = 160;

    private AudioSocketServer server;

    @BeforeEach
    void open() throws IOException {
        server = AudioSocketServer.open(AudioSocketServerTest.settings(Duration.ofSeconds(20), 50, 50));
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Somebody who does on the media loop what nobody may do there. */
    private static LegListener listener(Runnable heard) {
        return new LegListener() {
            @Override
            public void heard(short[] samples, int length) {
                heard.run();
            }

            @Override
            public void voice(boolean speaking, long nanos) {}

            @Override
            public void digit(char key) {}

            @Override
            public void ended(LegEnd end) {}
        };
    }

    private static void speak(FarEnd far) {
        try {
            far.send(AudioSocketFrame.audio(AudioSocketFrame.AUDIO, new short[FRAME], 0, FRAME));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void aLoopThatIsHeldIsToldAndItsReturn() throws Exception {
        assertThat(server.health()).isEqualTo(new AudioHealth(true, true, ""));
        CountDownLatch released = new CountDownLatch(1);
        LegListener holding = listener(() -> awaitQuietly(released));
        try (ExpectedLeg expected = server.expect(holding, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            speak(far);
            await().atMost(LIMIT).until(() -> !server.health().serves());
            assertThat(server.health().trouble())
                    .matches("the media loop has stood still for \\d+ s; restart the host if it stays so");
            released.countDown();
            await().atMost(LIMIT).until(() -> server.health().serves());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aLoopThatDiedIsToldWithThePortItLeft() throws Exception {
        LegListener deadly = listener(() -> {
            throw new OutOfMemoryError("of a listener");
        });
        try (ExpectedLeg expected = server.expect(deadly, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            speak(far);
            await().atMost(LIMIT).until(() -> !server.health().serves());
            assertThat(server.health().trouble())
                    .isEqualTo(
                            "the media loop has failed, and %s is not listened on; the log says why, restart the host"
                                    .formatted(server.address()));
        }
    }

    /** Takes what is sent, and says something at every third frame of it. */
    private static void talk(FarEnd far) {
        try {
            for (int i = 0; true; i++) {
                far.next();
                if (i % 3 == 0) {
                    speak(far);
                }
            }
        } catch (IOException | UncheckedIOException _) {
            return; // it was closed
        }
    }

    @Test
    void framesThatLeaveLateAreToldAsLongAsTheyDo() throws Exception {
        LegListener lazy = listener(() -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(45)));
        Thread caller;
        try (ExpectedLeg expected = server.expect(lazy, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            caller = Thread.ofVirtual().start(() -> talk(far));
            await().atMost(LIMIT).until(() -> !server.health().onTime());
            AudioHealth late = server.health();
            assertThat(late.serves()).isTrue();
            assertThat(late.trouble())
                    .matches("5 of 100 frames leave more than \\d{2,3} ms late; the machine is too busy .*");
        }
        caller.join();
        await().atMost(LIMIT).until(() -> server.health().equals(AudioHealth.WELL));
    }

    @Test
    void connectionsThatCannotBeAcceptedAreToldUntilTheyCan() throws Exception {
        Process program = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -n 200; exec \"$0\" -cp \"$1\" " + WithoutDescriptors.class.getName(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"))
                .redirectErrorStream(true)
                .start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).as(said).isTrue();
        assertThat(Arrays.stream(said.split("\n"))
                        .filter(line -> line.contains("AudioHealth["))
                        .toList())
                .as(said)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("true AudioHealth[serves=true"),
                        line -> assertThat(line)
                                .startsWith("AudioHealth[serves=false")
                                .contains("connections cannot be accepted: Too many open files; raise the limit"),
                        line -> assertThat(line).startsWith("true AudioHealth[serves=true"));
    }

    @Test
    void oneThatIsClosedSaysSo() {
        server.close();
        assertThat(server.health()).isEqualTo(new AudioHealth(false, true, "stopped"));
    }
}
