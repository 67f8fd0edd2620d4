package org.parley.ai.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.parley.ai.failover.OwedWords.Act;

class OwedWordsTest {
    private static final long SECOND = 1_000_000_000L;

    private final OwedWords owed = new OwedWords(Duration.ofSeconds(2));
    private long now = System.nanoTime();

    @Test
    void aGreetingThatDoesNotComeIsToldOfTwiceAndThenTheVoiceIsLeft() {
        owed.begin(true);
        assertThat(after(1)).isEqualTo(Act.WAIT);
        assertThat(after(2)).isEqualTo(Act.FILL);
        assertThat(after(2.1)).isEqualTo(Act.FILL);
        assertThat(after(2.1)).isEqualTo(Act.LEAVE);
        assertThat(after(60)).isEqualTo(Act.WAIT);
    }

    @Test
    void nothingIsOwedOnceTheAgentIsHeard() {
        owed.begin(true);
        assertThat(owed.look(now, true, false)).isEqualTo(Act.WAIT);
        assertThat(after(60)).isEqualTo(Act.WAIT);
    }

    @Test
    void ourOwnWordDoesNotCountAsTheAnswer() {
        owed.begin(true);
        assertThat(after(2.1)).isEqualTo(Act.FILL);
        assertThat(owed.look(now, true, true)).isEqualTo(Act.WAIT);
        assertThat(after(1)).isEqualTo(Act.WAIT);
        assertThat(after(1.1)).isEqualTo(Act.FILL);
    }

    @Test
    void aNoiseIsToldOfOnceAndDoesNotEndTheVoice() {
        owed.begin(false);
        speaks(1);
        assertThat(after(2.1)).isEqualTo(Act.FILL);
        assertThat(after(60)).isEqualTo(Act.WAIT);
        assertThat(owed.isUnheard()).isTrue();
    }

    @Test
    void aTurnThatWasUnderstoodIsOwedAnAnswerUnlessItCameAlready() {
        owed.begin(false);
        speaks(1);
        owed.understood();
        assertThat(owed.isUnheard()).isFalse();
        assertThat(after(2.1)).isEqualTo(Act.FILL);
        assertThat(after(2.1)).isEqualTo(Act.FILL);
        assertThat(after(2.1)).isEqualTo(Act.LEAVE);
        speaks(1);
        assertThat(owed.look(now, true, false)).isEqualTo(Act.WAIT);
        owed.understood(); // told late
        assertThat(after(60)).isEqualTo(Act.WAIT);
    }

    @Test
    void aClickIsNoTurn() {
        owed.begin(false);
        speaks(0.2);
        assertThat(owed.isUnheard()).isFalse();
        assertThat(after(60)).isEqualTo(Act.WAIT);
    }

    private void speaks(double seconds) {
        owed.voice(true, now);
        now += Math.round(seconds * SECOND);
        owed.voice(false, now);
        now = System.nanoTime();
    }

    private Act after(double seconds) {
        now += Math.round(seconds * SECOND);
        return owed.look(now, false, false);
    }
}
