package org.parley.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is dear is found out once for all who ask. */
class KeptTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();

    private Kept<Integer> kept(Duration limit) {
        return new Kept<>("it", Duration.ofSeconds(10), limit, nanos::get);
    }

    @Test
    void itIsFoundOutOnceForAllAndAgainWhenItIsOld() throws Exception {
        Kept<Integer> kept = kept(Duration.ofSeconds(20));
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Integer>> askers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                askers.add(threads.submit(() -> kept.get(() -> {
                    go.await();
                    return looks.incrementAndGet();
                })));
            }
            go.countDown();
            for (Future<Integer> each : askers) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            }
        }
        nanos.set(Duration.ofSeconds(10).toNanos() - 1);
        assertThat(kept.get(looks::incrementAndGet)).isEqualTo(1);
        nanos.incrementAndGet();
        assertThat(kept.get(looks::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void whoAsksIsNotKeptWaitingAndAFailureIsNotKept() {
        CountDownLatch never = new CountDownLatch(1);
        Kept<Integer> slow = kept(Duration.ofMillis(50));
        assertThatThrownBy(() -> slow.get(() -> {
                    never.await();
                    return 1;
                }))
                .isInstanceOf(Problem.class)
                .hasMessage("it: no answer within 50 ms; ask again");
        assertThatThrownBy(() -> slow.get(looks::incrementAndGet))
                .as("the same look goes on")
                .isInstanceOf(Problem.class);
        assertThat(looks).hasValue(0);
        never.countDown();

        Kept<Integer> kept = kept(Duration.ofSeconds(20));
        assertThatThrownBy(() -> kept.get(() -> {
                    throw Problem.refused("no");
                }))
                .hasMessage("no");
        assertThat(kept.get(looks::incrementAndGet)).isEqualTo(1);
    }
}
