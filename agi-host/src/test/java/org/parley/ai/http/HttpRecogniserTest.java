package org.parley.ai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.ai.Failing.assertFails;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;
import org.parley.audio.TestLine;
import org.parley.settings.Changed;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.http.FakeVendor;
import org.parley.sim.provider.http.VendorManners;

class HttpRecogniserTest {
    private static final Listening PERSIAN = new Listening(8000, Locale.of("fa"), new Listening.Anything());

    private final VendorManners manners = new VendorManners();
    private final ScriptedMind mind = new ScriptedMind();
    private final FakeVendor vendor = new FakeVendor(manners, mind);
    private HttpRecogniser recogniser = recogniser();

    @AfterEach
    void close() {
        recogniser.close();
        List<String> violations = vendor.violations();
        vendor.close();
        assertThat(violations).isEmpty();
    }

    private HttpRecogniser recogniser(String... changes) {
        String[] all = Arrays.copyOf(
                new String[] {
                    "request.url", vendor.httpUrl(),
                    "request.path", "/hear",
                    "request.key", "${env:KEY}",
                    "request.headers", "X-Key: {key}",
                    "sent", "sound",
                    "answer.at", "/nothing, /words"
                },
                12 + changes.length);
        System.arraycopy(changes, 0, all, 12, changes.length);
        return new HttpRecogniser(Changed.settings(HttpHearingSettings.class, FakeVendor.KEY, all));
    }

    private void use(String... changes) {
        recogniser.close();
        recogniser = recogniser(changes);
    }

    private Transcript transcript() throws InterruptedException {
        try (Transcriber transcriber = recogniser.open(PERSIAN, _ -> {})) {
            short[] speech = TestLine.speech(Duration.ofMillis(600));
            for (int at = 0; at + 160 <= speech.length; at += 160) {
                transcriber.hear(new Pcm(Arrays.copyOfRange(speech, at, at + 160), 8000));
            }
            return transcriber.finish(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sound, wav, 8000",
        "sound, wav, 16000",
        "sound, pcm, 16000",
        "sound, mulaw, 8000",
        "template, wav, 8000"
    })
    void soundIsSentInTheFormThatIsSet(String sent, String form, int rate) throws Exception {
        use(
                "sent",
                sent,
                "form",
                form,
                "rate",
                String.valueOf(rate),
                "request.body",
                "{\"sound\":\"{audio}\",\"language\":\"{language}\"}");
        mind.thinks("سلام، خوبی؟", "");
        assertThat(transcript()).isEqualTo(new Transcript("سلام خوبی", 1));
        assertThat(mind.heard().getFirst().length / 8).isBetween(595, 605);
    }

    @Test
    void wordsAreWhereverTheyAre() throws Exception {
        mind.thinks("One two three", "").thinks("Plain words.", "").thinks("", "");
        use("answer.at", "/segments/*/text");
        assertThat(transcript().text()).isEqualTo("one two three");
        manners.plain = true;
        use("answer.at", "");
        assertThat(transcript().text()).isEqualTo("plain words");
        manners.plain = false;
        use();
        assertThat(transcript()).as("empty is success").isEqualTo(Transcript.NONE);
    }

    @ParameterizedTest
    @CsvSource({"401, AUTH", "402, QUOTA", "429, RATE", "503, NETWORK"})
    void aRefusalHasItsKind(int status, Kind kind) {
        vendor.refuseNext(status, "{\"error\":\"no\"}");
        assertFails(kind, "answered " + status, this::transcript);
    }

    @Test
    void failuresHaveTheirKinds() {
        vendor.resetNext();
        assertFails(Kind.NETWORK, "", this::transcript);
        manners.breaksOff = true;
        mind.thinks("word ".repeat(1000).strip(), "");
        assertFails(Kind.NETWORK, "", this::transcript);
        manners.breaksOff = false;
        manners.nonsense = "<html>";
        assertFails(Kind.PROTOCOL, "no JSON", this::transcript);
        manners.nonsense = "{\"status\":\"broken\"}";
        assertFails(Kind.PROTOCOL, "nothing at", this::transcript);
        manners.nonsense = "{\"status\":\"broken\",\"words\":\"\"}";
        use("answer.ok", "/status=ok|done", "answer.messages", "/status");
        assertFails(Kind.PROTOCOL, "broken", this::transcript);
        manners.nonsense = "{\"words\":\"" + "x".repeat(17 << 20) + "\"}";
        assertFails(Kind.PROTOCOL, "at most", this::transcript);
        manners.nonsense = "";
        use("limit", "500ms");
        vendor.ignoreNext();
        assertFails(Kind.SLOW, "", this::transcript);
        manners.first = Duration.ofSeconds(3);
        assertFails(Kind.SLOW, "", this::transcript);
    }

    @Test
    void aWrongKeyIsTheServersToRefuse() {
        use("request.headers", "X-Key: not-{key}");
        assertFails(Kind.AUTH, "not-***", this::transcript);
    }
}
