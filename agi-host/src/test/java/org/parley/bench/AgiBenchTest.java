package org.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgiBenchTest {
    @Test
    void measuresEachVariantWithoutAnError() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        AgiBench.Options options = new AgiBench.Options(
                List.of("parley-agi", "asterisk-java"), 10, Duration.ofMillis(200), Duration.ofMillis(500), 50);

        AgiBench.run(options, new PrintStream(printed, true, StandardCharsets.UTF_8));

        JsonNode report = new ObjectMapper().readTree(printed.toByteArray());
        for (String handler : options.handlers()) {
            JsonNode figures = report.at("/variants/" + handler);
            assertThat(figures.path("sessions").asLong()).as(handler).isPositive();
            assertThat(figures.path("errors").asLong()).as(handler).isZero();
            assertThat(figures.at("/dispatch/errors").asLong()).as(handler).isZero();
            assertThat(figures.at("/dispatch/p99Millis").asDouble()).as(handler).isPositive();
        }
    }

    @Test
    void refusesAnUnknownVariantAndNamesTheKnown() {
        assertThatThrownBy(() -> new AgiBench.Options(List.of("groovy2"), 1, Duration.ZERO, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("asterisk-java, ")
                .hasMessageContaining("'groovy2'");
    }
}
