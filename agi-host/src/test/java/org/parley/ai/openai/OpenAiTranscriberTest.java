package org.parley.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.ai.wire.Recognised;
import org.parley.audio.Pcm;
import org.parley.audio.TestLine;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.openai.FakeOpenAi;

class OpenAiTranscriberTest {
    private static final Listening ANYTHING = new Listening(8000, Locale.ENGLISH, new Listening.Anything());

    private final ScriptedMind mind = new ScriptedMind();
    private final FakeOpenAi fake = new FakeOpenAi(mind, true);
    private final List<Interim> interims = new CopyOnWriteArrayList<>();
    private OpenAiTranscriber recogniser = recogniser();

    @AfterEach
    void close() {
        recogniser.close();
        fake.close();
    }

    private OpenAiTranscriber recogniser(String... changes) {
        return new OpenAiTranscriber(
                OpenAiFixture.server(fake), OpenAiFixture.settings(changes).transcriber());
    }

    @Test
    void itTellsTheLanguageThatItHasFoundOut() throws Exception {
        use("transcriber.language", "auto", "transcriber.form", "verbose-json", "transcriber.model", "whisper-1");
        mind.thinks("أريد موعداً", "");
        assertThat(transcript(ANYTHING, Duration.ofMillis(600)).language()).isEqualTo(Locale.of("ar"));
        use("transcriber.form", "verbose-json", "transcriber.model", "whisper-1");
        mind.thinks("hello", "");
        assertThat(transcript(ANYTHING, Duration.ofMillis(600)).language()).isNull();
    }

    private void use(String... changes) {
        recogniser.close();
        recogniser = recogniser(changes);
    }

    private Transcript transcript(Listening listening, Duration length) throws InterruptedException {
        try (Transcriber transcriber = recogniser.open(listening, interims::add)) {
            short[] speech = TestLine.speech(length);
            for (int at = 0; at + 160 <= speech.length; at += 160) {
                transcriber.hear(new Pcm(Arrays.copyOfRange(speech, at, at + 160), 8000));
            }
            return transcriber.finish(Duration.ofSeconds(5));
        }
    }

