package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.call.InstantVoice;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.openai.FakeOpenAi;

/** What the console tells of one call beside its words: usage, cost, latencies, barge-ins. */
class CallDetailIT {
    @TempDir
    private Path home;

    @Test
    void aCallTellsWhatItUsedAndCostAndHowLongItsAnswersTook() throws Exception {
        ScriptedMind mind = new ScriptedMind();
        mind.thinks("I have a question", "Here is the answer.");
        try (FakeOpenAi provider = new FakeOpenAi(mind, false);
                WatchedHost host = new WatchedHost(
                        home,
                        """
                        script('talk') {
                            voice 'cascade'
                            step('talk') {
                                dispose 'NI'
                                converse { greeting 'Hello from the script.'; limit 1.min }
                            }
                        }
                        """,
                        flag("openai.url", provider.httpUrl() + "/v1"),
                        flag("openai.key", "${env:KEY}"),
                        flag("cascade.model", "openai"),
                        flag("talk.prices", "openai.million-output-tokens=2000"))) {
            host.box.understands("I have a question");
            SimulatedChannel call = host.call();
            String path = "/api/calls/" + host.running();
            await().atMost(WatchedHost.SOON)
                    .until(() -> host.json(path).get("turns").size() == 1);
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            await().atMost(WatchedHost.SOON)
                    .until(() -> host.json(path).get("latencies").size() == 1);
            assertThat(host.json(path).at("/latencies/0/firstFrameMs").longValue())
                    .isPositive();
            call.hangUp();
            await().atMost(WatchedHost.SOON)
                    .until(() -> !host.json(path).at("/call/endedAt").isNull());

            JsonNode detail = host.json(path);
            assertThat(detail.get("usage").findValuesAsText("unit")).contains("INPUT_TOKENS", "OUTPUT_TOKENS");
            double output = 0;
            for (JsonNode used : detail.get("usage")) {
                assertThat(used.get("amount").longValue()).isPositive();
                if (used.get("unit").textValue().equals("OUTPUT_TOKENS")) {
                    output = used.get("amount").longValue() * 0.002;
                    assertThat(used.get("cost").doubleValue()).isCloseTo(output, within(0.0001));
                } else {
                    assertThat(used.get("cost").isNull()).isTrue();
                }
            }
            assertThat(detail.get("cost").doubleValue()).isPositive().isCloseTo(output, within(0.0001));
            assertThat(detail.get("bargeIns")).isEmpty();
        }
    }

    @Test
    void aCallTellsWhereTheCallerBrokeIn() throws Exception {
        String text = "A very long sentence that takes its time. ".repeat(12);
        try (WatchedHost host = new WatchedHost(home, "say '" + text + "'\ndispose 'NI'")) {
            host.box.understands("Stop it");
            SimulatedChannel call = host.call();
            String path = "/api/calls/" + host.running();
            await().atMost(WatchedHost.SOON)
                    .until(() -> host.json(path)
                            .get("events")
                            .findValuesAsText("kind")
                            .contains("agent-says"));
            call.play(InstantVoice.speech(Duration.ofMillis(1500)));
            call.await(WatchedHost.SOON);
            await().atMost(WatchedHost.SOON)
                    .until(() -> !host.json(path).at("/call/endedAt").isNull());

            JsonNode detail = host.json(path);
            assertThat(detail.get("bargeIns")).hasSize(1);
            assertThat(detail.at("/bargeIns/0/atMs").longValue()).isPositive();
            assertThat(detail.at("/bargeIns/0/why").textValue()).isNotEmpty();
            assertThat(detail.at("/turns/0/interrupted").booleanValue()).isTrue();
            assertThat(detail.get("cost").isNull()).isTrue();
        }
    }
}
