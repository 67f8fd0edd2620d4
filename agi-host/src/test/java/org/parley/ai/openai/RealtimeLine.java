package org.parley.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.parley.ai.AgentSpec;
import org.parley.ai.TalkLog;
import org.parley.ai.VoiceSession;
import org.parley.audio.TestLine;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.openai.FakeOpenAi;

/** A talk in realtime with the stand-in, on a line, for tests of what is OpenAI's own. */
abstract class RealtimeLine {
    static final Duration SPEECH = Duration.ofMillis(600);
    static final String LONG =
            "We have soup, bread, rice with saffron, grilled fish, and a cake with pistachios and roses for you.";
    private static final ObjectMapper JSON = new ObjectMapper();

    final ScriptedMind mind = new ScriptedMind();
    final TalkLog log = new TalkLog();
    final TestLine line = new TestLine();
    final FakeOpenAi fake = new FakeOpenAi(mind, false);
    int violationsExpected;
    private @Nullable OpenAiRealtimeAgent agent;
    private @Nullable VoiceSession session;

    @AfterEach
    void close() {
        if (session != null) {
            session.close();
        }
        line.close();
        if (agent != null) {
            agent.close();
        }
        List<String> violations = fake.violations();
        fake.close();
        assertThat(violations).as("what the provider would not have taken").hasSize(violationsExpected);
    }

    /** Opens a talk with these settings and puts it on the line. */
    VoiceSession talk(AgentSpec spec, String... changes) throws InterruptedException {
        VoiceSession opened = open(spec, changes);
        opened.start(line.speaker());
        line.connect(opened::hear, opened::voice);
        return opened;
    }

    VoiceSession open(AgentSpec spec, String... changes) throws InterruptedException {
        String[] all = new String[changes.length + 2];
        all[0] = "realtime.silence";
        all[1] = "300ms";
        System.arraycopy(changes, 0, all, 2, changes.length);
        OpenAiRealtimeAgent opening = new OpenAiRealtimeAgent(
                OpenAiFixture.server(fake), OpenAiFixture.settings(all).realtime());
        agent = opening;
        VoiceSession opened = opening.open(spec, log);
        session = opened;
        return opened;
    }

    /** What the client has sent of this type, in order. */
    List<JsonNode> sent(String type) {
        return sent(type, _ -> true);
    }

    List<JsonNode> sent(String type, Predicate<JsonNode> like) {
        return fake.seen().stream()
                .map(seen -> json(seen.text()))
                .filter(event -> event.path("type").asText("").equals(type) && like.test(event))
                .toList();
    }

    /** The texts of items that a connection was told, counted from 1. */
    List<String> told(int connection) {
        return fake.seen().stream()
                .filter(seen -> seen.connection() == connection)
                .map(seen -> json(seen.text()).path("item"))
                .filter(item -> !item.isMissingNode())
                .map(item -> item.path("content")
                        .path(0)
                        .path("text")
                        .asText(item.path("type").asText("")))
                .toList();
    }

    /** The socket that is open now. */
    FakeSocket socket() {
        await().until(() -> fake.sockets().size() == 1);
        return fake.sockets().iterator().next();
    }

    /** The server tells an error in the middle of the talk. */
    void tellError(String code, String message) {
        socket().sendText(
                        "{\"type\":\"error\",\"event_id\":\"e1\",\"error\":{\"type\":\"invalid_request_error\",\"code\":\""
                                + code + "\",\"message\":\"" + message + "\",\"param\":null}}");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Expected JSON but was " + text, e);
        }
    }
}
