package org.parley.ai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.parley.ai.Failing.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.ProviderException.Kind;
import org.parley.audio.Pcm;
import org.parley.settings.Changed;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.Sounds;
import org.parley.sim.provider.http.FakeVendor;
import org.parley.sim.provider.http.VendorManners;
import org.parley.sim.provider.http.VendorManners.Sound;

class HttpSpeechTest {
    /** What would break each place if it were not escaped. */
    private static final String TEXT = "Say \"yes\" & <no> \\ 100% {text}? a+b=c; سلام.";

    private final VendorManners manners = new VendorManners();
    private final ScriptedMind mind = new ScriptedMind();
    private final FakeVendor vendor = new FakeVendor(manners, mind);
    private final List<Pcm> heard = new ArrayList<>();
    private HttpSpeech speech = speech();

    @AfterEach
    void close() {
        speech.close();
        List<String> violations = vendor.violations();
        vendor.close();
        assertThat(violations).isEmpty();
    }

    private HttpSpeech speech(String... changes) {
        String[] all = Arrays.copyOf(
                new String[] {
                    "request.url", vendor.httpUrl(),
                    "request.path", "/say",
                    "request.key", "${env:KEY}",
                    "request.headers", "X-Key: {key}"
                },
                8 + changes.length);
        System.arraycopy(changes, 0, all, 8, changes.length);
        return new HttpSpeech(Changed.settings(HttpSpeakingSettings.class, FakeVendor.KEY, all));
    }

    private void use(String... changes) {
        speech.close();
        speech = speech(changes);
    }

    private void speak(String text) throws InterruptedException {
        speech.speak(text, Locale.of("fa", "IR"), heard::add);
    }

