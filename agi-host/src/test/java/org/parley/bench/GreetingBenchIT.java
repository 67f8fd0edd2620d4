package org.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GreetingBenchIT {
    @Test
    void callersOfARealAsteriskAreGreeted() throws Exception {
        JsonNode figures = new ObjectMapper().valueToTree(new GreetingBench(3).run());

        assertThat(figures.path("callsNotGreeted").asInt()).as("%s", figures).isZero();
        assertThat(figures.path("asterisk").asText()).startsWith("Asterisk ");
        assertThat(figures.at("/answerToFirstFrameMs/p50").asDouble()).isBetween(1.0, 1000.0);
    }
}
