package org.parley.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.wire.SpeechBytes;
import org.parley.ai.wire.TextParts;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.audio.WavFile;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.Sounds;
import org.parley.sim.provider.openai.FakeOpenAi;

class OpenAiSpeechTest {
    private static final String TEXT = "Good morning.";

    private final ScriptedMind mind = new ScriptedMind();
    private final FakeOpenAi fake = new FakeOpenAi(mind, true);
    private final List<Pcm> heard = new ArrayList<>();
    private OpenAiSpeech speech = speech();

    @AfterEach
    void close() {
        speech.close();
        fake.close();
    }

    private OpenAiSpeech speech(String... changes) {
        return new OpenAiSpeech(
                OpenAiFixture.server(fake), OpenAiFixture.settings(changes).speech());
    }

    private void use(String... changes) {
        speech.close();
        speech = speech(changes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"speech.form=pcm", "speech.form=wav", "speech.rate=8000", "speech.speed-percent=125"})
    void speechIsTheVerySamplesWhateverTheForm(String change) throws Exception {
        String[] parts = change.split("=", -1);
        if (parts[0].equals("speech.rate")) {
            fake.audio().beCompatible();
            use(parts[0], parts[1], "speech.send-rate", "true");
        } else {
            use(parts[0], parts[1], "speech.instructions", "Warmly.");
        }
        speech.speak(TEXT, Locale.ENGLISH, heard::add);

        short[] wanted = mind.speak(TEXT);
        int rate = heard.getFirst().rate();
        assertThat(rate).isEqualTo(parts[0].equals("speech.rate") ? 8000 : 24_000);
        assertThat(heard).hasSizeGreaterThan(2);
        if (rate != Pcm.TELEPHONE_RATE) {
            Resampler up = new Resampler(Pcm.TELEPHONE_RATE, rate);
            short[] most = up.process(wanted, wanted.length);
            short[] rest = up.flush();
            wanted = Arrays.copyOf(most, most.length + rest.length);
            System.arraycopy(rest, 0, wanted, most.length, rest.length);
        }
        assertThat(samples()).isEqualTo(wanted);
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void aCutStopsTheRequest() throws Exception {
        fake.audio().take(Duration.ofMillis(20));
        long began = System.nanoTime();
        speech.speak("A long text. ".repeat(100), Locale.ENGLISH, piece -> {
            heard.add(piece);
            return heard.size() < 3;
        });
        assertThat(heard).hasSize(3);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aTextThatIsTooLongIsSpokenInParts() throws Exception {
        use("speech.characters-max", "100");
        String text = "This is a sentence of thirty-nine letters. ".repeat(4).strip();
        speech.speak(text, Locale.ENGLISH, heard::add);
        assertThat(fake.violations()).isEmpty();
        assertThat(TextParts.of(text, 100)).hasSize(2).allMatch(part -> part.endsWith("."));
        assertThat(TextParts.of("x".repeat(250), 100)).hasSize(3);
        assertThat(TextParts.of("\uD83D\uDE00".repeat(60), 99)).allMatch(part -> part.length() % 2 == 0);
        assertThat(heard.stream()
                        .mapToLong(piece -> piece.duration().toMillis())
                        .sum())
                .isCloseTo(ScriptedMind.length(text) / 8, within(200L));
    }

    @Test
    void whatCannotBePlayedIsSaid() {
        fake.audio().speakMpeg();
        assertFails(Kind.SETTINGS);
        fake.refuseNext(400, "{\"error\":{\"message\":\"no\",\"code\":\"content_policy_violation\"}}");
        assertFails(Kind.CONTENT);
        use("speech.speed-percent", "100", "speech.model", "tts-1", "speech.instructions", "Warmly.");
        assertFails(Kind.SETTINGS);
    }

    @Test
    void silenceOfTheServerIsSlow() {
        use("speech.first-audio", "400ms", "speech.next-audio", "400ms");
        fake.ignoreNext();
        assertFails(Kind.SLOW);
        fake.audio().stallAfter(2);
        assertFails(Kind.SLOW);
        assertThat(heard).as("of what came").isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 16, 44", "7, 6, 8, 44", "2, 7, 8, 58", "3, 1, 16, 68"})
    void wavFilesAreReadInWhateverPiecesTheyCome(int piece, int format, int bits, int head) {
        ByteBuffer file = ByteBuffer.allocate(head + 400).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(0).put("WAVE".getBytes(StandardCharsets.US_ASCII));
        if (head > 44) { // another chunk before, of an odd size when it can be
            int size = head - 44 - 8;
            file.put("LIST".getBytes(StandardCharsets.US_ASCII)).putInt(size).put(new byte[size]);
        }
        file.put("fmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) format)
                .putShort((short) 1);
        file.putInt(16_000).putInt(0).putShort((short) (bits / 8)).putShort((short) bits);
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(200); // and what follows is no audio
        SpeechBytes bytes = new SpeechBytes("openai", 24_000);
        int samples = 0;
        for (int at = 0; at < file.capacity(); at += piece) {
            int end = Math.min(file.capacity(), at + piece);
            samples += bytes.add(Arrays.copyOfRange(file.array(), at, end), end - at)
                    .map(pcm -> pcm.samples().length)
                    .orElse(0);
        }
        assertThat(samples).isEqualTo(200 / (bits / 8));
        assertThat(WavFile.parse(file.array(), "it").samples()).hasSize(samples);
    }

    private short[] samples() {
        return Sounds.joined(heard);
    }

    private void assertFails(Kind kind) {
        assertThatThrownBy(() -> speech.speak(TEXT, Locale.ENGLISH, heard::add))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(
                        failure -> assertThat(failure.kind()).as("%s", failure).isEqualTo(kind));
    }
}