    private Transcript transcript(String said) throws InterruptedException {
        mind.thinks(said, "");
        Transcript transcript = transcript(ANYTHING, Duration.ofMillis(600));
        assertThat(fake.violations()).isEmpty();
        return transcript;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Good Morning, my friend! | good morning my friend",
                "At 3:30 p.m., please. | at 3:30 p.m please",
                "\u0633\u0644\u0627\u0645\u060c \u062e\u0648\u0628\u06cc\u061f | \u0633\u0644\u0627\u0645 \u062e\u0648\u0628\u06cc",
                "[BLANK_AUDIO] | ''",
                "(music) yes | yes",
                "... | ''"
            })
    void wordsAreTheirsInLowerCase(String said, String words) throws Exception {
        assertThat(transcript(said)).isEqualTo(words.isEmpty() ? Transcript.NONE : new Transcript(words, 1));
        assertThat(mind.heard().getFirst()).isEqualTo(TestLine.speech(Duration.ofMillis(600)));
    }

    @Test
    void theVerboseFormTellsHowSureItWasAndWhenNobodySpoke() throws Exception {
        use("transcriber.form", "verbose-json", "transcriber.model", "whisper-1");
        assertThat(transcript("Hello there"))
                .satisfies(heard -> assertThat(heard.text()).isEqualTo("hello there"))
                .satisfies(heard -> assertThat(heard.confidence()).isBetween(0.8, 0.83));
        fake.audio().hearSilence(0.7);
        assertThat(transcript("Thank you for watching")).isEqualTo(Transcript.NONE);
        use("transcriber.form", "verbose-json", "transcriber.model", "whisper-1", "transcriber.silence-percent", "80");
        assertThat(transcript("Thank you for watching").isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, gpt-4o-transcribe, 3", "false, gpt-4o-transcribe, 3", "true, whisper-1, 0"})
    void wordsMayBeToldWhileTheyAreRecognised(boolean done, String model, int told) throws Exception {
        use("transcriber.stream", "true", "transcriber.model", model);
        if (!done) {
            fake.audio().leaveDoneOut();
        }
        assertThat(transcript("One Two three").text()).isEqualTo("one two three");
        assertThat(interims).hasSize(told);
        if (told > 0) {
            assertThat(interims.get(1)).isEqualTo(new Interim("one two", false));
        }
    }

    @Test
    void whatIsExpectedIsAHintAndNotTheAnswer() throws Exception {
        Listening yesNo = new Listening(8000, Locale.of("fa"), new Listening.Phrases(List.of("yes", "no")));
        mind.thinks("Yes, no", "").thinks("Yes.", "");
        assertThat(transcript(yesNo, Duration.ofMillis(400))).isEqualTo(Transcript.NONE);
        assertThat(transcript(yesNo, Duration.ofMillis(400)).text()).isEqualTo("yes");
        String long0 = Recognised.hint(new Listening.Phrases(List.of("x".repeat(400), "y".repeat(400))));
        assertThat(long0).isEqualTo("x".repeat(400));
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void tooLittleIsNotSentAndTooMuchIsCutOff() throws Exception {
        use("transcriber.longest", "1s");
        assertThat(transcript(ANYTHING, Duration.ofMillis(60))).isEqualTo(Transcript.NONE);
        assertThat(mind.heard()).isEmpty();
        mind.thinks("A lot", "");
        assertThat(transcript(ANYTHING, Duration.ofSeconds(3)).text()).isEqualTo("a lot");
        assertThat(mind.heard().getFirst()).hasSize(8000);
    }

    @Test
    void aCompatibleServerNeedsNoModel() throws Exception {
        fake.audio().beCompatible();
        use("transcriber.model", "none", "transcriber.form", "verbose-json", "transcriber.hints", "false");
        assertThat(transcript("Hello").text()).isEqualTo("hello");
        fake.refuseNext(400, "{\"error\":\"failed to read audio\"}");
        assertFails(Kind.SETTINGS, "failed to read audio");
    }

    @Test
    void failuresHaveTheirKinds() {
        use("transcriber.form", "verbose-json");
        fake.resetNext();
        assertFails(Kind.NETWORK, "");
        assertFails(Kind.SETTINGS, "not compatible with model");
        fake.refuseNext(200, "<html>");
        assertFails(Kind.PROTOCOL, "Expected JSON");
        use("transcriber.answer", "400ms");
        fake.ignoreNext();
        assertFails(Kind.SLOW, "");
        fake.audio().stallAfter(0);
        use("transcriber.answer", "400ms", "transcriber.form", "json");
        assertFails(Kind.SLOW, "");
    }

    @Test
    void moreAtOnceThanTheServerBearsWaitForTheirTurn() throws Exception {
        use("transcriber.requests-max", "1");
        fake.audio().take(Duration.ofSeconds(2));
        mind.thinks("First", "").thinks("Second", "");
        Thread first = Thread.ofVirtual().start(() -> {
            try {
                transcript(ANYTHING, Duration.ofMillis(300));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> mind.heard().size() == 1);
        try (Transcriber transcriber = recogniser.open(ANYTHING, interims::add)) {
            transcriber.hear(new Pcm(TestLine.speech(Duration.ofMillis(300)), 8000));
            assertThatThrownBy(() -> transcriber.finish(Duration.ofMillis(200)))
                    .asInstanceOf(type(ProviderException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.RATE));
        }
        first.join();
        fake.audio().take(Duration.ZERO);
        assertThat(transcript(ANYTHING, Duration.ofMillis(300)).text()).isEqualTo("second");
    }

    private void assertFails(Kind kind, String message) {
        assertThatThrownBy(() -> transcript(ANYTHING, Duration.ofMillis(300)))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(
                        failure -> assertThat(failure.kind()).as("%s", failure).isEqualTo(kind))
                .satisfies(failure -> assertThat(failure).hasMessageContaining(message));
    }
}
