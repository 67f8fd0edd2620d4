package org.parley.console.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.parley.console.doors.Idempotency.Answer;
import org.parley.console.http.Problem;

class IdempotencyTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // the clock may wrap around
    private final AtomicInteger done = new AtomicInteger();
    private final Idempotency idempotency = new Idempotency(Duration.ofHours(1), now::get);

    private Answer act() {
        return new Answer(
                202, "text/plain", Integer.toString(done.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
    }

    private String ask(String who, String key, String what) throws Exception {
        byte[] asked = Idempotency.asked("POST", what, new byte[0]);
        return new String(idempotency.once(who, key, asked, this::act).body(), StandardCharsets.UTF_8);
    }

    @Test
    void theSameIsDoneOnceForATime() throws Exception {
        assertThat(ask("anna", "k", "a")).isEqualTo("1");
        assertThat(ask("anna", "k", "a")).isEqualTo("1");
        assertThat(ask("bob", "k", "b")).as("another's key").isEqualTo("2");
        assertThatThrownBy(() -> ask("anna", "k", "other"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(422));
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(ask("anna", "k", "a")).isEqualTo("3");
    }

    @Test
    void keysThatAreNoneAreRefused() {
        for (String key : new String[] {"", "a b", "ä", "x".repeat(201)}) {
            assertThatThrownBy(() -> ask("anna", key, "a")).hasMessageContaining("expected 1 to 200 visible");
        }
        assertThat(done).hasValue(0);
    }

    @Test
    void whatWasRefusedForNowMayBeAskedAgainAndWhatBrokeIsNotDoneAgain() throws Exception {
        byte[] asked = Idempotency.asked("POST", "a", new byte[0]);
        assertThatThrownBy(() -> idempotency.once("anna", "k", asked, () -> {
                    throw new Problem(503, "Busy", "later");
                }))
                .isInstanceOf(Problem.class);
        assertThat(ask("anna", "k", "a")).isEqualTo("1");

        assertThatThrownBy(() -> idempotency.once("anna", "l", asked, () -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        Answer again = idempotency.once("anna", "l", asked, this::act);
        assertThat(again.status()).isEqualTo(500);
        assertThat(done).hasValue(1);
    }

    @Test
    void whatIsAtWorkIsNotBegunAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        byte[] asked = Idempotency.asked("POST", "a", new byte[0]);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> first = threads.submit(() -> idempotency.once("anna", "k", asked, () -> {
                begun.countDown();
                assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
                return act();
            }));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> ask("anna", "k", "a"))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.status()).isEqualTo(409));
            goOn.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(202);
        }
        assertThat(ask("anna", "k", "a")).isEqualTo("1");
    }

    @Test
    void oneWhoUsesManyKeysForgetsHisOwn() throws Exception {
        ask("bob", "k", "a");
        for (int i = 0; i <= Idempotency.OF_ONE_MAX; i++) {
            ask("anna", "k" + i, "a");
        }
        int before = done.get();
        ask("bob", "k", "a");
        ask("anna", "k1", "a");
        assertThat(done).hasValue(before);
        ask("anna", "k0", "a");
        assertThat(done).hasValue(before + 1);
    }

    @Test
    void ofALongAnswerItIsOnlyKeptThatItWasDone() throws Exception {
        byte[] asked = Idempotency.asked("POST", "a", new byte[0]);
        Answer first = idempotency.once("anna", "k", asked, () -> new Answer(200, "text/plain", new byte[20_000]));
        assertThat(first.body()).hasSize(20_000);
        Answer again = idempotency.once("anna", "k", asked, this::act);
        assertThat(again.status()).isEqualTo(409);
        assertThat(done).hasValue(0);
    }
}
