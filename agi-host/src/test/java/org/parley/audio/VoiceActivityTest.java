package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoiceActivityTest {

    private static final long MILLI = 1_000_000L;

    private final List<String> changes = new ArrayList<>();
    private final VoiceActivity voice =
            new VoiceActivity((speaking, nanos) -> changes.add((speaking ? "on " : "off ") + nanos / MILLI));

    @ParameterizedTest(name = "{0} dB above noise of {1}")
    @CsvSource({"40,20", "20,100", "10,200", "5,200", "10,1000"})
    void hearsSpeechInNoiseAndLittleElse(double decibels, double noise) {
        // six seconds: speech in the seconds 2 to 4 and 5 to 6
        double level = noise * Math.pow(10, decibels / 20);
        short[] line = Signals.noise(noise, 48_000, 42);
        Signals.mix(line, Signals.speech(level, 16_000), 16_000);
        Signals.mix(line, Signals.speech(level, 8_000), 40_000);
        int hit = 0;
        int wrong = 0;

        for (int at = 0; at < line.length; at += 160) {
            feed(line, at, 160);
            boolean speech = (at >= 16_000 && at < 32_000) || at >= 40_000;
            // the hangover is not an error, as it is asked for
            boolean after = at >= 32_000 && at < 34_400;
            hit += speech && voice.isSpeaking() ? 1 : 0;
            wrong += !speech && !after && voice.isSpeaking() ? 1 : 0;
        }

        assertThat(hit / 150.0).as("share of the speech that was heard").isGreaterThan(0.9);
        assertThat(wrong / 135.0).as("share of the rest taken for speech").isLessThan(0.02);
    }

    @Test
    void speechIsNoticedWithinAHundredMillisecondsAndItsEndAfterTheHangover() {
        short[] line = Signals.noise(30, 32_000, 1);
        Signals.mix(line, Signals.tone(400, 4000, 8000, 8000), 8000);

        for (int at = 0; at < line.length; at += 160) {
            feed(line, at, 160);
        }

        assertThat(changes).hasSize(2);
        assertThat(millis(0, "on ")).isBetween(1030L, 1060L);
        assertThat(millis(1, "off ")).isBetween(2190L, 2220L);
    }

    @Test
    void clicksAreNotSpeech() {
        short[] line = Signals.noise(30, 32_000, 2);
        for (int at = 8000; at < line.length - 100; at += 2400) {
            for (int i = 0; i < 64; i++) {
                line[at + i] = (short) (i % 2 == 0 ? 20_000 : -20_000);
            }
        }

        for (int at = 0; at < line.length; at += 160) {
            feed(line, at, 160);
        }

        assertThat(changes).isEmpty();
    }

    @Test
    void noiseThatStaysBecomesTheFloor() {
        short[] line = Signals.noise(30, 80_000, 3);
        Signals.mix(line, Signals.noise(600, 64_000, 4), 16_000);

        for (int at = 0; at < line.length; at += 160) {
            feed(line, at, 160);
        }

        assertThat(voice.isSpeaking()).isFalse();
        assertThat(changes.size()).isLessThanOrEqualTo(2);
    }

    @Test
    void aLineThatCeasesToSendHasCeasedToSpeak() {
        short[] speech = Signals.tone(400, 6000, 8000, 8000);
        feed(Signals.noise(20, 8000, 5), 0, 8000);
        feedAt(speech, 8000, 2000 * MILLI);

        voice.silence(2150 * MILLI);
        assertThat(voice.isSpeaking()).isTrue();
        voice.silence(2201 * MILLI);

        assertThat(voice.isSpeaking()).isFalse();
        assertThat(millis(1, "off ")).isEqualTo(2200);
    }

    @Test
    void anOffsetOfTheLineIsNotEnergy() {
        short[] line = new short[16_000];
        Arrays.fill(line, (short) 3000);

        feed(line, 0, line.length);

        assertThat(changes).isEmpty();
    }

    @Test
    void theTimesAreThoseAskedFor() {
        VoiceActivity patient = new VoiceActivity(
                Duration.ofMillis(200),
                Duration.ofMillis(600),
                (speaking, nanos) -> changes.add((speaking ? "on " : "off ") + nanos / MILLI));
        short[] line = Signals.noise(30, 32_000, 1);
        Signals.mix(line, Signals.tone(400, 4000, 8000, 8000), 8000);

        patient.heard(line, line.length, 4000 * MILLI);

        assertThat(millis(0, "on ")).isBetween(1190L, 1220L);
        assertThat(millis(1, "off ")).isBetween(2590L, 2620L);
    }

    private void feed(short[] line, int at, int length) {
        feedAt(Arrays.copyOfRange(line, at, at + length), length, (at + length) * 125_000L);
    }

    private void feedAt(short[] samples, int length, long nanos) {
        voice.heard(samples, length, nanos);
    }

    private long millis(int change, String prefix) {
        assertThat(changes.get(change)).startsWith(prefix);
        return Long.parseLong(changes.get(change).substring(prefix.length()));
    }
}
