package org.parley.sim.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.sim.provider.deepgram.DeepgramManners;
import org.parley.sim.provider.deepgram.FakeDeepgram;

/** The stand-in of Deepgram minds what the real one would. */
class FakeDeepgramTest {
    private static final String LISTEN = "/v1/listen?model=nova-3&encoding=linear16&sample_rate=8000";
    private static final String KEEP_ALIVE = "{\"type\":\"KeepAlive\"}";

    private final DeepgramManners manners = new DeepgramManners();
    private final ScriptedMind mind = new ScriptedMind();
    private final FakeDeepgram provider = new FakeDeepgram(manners, mind, false);

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void anEmptyFrameClosesTheSocket() {
        try (RawClient client = client(LISTEN)) {
            client.send(new byte[0]).awaits("closed 1011");
        }
        assertThat(provider.violations()).singleElement().asString().contains("empty");
    }

    @Test
    void aControlInABinaryFrameIsAViolation() {
        try (RawClient client = client(LISTEN)) {
            client.send(KEEP_ALIVE.getBytes(StandardCharsets.UTF_8)).awaits("closed 1008");
        }
        assertThat(provider.violations()).singleElement().asString().contains("as audio");
    }

    @Test
    void toStayAliveIsNotEnoughWithoutAnyAudio() {
        manners.idle = Duration.ofMillis(400);
        try (RawClient client = client(LISTEN)) {
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                client.tries(KEEP_ALIVE);
                return client.has("closed 1011 NET-0001");
            });
        }
        assertThat(provider.violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void finalizeIsAnsweredOrNotAndTheStreamIsClosedInOrder(boolean answered) {
        manners.finalizes = answered;
        try (RawClient client = client(LISTEN)) {
            client.send(new byte[320]).send("{\"type\":\"Finalize\"}").send("{\"type\":\"CloseStream\"}");
            client.awaits("\"type\":\"Metadata\"");
            client.awaits("closed 1000");
            assertThat(client.has("from_finalize")).isEqualTo(answered);
        }
        assertThat(provider.violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/listen?model=nova-3",
                "/v1/listen?model=nova-3&encoding=linear16&sample_rate=8000&utterance_end_ms=1000",
                "/v1/listen?encoding=linear16&sample_rate=8000",
                "/v1/speak?model=aura-2-thalia-en&encoding=linear16&sample_rate=11025",
            })
    void whatItCannotServeIsRefused(String path) {
        try (RawClient client = client(path)) {
            client.awaits("refused 400");
        }
    }

    @Test
    void theWordBeforeTheKeyIsToken() {
        try (RawClient client =
                new RawClient(provider.httpUrl() + LISTEN, "Authorization", "Bearer " + FakeDeepgram.KEY)) {
            client.awaits("refused 401");
        }
    }

    @Test
    void aTextThatIsTooLongIsRefusedByTheSynthesiser() {
        try (RawClient client = client("/v1/speak?model=aura-2-thalia-en&encoding=linear16&sample_rate=8000")) {
            client.send("{\"type\":\"Speak\",\"text\":\"" + "x".repeat(2001) + "\"}")
                    .awaits("closed 1008 DATA-0001");
        }
    }

    private RawClient client(String path) {
        return new RawClient(provider.httpUrl() + path, "Authorization", "Token " + FakeDeepgram.KEY);
    }
}
