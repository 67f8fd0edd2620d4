package org.parley.call.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.call.InstantVoice;

class SpokenPartTest {
    private static final int SECOND = 8000;

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 60})
    void silenceAndNoiseOfALineAreNoInput(int level) {
        assertThat(SpokenPart.of(line(3 * SECOND, level))).isNull();
    }

    @Test
    void aClickIsNoInput() {
        short[] line = line(3 * SECOND, 4);
        for (int i = 0; i < SECOND / 20; i++) {
            line[SECOND + i] += (short) (i % 2 == 0 ? 8000 : -8000);
        }
        assertThat(SpokenPart.of(line)).isNull();
    }

    @Test
    void nothingAtAllIsNoInput() {
        assertThat(SpokenPart.of(new short[0])).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 60})
    void speechIsFoundWithItsPauses(int level) {
        short[] line = line(6 * SECOND, level);
        speak(line, SECOND, 900);
        speak(line, 5 * SECOND / 2, 900);
        SpokenPart part = Objects.requireNonNull(SpokenPart.of(line), "its speech");
        assertThat(part.begin()).isBetween(SECOND, SECOND + SECOND / 5);
        assertThat(part.end()).isBetween(SECOND * 32 / 10, SECOND * 37 / 10);
    }

    @Test
    void speechFromTheFirstSampleToTheLastIsFound() {
        short[] line = line(SECOND, 4);
        speak(line, 0, 1000);
        SpokenPart part = Objects.requireNonNull(SpokenPart.of(line), "its speech");
        assertThat(part.begin()).isLessThan(SECOND / 4);
        assertThat(part.end()).isGreaterThan(SECOND * 8 / 10);
    }

    private static void speak(short[] line, int at, int millis) {
        short[] speech = InstantVoice.speech(Duration.ofMillis(millis)).samples();
        for (int i = 0; i < speech.length; i++) {
            line[at + i] += speech[i];
        }
    }

    private static short[] line(int length, int level) {
        Random random = new Random(7);
        short[] line = new short[length];
        for (int i = 0; i < length; i++) {
            line[i] = (short) Math.round(random.nextGaussian() * level);
        }
        return line;
    }
}
