package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PacerTest {

    private static final long MILLI = 1_000_000L;

    @Test
    void grantsOneFrameAtEachDeadlineAndNoneBefore() {
        Pacer pacer = new Pacer(100 * MILLI, 2);

        assertThat(pacer.due(99 * MILLI)).isZero();
        assertThat(pacer.due(100 * MILLI)).isEqualTo(1);
        assertThat(pacer.due(101 * MILLI)).isZero();
        assertThat(pacer.due(120 * MILLI)).isEqualTo(1);
        assertThat(pacer.skipped()).isZero();
    }

    @Test
    void aLateWakeUpDoesNotMoveTheDeadlines() {
        Pacer pacer = new Pacer(0, 2);

        assertThat(pacer.due(7 * MILLI)).isEqualTo(1);

        assertThat(pacer.deadline()).isEqualTo(20 * MILLI);
    }

    @Test
    void aShortStallIsMadeUpFor() {
        Pacer pacer = new Pacer(0, 2);

        assertThat(pacer.due(45 * MILLI)).isEqualTo(3);

        assertThat(pacer.skipped()).isZero();
        assertThat(pacer.deadline()).isEqualTo(60 * MILLI);
    }

    @Test
    void aLongStallIsNeverABurst() {
        Pacer pacer = new Pacer(0, 2);

        assertThat(pacer.due(5_000 * MILLI)).isEqualTo(3);

        assertThat(pacer.skipped()).isEqualTo(251 - 3);
        assertThat(pacer.due(5_000 * MILLI)).isZero();
        assertThat(pacer.deadline()).isEqualTo(5_020 * MILLI);
    }

    @Test
    void withoutLeadOnlyTheFrameThatIsDueGoes() {
        Pacer pacer = new Pacer(0, 0);

        assertThat(pacer.due(70 * MILLI)).isEqualTo(1);

        assertThat(pacer.skipped()).isEqualTo(3);
    }

    @Test
    void whateverTheWakeUpsTheFramesNeverRunAheadOfTheClock() {
        Random random = new Random(5);
        Pacer pacer = new Pacer(0, 2);
        long now = 0;
        long sent = 0;

        for (int i = 0; i < 100_000; i++) {
            now += random.nextInt(50) == 0 ? random.nextLong(400 * MILLI) : random.nextLong(8 * MILLI);
            int due = pacer.due(now);
            sent += due;
            assertThat(due).isBetween(0, 3);
            assertThat(sent + pacer.skipped()).isEqualTo(now / (20 * MILLI) + 1);
        }
    }

    @Test
    void itWorksWhenTheClockIsNegativeAndWrapsAround() {
        Pacer pacer = new Pacer(Long.MAX_VALUE - 5, 2);

        assertThat(pacer.due(Long.MAX_VALUE - 6)).isZero();
        assertThat(pacer.due(Long.MAX_VALUE)).isEqualTo(1);
        assertThat(pacer.due(Long.MAX_VALUE + 1)).isZero();
    }
}
