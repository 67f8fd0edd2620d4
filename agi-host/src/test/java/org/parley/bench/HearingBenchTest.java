package org.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.audio.Pcm;
import org.parley.sim.InstantEars;

@Timeout(60)
class HearingBenchTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"one two three|one two three|0", "one two|one|1", "one|one two|1", "one two|two one|2", "a b c||3"
            })
    void wordsThatWereChangedAreCounted(String said, String understood, int changes) {
        assertThat(HearingBench.changes(words(said), words(understood))).isEqualTo(changes);
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }

    @Test
    void thereAreAHundredLinesAndMoreOfWhatAgentsHear() throws Exception {
        List<HearingCorpus.Line> lines = HearingCorpus.lines(1000);

        assertThat(lines).hasSizeGreaterThan(100);
        assertThat(lines.stream().map(HearingCorpus.Line::category).distinct())
                .containsExactly("yes-no", "digits", "dates", "menu", "names", "requests", "free");
        assertThat(lines.stream().map(line -> line.category() + " " + line.text()))
                .doesNotHaveDuplicates()
                .allMatch(text -> text.matches("[a-z-]+ [a-z .']+"));
    }

    @Test
    void theLineBringsTheSpeechAtItsLevelAboveTheNoise() {
        List<Pcm> tone = List.of(new Pcm(tone(16_000), 16_000));

        for (int level : new int[] {30, 20, 10}) {
            short[] line = TelephoneLine.carry(tone, level, 1).samples();
            double noise = rms(line, 400, 3000);
            double speech = rms(line, 3600, 11_000);
            assertThat(20 * Math.log10(speech / noise)).isBetween(level - 1.5, level + 1.5);
        }
    }

    @Test
    void aRecogniserIsMeasuredByCategoryAndLevel() throws Exception {
        HearingBench bench = new HearingBench(
                new InstantEars("yes"),
                new Box(),
                new HearingBench.Options(1, List.of(Double.POSITIVE_INFINITY, 10.0), 1, 2));

        JsonNode figures = new ObjectMapper().valueToTree(bench.run());

        assertThat(figures.path("lines").asInt()).isEqualTo(7);
        assertThat(figures.path("utterances").asInt()).isEqualTo(14);
        JsonNode yesNo = variant(figures, "yes-no-quiet");
        assertThat(yesNo.path("wordAccuracyPercent").asDouble()).isEqualTo(100);
        assertThat(yesNo.path("utterancesRightPercent").asDouble()).isEqualTo(100);
        JsonNode digits = variant(figures, "digits-10dB");
        assertThat(digits.path("wordAccuracyPercent").asDouble()).isZero();
        assertThat(variant(figures, "all-quiet").path("words").asInt()).isGreaterThan(7);
    }

    private static JsonNode variant(JsonNode figures, String name) {
        return Stream.of(figures.path("variants"))
                .flatMap(all -> all.valueStream())
                .filter(each -> each.path("variant").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static short[] tone(int rate) {
        short[] samples = new short[rate];
        for (int i = 0; i < rate; i++) {
            samples[i] = (short) (5000 * Math.sin(2 * Math.PI * 1000 * i / rate));
        }
        return samples;
    }

    private static double rms(short[] samples, int from, int to) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (double) samples[i] * samples[i];
        }
        return Math.sqrt(squares / (to - from));
    }

    private static final class Box implements TextToSpeech {
        @Override
        public String name() {
            return "box";
        }

        @Override
        public void speak(String text, Locale language, SpeechSink sink) {
            boolean _ = sink.audio(new Pcm(tone(8000), 8000));
        }

        @Override
        public void close() {}
    }
}
