package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.call.CallEvent;
import org.parley.call.InstantVoice;
import org.parley.call.Order;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.Seen;
import org.parley.store.TurnRow;
import org.parley.store.TurnRow.Side;

/** What a supervisor whispers to a model reaches it by its own wire format, and the caller by none. */
class WhisperIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HINT = "He is a customer of ours since 1999: give him ten percent.";
    private static final String BEFORE = "It is forty euros.";
    private static final String AFTER = "It is thirty-six euros for you.";

    @TempDir
    private Path home;

    private static JsonNode json(Seen seen) {
        try {
            return JSON.readTree(seen.text());
        } catch (IOException none) {
            throw new AssertionError("Expected JSON but was " + seen.text(), none);
        }
    }

    /** The message by which the provider was told, and where in it. */
    private static Optional<String> told(String voice, List<Seen> messages) {
        return messages.stream()
                .filter(seen -> seen.text().contains(HINT))
                .map(WhisperIT::json)
                .map(message -> switch (voice) {
                    case "elevenlabs" ->
                        message.path("type").asText().equals("contextual_update")
                                ? message.path("text")
                                : JSON.nullNode();
                    case "hume" ->
                        message.path("type").asText().equals("session_settings")
                                        && message.at("/context/type").asText().equals("persistent")
                                ? message.at("/context/text")
                                : JSON.nullNode();
                    case "openai" ->
                        message.path("type").asText().equals("conversation.item.create")
                                        && message.at("/item/type").asText().equals("message")
                                        && message.at("/item/role").asText().equals("system")
                                        && message.at("/item/content/0/type")
                                                .asText()
                                                .equals("input_text")
                                ? message.at("/item/content/0/text")
                                : JSON.nullNode();
                    default ->
                        StreamSupport.stream(message.path("messages").spliterator(), false)
                                .filter(each -> each.path("role").asText().equals("system")
                                        && each.path("content").asText().contains(HINT))
                                .map(each -> each.path("content"))
                                .findFirst()
                                .orElse(JSON.nullNode());
                })
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cascade", "elevenlabs", "hume", "openai"})
    void theModelGoesByItFromItsNextAnswerOnAndTheCallerHearsNothingOfIt(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            HeardSound ear = new HeardSound();
            for (int i = 0; i < 2; i++) {
                host.mind.thinks(
                        "What does it cost?",
                        () -> told(voice, host.provider.seen()).isPresent() ? AFTER : BEFORE);
            }
            SimulatedChannel call = host.call(TalkingHost.briefTalk(voice), ear);
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Hello from the script.");
            assertThat(answer(host, call)).isEqualTo(BEFORE);
            assertThat(told(voice, host.provider.seen())).isEmpty();

            await().pollDelay(Duration.ofMillis(300)).atMost(SOON).until(() -> true); // the answer's last frames come
            int heard = ear.sound().length;
            host.order(new Order.Whisper(HINT));
            CallEvent whispered = host.awaitEvent("supervisor");
            assertThat(whispered.data())
                    .containsEntry("act", "whisper")
                    .containsEntry("by", "anna")
                    .containsEntry("state", "done")
                    .containsEntry("text", HINT);
            await().during(Duration.ofMillis(700)).atMost(SOON).until(() -> ear.sound().length == heard);

            assertThat(answer(host, call)).isEqualTo(AFTER);
            assertThat(told(voice, host.provider.seen()).orElseThrow())
                    .contains("the caller cannot hear it", "from your next answer on", HINT);
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.story().turns())
                    .filteredOn(turn -> turn.side() == Side.AGENT)
                    .extracting(TurnRow::text)
                    .containsExactly("Hello from the script.", BEFORE, AFTER);
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    private static String answer(TalkingHost host, SimulatedChannel call) throws InterruptedException {
        host.box.understands("What does it cost?");
        call.play(InstantVoice.speech(Duration.ofMillis(900)));
        host.awaitEvent("caller-said");
        return String.valueOf(host.awaitEvent("agent-said").data().get("text"));
    }

    @Test
    void aVoiceThatTakesOverKnowsIt() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            host.mind.thinks(
                    "What does it cost?",
                    () -> told("cascade", host.provider.seen()).isPresent() ? AFTER : BEFORE);
            SimulatedChannel call = host.call("""
                    converse {
                        voice 'openai', 'cascade'
                        greeting 'Hello from the script.'
                        instructions 'Be brief.'
                        limit 1.min
                    }
                    """, flag("cascade.model", "openai"));
            host.awaitEvent("agent-said");
            host.order(new Order.Whisper(HINT));
            host.awaitEvent("supervisor");
            host.provider.sockets().forEach(FakeSocket::reset);
            host.awaitEvent("voice-left");
            assertThat(answer(host, call)).isEqualTo(AFTER);
            call.hangUp();
        }
    }
}
