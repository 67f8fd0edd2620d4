package org.parley.sim.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.sim.provider.hume.FakeHume;
import org.parley.sim.provider.hume.HumeManners;

/** The stand-in of EVI minds what the real one would. */
class FakeHumeTest {
    private static final String SETTINGS =
            "{\"type\":\"session_settings\",\"audio\":{\"encoding\":\"linear16\",\"sample_rate\":8000,\"channels\":1}}";
    private static final String FRAME =
            "{\"type\":\"audio_input\",\"data\":\"" + Base64.getEncoder().encodeToString(new byte[320]) + "\"}";

    private final FakeHume provider = new FakeHume(new HumeManners(), new ScriptedMind(), false);

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?session_settings[audio][encoding]=linear16&session_settings[audio][sample_rate]=8000",
                "?session_settings%5Baudio%5D%5Bencoding%5D=linear16&session_settings%5Baudio%5D%5Bsample_rate%5D=8000",
            })
    void settingsMayStandInTheAddress(String query) {
        try (RawClient client = client(query, FakeHume.KEY)) {
            client.awaits("chat_metadata");
            client.send(FRAME);
            await().until(() -> !provider.seen().isEmpty());
        }
        assertThat(provider.violations()).isEmpty();
    }

    @Test
    void anotherKeyIsRefused() {
        try (RawClient client = client("", "another")) {
            client.awaits("refused 401");
        }
    }

    @Test
    void audioWithoutItsSettingsIsAnError() {
        try (RawClient client = client("", FakeHume.KEY)) {
            client.awaits("chat_metadata");
            client.send(FRAME);
            client.awaits("E0202");
        }
        assertThat(provider.violations()).singleElement().asString().contains("without its settings");
    }

    @ParameterizedTest
    @CsvSource({"linear16,mulaw", "channels,canals", "session_settings,sessionsettings"})
    void onlyLinearAudioAndKnownWordsAreTaken(String right, String wrong) {
        try (RawClient client = client("", FakeHume.KEY)) {
            client.awaits("chat_metadata");
            client.send(SETTINGS.replace(right, wrong));
            await().until(() -> !provider.violations().isEmpty());
        }
    }

    @Test
    void audioFasterThanItIsSpokenIsAViolationAndSoIsNone() {
        try (RawClient client = client("", FakeHume.KEY)) {
            client.awaits("chat_metadata");
            client.send(SETTINGS);
            await().until(() ->
                    provider.violations().stream().anyMatch(what -> what.contains("no audio for a second")));
            for (int i = 0; i < 100; i++) {
                client.send(FRAME);
            }
            await().until(() -> provider.violations().stream().anyMatch(what -> what.contains("ms of audio within")));
        }
    }

    @Test
    void anAnswerMustBeATextToACallThatWasMade() {
        try (RawClient client = client("", FakeHume.KEY)) {
            client.awaits("chat_metadata");
            client.send("{\"type\":\"tool_response\",\"tool_call_id\":\"x\",\"content\":{\"a\":1}}");
            client.awaits("E0101");
            client.send("{\"type\":\"tool_response\",\"tool_call_id\":\"x\",\"content\":\"a\"}");
            await().until(() -> provider.violations().size() >= 2);
        }
        assertThat(provider.violations().getFirst()).contains("no text");
        assertThat(provider.violations().getLast()).contains("was not called");
    }

    private RawClient client(String query, String key) {
        return new RawClient(provider.httpUrl() + "/v0/evi/chat" + query, "X-Hume-Api-Key", key);
    }
}
