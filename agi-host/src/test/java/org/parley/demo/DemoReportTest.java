package org.parley.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.parley.sim.Caller.Mood;

class DemoReportTest {

    private static CallReport call(String disposition, SoundCheck sound, int stored, Mood mood, List<Long> latencies) {
        return new CallReport(
                "c1",
                "V01",
                7,
                "8300",
                disposition,
                "SCRIPT",
                "DONE",
                mood,
                "the end",
                90,
                40,
                latencies,
                1,
                5,
                stored,
                "",
                "/r.wav",
                sound,
                List.of(),
                List.of(new DemoDialer.Row("osdial_list", Map.of("status", "SALE"))),
                List.of());
    }

    private static CallReport whole() {
        return call("SALE", new SoundCheck(3, 0.2, 0.5), 5, Mood.CONTENT, List.of(700L, 900L));
    }

    @Test
    void aWholeCallHasOutcomeRowRecordingTranscriptAndACallerWhoGotThrough() {
        assertThat(whole().missing()).isEmpty();
        assertThat(call("", new SoundCheck(3, 0.2, 0), 0, Mood.GAVE_UP, List.of())
                        .missing())
                .hasSize(5);
    }

    @Test
    void aDemoIsWholeOnlyWithEveryCallThatWasWanted() {
        assertThat(new DemoReport(List.of(whole()), 1, "local").isWhole()).isTrue();
        assertThat(new DemoReport(List.of(whole()), 2, "local").isWhole()).isFalse();
    }

    @Test
    void percentilesAreValuesThatOccurred() {
        List<Long> hundred = LongStream.rangeClosed(1, 100).boxed().toList();

        assertThat(DemoReport.percentile(hundred, 50)).isEqualTo(50);
        assertThat(DemoReport.percentile(hundred, 95)).isEqualTo(95);
        assertThat(DemoReport.percentile(List.of(7L), 95)).isEqualTo(7);
        assertThat(DemoReport.percentile(List.of(), 50)).isEqualTo(-1);
    }

    @Test
    void theJsonIsOneLineWithWhatAProgramAsksFor() throws Exception {
        String json = new DemoReport(List.of(whole()), 1, "local").json();

        assertThat(json.lines()).hasSize(1);
        JsonNode object = new ObjectMapper().readTree(json);
        assertThat(object.path("ok").asBoolean()).isTrue();
        assertThat(object.path("voice").asText()).isEqualTo("local");
        assertThat(object.path("calls").asInt()).isEqualTo(1);
        assertThat(object.path("dispositions").path("SALE").asInt()).isEqualTo(1);
        assertThat(object.path("turnLatencyMs").path("p95").asInt()).isEqualTo(900);
        assertThat(object.path("firstAudioMs").path("p50").asInt()).isEqualTo(90);
        assertThat(object.path("recordings").get(0).asText()).isEqualTo("/r.wav");
        assertThat(object.path("details")
                        .get(0)
                        .path("rows")
                        .get(0)
                        .path("status")
                        .asText())
                .isEqualTo("SALE");
    }
}
