package org.parley.console.doors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // the clock may wrap around
    private final Tally tally = new Tally(3, Duration.ofMinutes(5), now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void whoComesToTheMostWaitsAndThenBeginsAnew() {
        assertThat(tally.add("a")).isFalse();
        assertThat(tally.add("a")).isFalse();
        assertThat(tally.waits("a")).isZero();
        pass(Duration.ofSeconds(30));
        assertThat(tally.add("a")).isTrue();
        assertThat(tally.waits("a")).isEqualTo(Duration.ofMinutes(5));
        assertThat(tally.waits("b")).isZero();

        pass(Duration.ofMinutes(4));
        assertThat(tally.add("a")).isFalse(); // which does not make it longer
        assertThat(tally.waits("a")).isEqualTo(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(1));

        assertThat(tally.waits("a")).isZero();
        tally.add("a");
        tally.add("a");
        assertThat(tally.waits("a")).isZero();
        tally.add("a");
        assertThat(tally.waits("a")).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void slowOnesAreNotCountedTogether() {
        for (int i = 0; i < 10; i++) {
            assertThat(tally.add("a")).isFalse();
            pass(Duration.ofSeconds(61));
        }
        assertThat(tally.waits("a")).isZero();
    }

    @Test
    void aGoodOneForgetsThem() {
        tally.add("a");
        tally.add("a");
        tally.forget("a");
        tally.add("a");
        assertThat(tally.waits("a")).isZero();
    }

    @Test
    void theMostIsOne() {
        Tally one = new Tally(1, Duration.ofMinutes(1), now::get);
        assertThat(one.add("a")).isTrue();
        assertThat(one.waits("a")).isEqualTo(Duration.ofMinutes(1));
    }
}
