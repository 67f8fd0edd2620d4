package org.parley.sim.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.sim.provider.local.FakeVosk;
import org.parley.sim.provider.local.VoskManners;

class FakeVoskTest {
    private final FakeVosk server = new FakeVosk(new VoskManners(), new ScriptedMind());
    private final RawClient client = new RawClient(server.socketUrl() + "/any/path", "X-Any", "any");

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void everyPieceIsRepliedToAndTheEndIsByTheVeryBytes() {
        client.send("{\"config\":{\"sample_rate\":8000}}").send(new byte[1600]);
        client.awaits("\"partial\" : \"\"");
        client.send("{\"eof\" : 1}");
        client.awaits("\"text\" : \"\"");
        client.awaits("closed 1000");
        assertThat(server.violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"eof\":1} | audio to the decoder",
                "{\"reset\":1} | audio to the decoder",
                "{\"config\":{\"model\":\"big\"}} | the unknown model",
                "{\"config\":{\"sample_rate\":8000}} | no effect",
            })
    void whatTheRealOneWouldMisunderstandIsMinded(String text, String violation) {
        client.send(new byte[320]).send(text);
        await().until(() -> server.violations().stream().anyMatch(one -> one.contains(violation)));
    }
}
