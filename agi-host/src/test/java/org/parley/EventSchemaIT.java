package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.TalkingHost.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.openai.FakeOpenAi;

/** The schema of live events says what real calls tell. */
class EventSchemaIT {
    private static final String SCRIPT = """
            script('talk') {
                voice 'cascade'
                step('talk') {
                    dispose 'NI'
                    http 'http://127.0.0.1:9/nothing'
                    converse { greeting 'Hello from the script.'; limit 1.min }
                    transfer '8500'
                }
            }
            """;

    @TempDir
    private Path home;

    private static JsonNode schema() throws Exception {
        try (InputStream in = Console.class.getResourceAsStream("live/live-event.schema.json")) {
            return WatchedHost.JSON.readTree(in);
        }
    }

    @Test
    void everyEventOfRealCallsIsValid() throws Exception {
        JsonSchema schema = new JsonSchema(schema());
        ScriptedMind mind = new ScriptedMind();
        mind.thinks("I have a question", "Here is the answer.");
        List<JsonNode> events = new ArrayList<>();
        try (FakeOpenAi provider = new FakeOpenAi(mind, false);
                WatchedHost host = new WatchedHost(
                        home,
                        SCRIPT,
                        flag("openai.url", provider.httpUrl() + "/v1"),
                        flag("openai.key", "${env:KEY}"),
                        flag("cascade.model", "openai"));
                SocketClient client = new SocketClient(
                        host.client, host.console.address(), "Authorization", "Bearer " + host.viewer)) {
            client.send("{\"id\":1,\"do\":\"subscribe\"}");
            host.box.understands("I have a question");
            SimulatedChannel call = host.call();
            client.event("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            client.event("latency");
            call.hangUp();
            client.event("ended");
            Files.writeString(home.resolve("scripts/talk.groovy"), "extensions '100'\ntransfer '8500'\n");
            client.event("script-live");
            host.call().await(WatchedHost.SOON);
            client.event("ended");
            client.passedOver().stream()
                    .filter(message -> message.has("event"))
                    .forEach(message -> events.add(message.get("event")));
        }
        Set<String> types = new TreeSet<>();
        for (JsonNode event : events) {
            assertThat(schema.violations(event)).as(event.toString()).isEmpty();
            types.add(event.get("type").textValue());
        }
        assertThat(types)
                .contains("status", "call_started", "conversation_turn", "tool", "emotion", "transfer", "provider");

        ObjectNode wrong = events.getFirst().deepCopy();
        wrong.put("schema", 1)
                .put("type", "gossip")
                .put("more", true)
                .put("at", "yesterday")
                .remove("ms");
        assertThat(schema.violations(wrong)).hasSize(5);
    }
}
