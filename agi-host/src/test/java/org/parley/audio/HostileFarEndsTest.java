package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HostileFarEndsTest {

    private static final int HOSTILE = 1000;
    private static final int GOOD = 20;
    private static final int GOOD_FRAMES = 200;

    @Test
    void aThousandHostileFarEndsDisturbNoCallAndLeaveNothingBehind() throws Exception {
        AudioSettings settings = AudioSocketServerTest.settings(Duration.ofSeconds(4), 50, 200);
        try (AudioSocketServer server = AudioSocketServer.open(settings);
                ExecutorService calls = Executors.newFixedThreadPool(GOOD);
                ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> good = new ArrayList<>();
            List<Future<Boolean>> hostile = new ArrayList<>();
            CountDownLatch firstTalk = new CountDownLatch(GOOD / 2);
            for (int i = 0; i < GOOD / 2; i++) {
                good.add(calls.submit(() -> talk(server, firstTalk)));
            }
            assertThat(firstTalk.await(15, TimeUnit.SECONDS)).isTrue();

            for (int i = 0; i < HOSTILE; i++) {
                int kind = i;
                hostile.add(attackers.submit(() -> attack(server, kind)));
                if (i % (HOSTILE / (GOOD / 2)) == 50) { // calls that come in the middle of it
                    good.add(calls.submit(() -> talk(server, firstTalk)));
                }
            }

            for (Future<Boolean> each : hostile) {
                assertThat(each.get(60, TimeUnit.SECONDS))
                        .as("the server let go of it")
                        .isTrue();
            }
            for (Future<?> each : good) {
                each.get(60, TimeUnit.SECONDS);
            }
            assertThat(good).hasSize(GOOD);
            await().atMost(Duration.ofSeconds(10)).until(() -> server.stats().legs() == 0);
            AudioSocketStats stats = server.stats();
            assertThat(stats.strangers()).isZero();
            assertThat(stats.expected()).isZero();
            assertThat(stats.legsTotal()).isEqualTo(GOOD);
            assertThat(stats.refused()).isEqualTo(HOSTILE);
            assertThat(stats.stalled()).isZero();
            assertThat(stats.listenerFaults()).isZero();
        }
    }

    /** One good call: every word of four seconds comes through, in order and without a hole. */
    private static Void talk(AudioSocketServer server, CountDownLatch begun) throws Exception {
        short[] words = Signals.noise(3000, 160 * GOOD_FRAMES, 9);
        words[0] = 1;
        try (ExpectedLeg expected = server.expect(new Ear(), null);
                FarEnd far = FarEnd.paired(server, expected)) {
            AudioLeg leg = expected.await(Duration.ofSeconds(10));
            Utterance utterance = leg.speaker().utterance();
            utterance.write(new Pcm(words.clone(), 8000));
            utterance.finish();
            FarEnd.Message message = far.nextSound();
            begun.countDown();
            for (int i = 0; i < GOOD_FRAMES; i++) {
                assertThat(message.samples()).isEqualTo(Arrays.copyOfRange(words, 160 * i, 160 * i + 160));
                far.say(words, 160 * i, 160);
                message = far.next();
            }
            leg.close();
            assertThat(far.readsToAnOrderlyEnd()).isTrue();
        }
        return null;
    }

    /** True when the server closed the connection, or the attacker did. */
    private static boolean attack(AudioSocketServer server, int kind) throws Exception {
        try (FarEnd far = new FarEnd(server.address())) {
            try {
                switch (kind % 7) {
                    case 0 -> far.show(new UUID(kind, kind));
                    case 1 -> far.send(AudioSocketFrame.audio(AudioSocketFrame.AUDIO, new short[160], 0, 160));
                    case 2 -> far.send(AudioSocketFrame.message(AudioSocketFrame.UUID_KIND, new byte[65_535]));
                    case 3 -> drip(far);
                    case 4 -> far.send(new byte[200_000]);
                    case 5 -> {
                        return true; // connects and goes
                    }
                    default -> {
                        // says nothing
                    }
                }
            } catch (IOException e) {
                return true; // reset in the middle of its message
            }
            return far.isRefused();
        }
    }

    private static void drip(FarEnd far) throws IOException {
        byte[] message = AudioSocketFrame.uuid(new UUID(1, 1));
        far.socket.setSoTimeout(1000);
        for (byte value : message) {
            far.send(new byte[] {value});
            try {
                if (far.isRefused()) {
                    return;
                }
            } catch (SocketTimeoutException e) {
                // a second has passed: the next byte
            }
        }
    }
}
