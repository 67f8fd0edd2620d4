package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;

class ClipsTest {
    private static final Locale ENGLISH = Locale.US;

    @TempDir
    private Path folder;

    private void clip(String file, String words, String... recorded) throws IOException {
        Path text = folder.resolve(file + ".txt");
        Files.createDirectories(text.getParent());
        Files.writeString(text, words);
        for (String name : recorded) {
            WavFile.write(text.resolveSibling(name + ".wav"), new Pcm(new short[800], 8000));
        }
    }

    /** The text by parts, those of a recording in brackets. */
    private String parts(String text) {
        return String.join(
                "|",
                new Clips(folder)
                        .parts(text, ENGLISH).stream()
                                .map(part -> part.sound() == null ? part.words() : "[" + part.words() + "]")
                                .toList());
    }

    @Test
    void whatIsRecordedIsFoundAmongOtherWords() throws IOException {
        clip("en/zip", "What is your postal code?", "zip");
        clip("en/sorry", "Sorry, I did not get that.", "sorry");

        assertThat(parts("Sorry, I did not get that. What is  your postal code? Take your time."))
                .isEqualTo("[Sorry, I did not get that.]|[What is your postal code?]|Take your time.");
        assertThat(parts("What is your postal codes?")).isEqualTo("What is your postal codes?");
    }

    @Test
    void slotsTakeWhatIsBetweenTheWordsMarksAndPointsIncluded() throws IOException {
        clip("en/sum", "You owe {sum}.", "sum.1");
        clip("en/day", "{name}, we come on {day} at {time}.", "day.1", "day.2");

        assertThat(parts("You owe $25.50. Thank you.")).isEqualTo("[You owe]|$25.50|Thank you.");
        assertThat(parts("Ana Maria, we come on May 3rd at ten."))
                .isEqualTo("Ana Maria|[, we come on]|May 3rd|[at]|ten");
    }

    @Test
    void ofTwoThatFitTheLongerIsMeant() throws IOException {
        clip("en/a", "Hello {name}.", "a.1");
        clip("en/b", "Hello and welcome to Sunrise.", "b");

        assertThat(parts("Hello and welcome to Sunrise.")).isEqualTo("[Hello and welcome to Sunrise.]");
        assertThat(parts("Hello Ana.")).isEqualTo("[Hello]|Ana");
    }

    @Test
    void withoutEveryRecordingAllOfItIsSynthesised() throws IOException {
        clip("en/greeting", "Hello {name}, welcome to Sunrise.", "greeting.1");

        assertThat(parts("Hello Ana, welcome to Sunrise.")).isEqualTo("Hello Ana, welcome to Sunrise.");
    }

    @Test
    void aLanguageHasItsOwn() throws IOException {
        clip("en/hi", "Hello.", "hi");
        clip("ar/hi", "مرحباً.", "hi");
        Clips clips = new Clips(folder);

        assertThat(clips.named("hi", Locale.of("ar", "EG")).orElseThrow().words())
                .isEqualTo("مرحباً.");
        assertThat(clips.named("hi", Locale.of("fa"))).isEmpty();
        assertThat(parts("مرحباً.")).isEqualTo("مرحباً.");
    }

    @Test
    void aSlotWithoutAValueAndAValueWithoutASlotAreTold() throws IOException {
        clip("en/greeting", "Hello {name}.", "greeting.1");
        Clip greeting = new Clips(folder).named("greeting", ENGLISH).orElseThrow();

        assertThat(greeting.filled(Map.of("name", "Ana $1 \\ {x}"))).isEqualTo("Hello Ana $1 \\ {x}.");
        assertThatThrownBy(() -> greeting.filled(Map.of("nmae", "Ana")))
                .hasMessage("Expected name for the clip 'greeting' (Hello {name}.) but found nmae");
    }

    @Test
    void aRecordingThatCannotBeReadIsSynthesised() throws IOException {
        clip("en/hi", "Hello.");
        Files.writeString(folder.resolve("en/hi.wav"), "no sound");

        assertThat(parts("Hello.")).isEqualTo("Hello.");
    }

    @Test
    void aChangedTextIsSeenWithoutARestart() throws IOException {
        clip("en/hi", "Hello.", "hi");
        Clips clips = new Clips(folder);
        assertThat(clips.named("hi", ENGLISH)).isPresent();

        clip("en/bye", "Good bye.", "bye");

        await().until(() -> clips.named("bye", ENGLISH).isPresent());
    }

    @Test
    void whoHangsUpOrInterruptsEndsIt() throws Exception {
        clip("en/hi", "Hello there.", "hi");
        List<String> synthesised = new ArrayList<>();
        TextToSpeech synthesiser = new TextToSpeech() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public void speak(String text, Locale language, SpeechSink sink) {
                synthesised.add(text);
                sink.audio(new Pcm(new short[80], 8000));
            }

            @Override
            public void close() {}
        };
        try (TextToSpeech speech = new ClipSpeech(synthesiser, new Clips(folder))) {
            speech.speak("Hello there. And more.", ENGLISH, _ -> false);
            assertThat(synthesised).isEmpty();
            speech.speak("Hello there. And more.", ENGLISH, _ -> true);
            assertThat(synthesised).containsExactly("And more.");
        }
    }
}
