package org.parley.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parley.call.CallEvent;

class LiveViewTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final LiveView view =
            new LiveView(new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false), false);

    private void event(long ms, String kind, Map<String, Object> data) {
        view.accept(new CallEvent("c1", Instant.EPOCH, ms, kind, data));
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void showsTheWordsOfBothSidesAsTheyCome() {
        event(120, "agent-says", Map.of("text", "Hello."));
        event(900, "agent-said", Map.of("text", "Hello.", "latencyMs", -1L, "heardMs", 780L, "interrupted", false));
        event(2500, "caller-said", Map.of("text", "yes", "confidence", 0.9, "recognisedMs", 210L));

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).contains("0.12 s", "agent", "“Hello.”");
        assertThat(lines().get(1)).contains("2.50 s", "caller", "“yes”", "210 ms", "90 %");
    }

    @Test
    void tellsHowSoonTheAgentAnsweredAndWhereItWasCutOff() {
        event(1000, "agent-says", Map.of("text", "A long story."));
        event(
                2600,
                "agent-said",
                Map.of("text", "A long story.", "latencyMs", 812L, "heardMs", 1600L, "interrupted", true));

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1)).contains("812 ms", "cut off after 1.6 s");
    }

    @Test
    void saysWhenTheCallerWasNotUnderstood() {
        event(10, "caller-said", Map.of("text", "", "confidence", 0.0, "recognisedMs", 300L));

        assertThat(lines()).singleElement().asString().contains("(not understood)");
    }

    @Test
    void keepsWhatTheHostToldOfACall() throws Exception {
        event(5, "dialer", Map.of("known", true, "code", "V01", "campaign", "C", "lead", 7L, "line", "9001"));
        event(9, "agent-said", Map.of("text", "a", "latencyMs", -1L, "heardMs", 1L, "interrupted", false));
        event(10, "agent-said", Map.of("text", "b", "latencyMs", 700L, "heardMs", 1L, "interrupted", true));
        event(11, "caller-said", Map.of("text", "yes", "confidence", 1.0, "recognisedMs", 1L));
        assertThat(view.byCode("V01").orElseThrow().awaitEnd(Duration.ZERO)).isFalse();
        event(
                12,
                "ended",
                Map.of("reason", "SCRIPT", "status", "SALE", "recording", "/r.wav", "firstAudioMs", 90L, "seconds", 3));

        CallFacts facts = view.byCode("V01").orElseThrow();
        assertThat(facts.awaitEnd(Duration.ZERO)).isTrue();
        assertThat(facts.disposition()).isEqualTo("SALE");
        assertThat(facts.latencies()).containsExactly(700L);
        assertThat(facts.turns()).isEqualTo(3);
        assertThat(facts.interruptions()).isEqualTo(1);
        assertThat(facts.firstAudioMillis()).isEqualTo(90);
    }
}
