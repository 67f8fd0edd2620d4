package org.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each bench of the voices in its short form: what must hold on any machine, however busy, holds in it. */
@Timeout(240)
class VoiceBenchesIT {
    private static JsonNode json(Map<String, Object> figures) {
        return new ObjectMapper().valueToTree(figures);
    }

    @Test
    void turnsOfAScriptAndOfATalkAreMeasured() throws Exception {
        JsonNode figures = json(new TurnBench(3, 2).run());

        assertThat(figures.at("/variants")).hasSize(2).allSatisfy(variant -> {
            assertThat(variant.path("turns").asInt()).as("%s", variant).isEqualTo(6);
            assertThat(variant.path("callsUnfinished").asInt()).isZero();
            assertThat(variant.at("/responseMs/p50").asDouble())
                    .isGreaterThan(variant.path("endOfTurnMs").asDouble());
        });
    }

    /** Seen from the far end of AudioSocket, through the whole host. */
    @Test
    void nothingOfWhatWasDroppedIsHeardAndACoughCostsNoSample() throws Exception {
        JsonNode figures = json(new BargeInBench(4, 3).run());

        assertThat(figures.path("callsUnfinished").asInt()).as("%s", figures).isZero();
        assertThat(figures.path("interruptions").asInt()).isEqualTo(12);
        assertThat(figures.path("interruptionsPassedOver").asInt()).isZero();
        assertThat(figures.path("framesAfterSilence").asInt()).isZero();
        assertThat(figures.at("/decisionToSilenceMs/p50").asDouble()).isBetween(0.0, 40.0);
        assertThat(figures.path("coughs").asInt()).isEqualTo(12);
        assertThat(figures.path("coughsThatHeldUs").asInt()).isGreaterThan(6);
        assertThat(figures.path("coughsThatCutUs").asInt()).isZero();
        assertThat(figures.path("samplesLost").asInt()).isZero();
        assertThat(figures.path("samplesRepeated").asInt()).isZero();
        assertThat(figures.path("framesBroken").asInt()).isZero();
    }

    @Test
    void theChannelsOfARecordingStayTogether() throws Exception {
        JsonNode figures = json(new TalkBench(Duration.ofMinutes(1), Duration.ofSeconds(3)).run());

        assertThat(figures.path("callUnfinished").asInt()).as("%s", figures).isZero();
        assertThat(figures.path("callersWords").asInt()).isGreaterThanOrEqualTo(18);
        assertThat(figures.path("answers").asInt()).isGreaterThanOrEqualTo(18);
        assertThat(figures.path("soundsNotInRecording").asInt()).isZero();
        assertThat(figures.path("channelsApartAtEndMs").asDouble()).isBetween(0.0, 20.0);
        assertThat(figures.path("heapMegabytes")).hasSize(10);
        assertThat(figures.path("heapGrowthMegabytes").asDouble()).isLessThan(5);
    }
}
