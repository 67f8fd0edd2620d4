package org.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AudioSocketBenchTest {

    @Test
    void everyVariantIsMeasuredInAProcessOfItsOwn() throws Exception {
        AudioSocketBench.Result result = AudioSocketBench.measure(
                3, Duration.ofSeconds(1), Duration.ofSeconds(1), "playback", List.of("nio", "parley-full"));

        assertThat(result.variants()).extracting("variant").containsExactly("nio", "parley-full");
        assertThat(result.variants()).allSatisfy(one -> {
            assertThat(one.cpuMillisPerCallSecond()).isPositive();
            assertThat(one.earlyCloses()).isZero();
            assertThat(one.frames()).isBetween(60L, 200L);
        });
    }

    @Test
    void anUnknownModeIsRefusedInWords() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int status = AudioSocketBench.run(
                1, Duration.ofSeconds(1), "loud", true, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(status).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("echo or playback")
                .contains("loud");
    }
}
