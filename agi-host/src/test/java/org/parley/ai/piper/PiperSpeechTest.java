package org.parley.ai.piper;

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
import org.parley.sim.provider.local.FakePiper;
import org.parley.sim.provider.local.LocalManners;

class PiperSpeechTest {
    private static final String TEXT = "Good morning.";

    private final LocalManners manners = new LocalManners();
    private final ScriptedMind mind = new ScriptedMind();
    private final FakePiper server = new FakePiper(manners, mind);
    private final List<Pcm> heard = new ArrayList<>();
    private PiperSpeech speech = speech();

    @AfterEach
    void close() {
        speech.close();
        List<String> violations = server.violations();
        server.close();
        assertThat(violations).isEmpty();
    }

    private PiperSpeech speech(String... changes) {
        String[] all = Arrays.copyOf(changes, changes.length + 2);
        all[changes.length] = "url";
        all[changes.length + 1] = server.httpUrl();
        return new PiperSpeech(Changed.settings(PiperSettings.class, "", all));
    }

    private void use(String... changes) {
        speech.close();
        speech = speech(changes);
    }

    private void speak() throws InterruptedException {
        speech.speak(TEXT, Locale.ENGLISH, heard::add);
    }

    private short[] samples() {
        return Sounds.joined(heard);
    }

    @ParameterizedTest
    @CsvSource({"false, 16000", "false, 22050", "true, 16000"})
    void speechIsTheVerySamplesWhicheverServerItIs(boolean old, int rate) throws Exception {
        manners.old = old;
        manners.rate = rate;
        speak();
        assertThat(heard.getFirst().rate()).isEqualTo(rate);
        assertThat(samples())
                .isEqualTo(Sounds.at(new Pcm(mind.speak(TEXT), 8000), rate).samples());
        server.refuseNext(500, "<h1>no</h1>"); // the path is known now: asked once
        assertFails(Kind.NETWORK, "answered 500: no", this::speak);
        speak();
    }

    @Test
    void aPathThatIsSetIsTheOnlyOne() {
        manners.old = true;
        use("path", "/synthesize");
        assertFails(Kind.SETTINGS, "404", this::speak);
    }

    @Test
    void onlyWhatIsSetIsSent() throws Exception {
        speak();
        use("voice", "fa_IR-amir-medium", "speaker", "7", "speed-percent", "125");
        speak();
        use("speaker", "amir");
        speak();
        assertThat(server.asked())
                .extracting(Object::toString)
                .containsExactly(
                        "{\"text\":\"Good morning.\"}",
                        "{\"text\":\"Good morning.\",\"voice\":\"fa_IR-amir-medium\",\"speaker_id\":7,\"length_scale\":0.8}",
                        "{\"text\":\"Good morning.\",\"speaker\":\"amir\"}");
    }

    @Test
    void aTextThatIsTooLongIsSpokenInParts() throws Exception {
        use("characters-max", "100");
        String text = "This is a sentence of thirty-nine letters. ".repeat(4).strip();
        speech.speak(text, Locale.ENGLISH, heard::add);
        assertThat(server.asked()).hasSize(2);
        assertThat(samples().length / 22.05).isCloseTo(ScriptedMind.length(text) / 8.0, within(100.0));
        speech.speak("  ", Locale.ENGLISH, heard::add);
        assertThat(server.asked()).as("for nothing").hasSize(2);
    }

    @Test
    void aCutEndsIt() throws Exception {
        use("characters-max", "50");
        speech.speak("A long text. ".repeat(20), Locale.ENGLISH, piece -> {
            heard.add(piece);
            return heard.size() < 2;
        });
        assertThat(heard).hasSize(2);
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"401, AUTH", "403, AUTH", "429, RATE", "500, NETWORK", "503, NETWORK"})
    void aRefusalHasItsKind(int status, Kind kind) {
        server.refuseNext(status, "<html><title>" + status + "</title><p>Please go away.</p></html>");
        assertFails(kind, "answered " + status + ": Please go away.", this::speak);
    }

    @Test
    void failuresHaveTheirKinds() {
        server.resetNext();
        assertFails(Kind.NETWORK, "", this::speak);
        manners.breaksOff = true;
        assertFails(Kind.NETWORK, "", this::speak);
        assertThat(heard).as("of what came").isNotEmpty();
        manners.breaksOff = false;
        manners.nonsense = "<html>It works!</html>";
        assertFails(Kind.PROTOCOL, "'<htm'", this::speak);
        manners.nonsense = "RIFF";
        assertFails(Kind.PROTOCOL, "has none", this::speak);
        manners.nonsense = "";
        use("longest", "2s");
        manners.endlessSeconds = 5;
        assertFails(Kind.PROTOCOL, "at most 2 s", this::speak);
        manners.endlessSeconds = 0;
        use("answer", "500ms");
        server.ignoreNext();
        assertFails(Kind.SLOW, "", this::speak);
        manners.work = Duration.ofSeconds(3);
        assertFails(Kind.SLOW, "", this::speak);
    }
}
