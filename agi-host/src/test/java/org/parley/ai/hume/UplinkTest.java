package org.parley.ai.hume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parley.audio.Pcm;

/** The caller's audio never reaches the provider faster than it is spoken, whatever held it up on the way. */
class UplinkTest {
    private static final long MILLI = 1_000_000L;
    /** What the stand-in of EVI allows, half of it. */
    private static final long BURST_MILLIS_MAX = 180;

    private final Uplink uplink = new Uplink();
    private final List<Sent> sent = new ArrayList<>(); // guarded by itself

    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    private record Sent(long nanos, short[] samples) {}

    @AfterEach
    void close() {
        uplink.close();
    }

    private void take(short[] samples) {
        synchronized (sent) {
            sent.add(new Sent(System.nanoTime(), samples));
        }
    }

    private List<Sent> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    private static Pcm frame(int mark) {
        short[] samples = new short[160];
        Arrays.fill(samples, (short) mark);
        return new Pcm(samples, Pcm.TELEPHONE_RATE);
    }

    /** The frames of the caller that were sent, by their marks. */
    private List<Integer> marks() {
        return sent().stream()
                .map(each -> (int) each.samples()[0])
                .filter(mark -> mark != 0)
                .toList();
    }

    private void assertPaced() {
        List<Sent> all = sent();
        for (int from = 0; from < all.size(); from++) {
            long millis = 0;
            for (int to = from; to < all.size(); to++) {
                millis += all.get(to).samples().length / 8;
                long elapsed = (all.get(to).nanos() - all.get(from).nanos()) / MILLI;
                assertThat(millis - elapsed)
                        .as("ms of audio ahead of the clock between %d and %d of %d", from, to, all.size())
                        .isLessThanOrEqualTo(BURST_MILLIS_MAX);
            }
        }
    }

    @Test
    void whatAStallHeldUpGoesOnAtTheClocksPaceAndNothingOfItIsLost() {
        uplink.begin(this::take);
        await().until(() -> sent().size() > 10); // silence, in the place of what does not come
        List<Integer> said = new ArrayList<>();
        for (int mark = 1000; mark < 1018; mark++) {
            uplink.hear(frame(mark)); // 360 ms at once
            said.add(mark);
        }
        await().untilAsserted(() -> assertThat(marks()).isEqualTo(said));
        assertThat(uplink.dropped()).isZero();
        assertPaced();
    }

    @Test
    void aPauseOfTheCallerMakesGoodTheDelay() {
        uplink.begin(this::take);
        await().until(() -> sent().size() > 5);
        for (int i = 0; i < 6; i++) {
            uplink.hear(frame(1000 + i));
        }
        for (int i = 0; i < 12; i++) {
            uplink.hear(frame(20)); // he pauses, on a line with some noise
        }
        uplink.hear(frame(2000));
        await().until(() -> marks().contains(2000));
        assertThat(marks().stream().filter(mark -> mark == 20).count()).isLessThan(12);
        assertThat(marks()).startsWith(1000, 1001, 1002, 1003, 1004, 1005).endsWith(2000);
        assertPaced();
    }

    @Test
    void whatIsLaterThanHalfASecondIsDropped() {
        uplink.begin(this::take);
        await().until(() -> sent().size() > 5);
        for (int mark = 1000; mark < 1100; mark++) {
            uplink.hear(frame(mark)); // two seconds at once
        }
        await().until(() -> marks().size() >= 100 - uplink.dropped());
        assertThat(uplink.dropped()).isBetween(65L, 75L);
        assertPaced();
    }

    @Test
    void aReceiverThatStallsIsNotMadeGoodByABurst() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        uplink.begin(samples -> {
            if (samples[0] == 999) {
                stalled.countDown();
                await().until(() -> goOn.getCount() == 0);
            }
            take(samples);
        });
        Thread first = Thread.ofVirtual().start(() -> uplink.hear(frame(999)));
        stalled.await();
        long since = System.nanoTime();
        await().until(() -> System.nanoTime() - since > 500 * MILLI);
        goOn.countDown();
        first.join();
        for (int mark = 1000; mark < 1020; mark++) {
            uplink.hear(frame(mark)); // what has come meanwhile
        }
        await().until(() -> marks().contains(1019));
        assertPaced();
    }
}