    private short[] samples() {
        return Sounds.joined(heard);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "application/json; {\"text\":\"{text}\",\"language\":\"{locale}\",\"rate\":{rate}}",
                "application/x-www-form-urlencoded; rate={rate}&text={text}",
                "application/ssml+xml; <speak version=\"1.0\" lang=\"{language}\">{text}</speak>",
                "text/plain; {text}"
            })
    void aTextIsEscapedForTheBodyInWhichItStands(String type, String body) throws Exception {
        use("request.type", type, "request.body", body);
        speak(TEXT);
        assertThat(vendor.texts()).containsExactly(TEXT);
    }

    @Test
    void aTextIsEscapedForTheQueryInWhichItStands() throws Exception {
        use("request.method", "get", "request.path", "/say?lang={language}&text={text}&voice={voice}", "voice", "a&b");
        speak(TEXT);
        assertThat(vendor.texts()).containsExactly(TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "WAV, 16000, 8000, body, ''",
        "WAV, 22050, 8000, body, text/html",
        "PCM, 8000, 8000, body, ''",
        "PCM, 24000, 24000, body, application/octet-stream",
        "BASE64, 16000, 8000, base64, ''",
        "DATA, 8000, 8000, base64, ''",
        "MULAW, 8000, 8000, body, ''"
    })
    void speechIsTheVerySamplesInWhateverFormItComes(Sound sound, int rate, int set, String at, String type)
            throws Exception {
        manners.sound = sound;
        manners.rate = rate;
        manners.type = type;
        use(
                "rate",
                String.valueOf(set),
                "sound",
                at,
                "form",
                sound == Sound.MULAW ? "mulaw" : "pcm",
                "answer.at",
                at.equals("body") ? "" : "/nothing, /chunks/*/sound");
        speak("Good morning.");

        Pcm wanted = Sounds.at(new Pcm(mind.speak("Good morning."), 8000), rate);
        assertThat(heard).hasSizeGreaterThan(2).allMatch(piece -> piece.rate() == rate);
        short[] came = samples();
        assertThat(came).hasSameSizeAs(wanted.samples());
        for (int i = 0; i < came.length; i++) {
            assertThat((int) came[i]).isCloseTo(wanted.samples()[i], within(sound == Sound.MULAW ? 600 : 0));
        }
    }

    @Test
    void speechIsHeardWhileItComesAndACutEndsIt() throws Exception {
        manners.each = Duration.ofMillis(100);
        long began = System.nanoTime();
        speech.speak("A long text. ".repeat(50), Locale.ENGLISH, piece -> {
            heard.add(piece);
            return heard.size() < 3;
        });
        assertThat(heard).hasSize(3);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aTextThatIsTooLongIsSpokenInParts() throws Exception {
        use("characters-max", "60");
        speak("This is a sentence of thirty-nine letters. ".repeat(3));
        assertThat(vendor.texts()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"401, AUTH", "402, QUOTA", "404, SETTINGS", "413, CONTENT", "429, RATE", "500, NETWORK", "418, QUOTA"})
    void aRefusalHasItsKindAndItsWordsWithoutTheKey(int status, Kind kind) {
        use("answer.messages", "/nothing, /error", "answer.kinds", "quota: 418, slow: /error=busy");
        vendor.refuseNext(status, "{\"error\":\"no, " + FakeVendor.KEY + "\"}");
        assertFails(kind, "answered " + status + ": no, ***", () -> speak("Hello."));
        vendor.refuseNext(status, "plain words");
        assertFails(kind, "plain words", () -> speak("Hello."));
        vendor.refuseNext(500, "{\"error\":\"busy\"}");
        assertFails(Kind.SLOW, "busy", () -> speak("Hello."));
    }

    @Test
    void failuresHaveTheirKinds() {
        vendor.resetNext();
        assertFails(Kind.NETWORK, "", () -> speak("Hello."));
        manners.breaksOff = true;
        assertFails(Kind.NETWORK, "", () -> speak("Hello."));
        manners.breaksOff = false;
        manners.nonsense = "<html>Bad gateway</html>";
        assertFails(Kind.PROTOCOL, "no sound but '<html>Bad gateway", () -> speak("Hello."));
        manners.nonsense = "{\"message\":\"no credit\"}";
        manners.type = "application/json";
        use("answer.messages", "/message", "answer.kinds", "quota: /message=no credit");
        assertFails(Kind.QUOTA, "no credit", () -> speak("Hello."));
        use("sound", "base64", "answer.at", "/sound", "answer.ok", "/status=ok");
        assertFails(Kind.PROTOCOL, "nothing at [/sound]", () -> speak("Hello."));
        manners.nonsense = "{\"sound\":\"?!\"}";
        assertFails(Kind.PROTOCOL, "no base64", () -> speak("Hello."));
        manners.nonsense = "";
        manners.type = "";
        manners.sound = Sound.MP3;
        use();
        assertFails(Kind.PROTOCOL, "MP3", () -> speak("Hello."));
        manners.mp3 = Mp3Encoder::encoded;
        manners.rate = 16_000;
        use("longest", "1s");
        assertFails(Kind.PROTOCOL, "longer than 1 s", () -> speak("This is far longer than a second."));
        manners.sound = Sound.WAV;
        use("longest", "1s");
        assertFails(Kind.PROTOCOL, "at most 1 s", () -> speak("This is far longer than a second."));
        manners.sound = Sound.BASE64;
        use("longest", "1s", "sound", "base64", "answer.at", "/chunks/*/sound");
        assertFails(Kind.PROTOCOL, "more than 1 s", () -> speak("This is far longer than a second."));
    }

    @Test
    void eachPartOfAnAnswerHasItsDeadline() {
        use("first-byte", "300ms", "idle", "300ms", "limit", "1s");
        vendor.ignoreNext();
        assertFails(Kind.SLOW, "an answer within 300 ms", () -> speak("Hello."));
        manners.first = Duration.ofSeconds(2);
        assertFails(Kind.SLOW, "within 300 ms", () -> speak("Hello."));
        manners.first = Duration.ZERO;
        manners.each = Duration.ofSeconds(2);
        assertFails(Kind.SLOW, "the next piece", () -> speak("Hello."));
        manners.each = Duration.ofMillis(200); // a slow drip
        assertFails(Kind.SLOW, "the whole", () -> speak("A longer text than that."));
    }
}
