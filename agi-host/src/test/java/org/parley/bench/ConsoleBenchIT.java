package org.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bench of the console in a short form: what must hold on any machine, however busy, holds in it. */
@Timeout(240)
class ConsoleBenchIT {
    @Test
    void allSubscribersGetAllEvents() throws Exception {
        JsonNode figures = new ObjectMapper().valueToTree(new ConsoleBench(6, 4, Duration.ofSeconds(2)).run());

        assertThat(figures.path("callsUp").asInt()).as("%s", figures).isEqualTo(6);
        assertThat(figures.path("subscribersLost").asInt()).isZero();
        assertThat(figures.path("eventsMissed").asInt()).isZero();
        assertThat(figures.path("eventsPerSecond").asDouble()).isGreaterThan(2);
        assertThat(figures.at("/streamDeliveryMs/p50").asDouble()).isBetween(0.0, 1_000.0);
        assertThat(figures.at("/socketDeliveryMs/p50").asDouble()).isBetween(0.0, 1_000.0);
    }

    @Test
    void aLoadThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new ConsoleBench(0, 20, Duration.ofSeconds(1)))
                .hasMessageContaining("1 to 1000 calls");
    }
}
