package org.parley.ai.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.TextToSpeech;
import org.parley.audio.Pcm;

/** The synthesisers: the one inside, the programs where they are installed, and programs that misbehave. */
final class LocalSpeechTest {
    private static final String PATH = System.getenv().getOrDefault("PATH", "");
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"freetts,''", "flite,''", "flite,rms", "flite,awb", "flite,kal16", "espeak-ng,''"})
    void speaksInShortPiecesAndHasSomethingToSay(String synthesiser, String voice) throws Exception {
        assumeThat(synthesiser.equals("freetts") || installed(synthesiser)).isTrue();
        try (TextToSpeech speech = LocalVoice.synthesiser(settings(synthesiser, voice), PATH)) {
            List<Pcm> pieces = spoken(speech, "-Hello, this is a <test> of 3 words.");

            assertThat(pieces)
                    .allSatisfy(piece -> assertThat(piece.duration()).isLessThanOrEqualTo(Duration.ofMillis(100)));
            assertThat(pieces.stream()
                            .mapToLong(piece -> piece.duration().toMillis())
                            .sum())
                    .isBetween(1_000L, 8_000L);
            assertThat(loudest(pieces)).isGreaterThan(2_000);
        }
    }

    @Test
    void stopsWhenTheSinkHasEnough() throws Exception {
        try (TextToSpeech speech = FreeTtsSpeech.open(DEADLINE)) {
            AtomicInteger pieces = new AtomicInteger();

            speech.speak(
                    "One sentence that is long enough for many pieces.",
                    Locale.US,
                    piece -> pieces.incrementAndGet() < 3);

            assertThat(pieces).hasValue(3);
        }
    }

    @Test
    void saysNothingForTextWithoutWords() throws Exception {
        try (TextToSpeech speech = program("exit 1")) {
            assertThat(spoken(speech, " ... ")).isEmpty();
        }
    }

    @Test
    void automaticMeansFliteWhereItIsAndFreeTtsElsewhere() {
        try (TextToSpeech elsewhere = LocalVoice.synthesiser(settings("auto", ""), folder.toString())) {
            assertThat(elsewhere.name()).isEqualTo("freetts");
        }
        assumeThat(installed("flite")).isTrue();
        try (TextToSpeech here = LocalVoice.synthesiser(settings("auto", ""), PATH)) {
            assertThat(here.name()).isEqualTo("flite");
        }
    }

    @ParameterizedTest
    @CsvSource({"ar,أهلاً وسهلاً بكم في العيادة.", "fa-IR,سلام، به درمانگاه خوش آمدید.", "de,Guten Tag und willkommen."
    })
    void speaksOtherLanguagesByEspeakWhereItIs(String tag, String text) throws Exception {
        assumeThat(installed("espeak-ng")).isTrue();
        Locale language = Locale.forLanguageTag(tag);
        try (TextToSpeech speech = LocalVoice.synthesiser(settings("freetts", ""), PATH)) {
            assertThat(speech.speaks(language)).isTrue();
            assertThat(speech.speaks(Locale.of("lo"))).isFalse();
            List<Pcm> pieces = new ArrayList<>();
            speech.speak(text, language, pieces::add);
            long millis = pieces.stream()
                    .mapToLong(piece -> piece.duration().toMillis())
                    .sum();
            assertThat(millis).as("as long as its words").isBetween(900L, 6000L);
            assertThat(loudest(pieces)).isGreaterThan(3000);
            assertThatThrownBy(() -> speech.speak("ສະບາຍດີ", Locale.of("lo"), pieces::add))
                    .hasMessageContaining("Lao")
                    .hasMessageContaining("espeak-ng has none");
        }
    }

    @Test
    void aVoiceOfEspeakMayBeNamedForEachLanguage() throws Exception {
        assumeThat(installed("espeak-ng")).isTrue();
        LocalVoiceSettings named = new LocalVoiceSettings(
                "freetts", "", List.of("ar=ar+f3"), 1, Duration.ofSeconds(1), 4, 0, Path.of("none"));
        try (TextToSpeech usual = LocalVoice.synthesiser(settings("freetts", ""), PATH);
                TextToSpeech other = LocalVoice.synthesiser(named, PATH)) {
            List<Pcm> his = new ArrayList<>();
            List<Pcm> hers = new ArrayList<>();
            usual.speak("مرحباً", Locale.of("ar"), his::add);
            other.speak("مرحباً", Locale.of("ar"), hers::add);
            assertThat(hers).isNotEmpty();
            assertThat(hers.getFirst().samples()).isNotEqualTo(his.getFirst().samples());
        }
        assertThatThrownBy(() -> new LocalVoiceSettings(
                        "auto", "", List.of("ar:x"), 1, Duration.ofSeconds(1), 4, 0, Path.of("none")))
                .hasMessage("expected voices as LANGUAGE=VOICE, such as ar=layla, but found 'ar:x'");
    }

    @Test
    void withoutEspeakOtherLettersFailWithWhatToDoAndLatinOnesAreReadAsEnglish() throws Exception {
        try (TextToSpeech speech = LocalVoice.synthesiser(settings("freetts", ""), folder.toString())) {
            assertThat(speech.speaks(Locale.of("ar"))).isFalse();
            assertThat(speech.speaks(Locale.UK)).isTrue();
            assertThatThrownBy(() -> speech.speak("مرحباً", Locale.of("ar"), _ -> true))
                    .hasMessageContaining("a voice for Arabic")
                    .hasMessageContaining("apt-get install espeak-ng");
            List<Pcm> pieces = new ArrayList<>();
            speech.speak("Guten Tag", Locale.GERMAN, pieces::add);
            assertThat(loudest(pieces)).isGreaterThan(3000);
        }
    }

    @ParameterizedTest
    @CsvSource({"festival,''", "freetts,slt", "flite,http://example.org/voice", "flite,nosuch", "espeak-ng,--path=/"})
    void refusesSynthesisersAndVoicesThatAreNotHere(String synthesiser, String voice) {
        assertThatThrownBy(() -> LocalVoice.synthesiser(settings(synthesiser, voice), PATH))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.SETTINGS));
    }

    @Test
    void saysHowToGetAProgramThatIsMissing() {
        assertThatThrownBy(() -> LocalVoice.synthesiser(settings("flite", ""), folder.toString()))
                .hasMessageContaining("apt-get install flite");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 3|PROTOCOL|ended with 3",
                "echo 'no such voice' >&2; exit 1|PROTOCOL|no such voice",
                "cat >/dev/null|PROTOCOL|no sound",
                "cat >/dev/null; : > \"$1\"|PROTOCOL|no sound",
                "cat >/dev/null; echo garbage > \"$1\"|PROTOCOL|RIFF",
                "head -c 9000000 /dev/zero >&2; head -c 9000000 /dev/zero; exit 4|PROTOCOL|ended with 4",
                "exec sleep 60|SLOW|longer than"
            })
    void namesWhatAProgramDidWrong(String script, Kind kind, String found) throws Exception {
        try (TextToSpeech speech = program(script)) {
            assertThatThrownBy(() -> spoken(speech, "hello"))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(kind))
                    .hasMessageContaining(found);
        }
    }

    @Test
    void anInterruptionEndsTheProgramAtOnce() throws Exception {
        Path started = folder.resolve("started");
        AtomicReference<Throwable> end = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        try (TextToSpeech speech = program(
                "echo $$ > " + started + ".part; mv " + started + ".part " + started + "; exec sleep 60", DEADLINE)) {
            Thread speaker = Thread.ofVirtual().start(() -> {
                try {
                    spoken(speech, "hello");
                } catch (InterruptedException | RuntimeException e) {
                    end.set(e);
                }
                ended.countDown();
            });
            await().atMost(DEADLINE).until(() -> Files.exists(started));
            long pid = Long.parseLong(Files.readString(started).strip());

            speaker.interrupt();

            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(end.get()).isInstanceOf(InterruptedException.class);
            await().atMost(DEADLINE)
                    .until(() -> ProcessHandle.of(pid)
                            .map(process -> !process.isAlive())
                            .orElse(true));
        }
    }

    @Test
    void leavesNoFilesBehind() throws Exception {
        Path kept = folder.resolve("argument");
        try (TextToSpeech speech = program("cat >/dev/null; echo \"$1\" > " + kept + "; exit 1")) {
            assertThatThrownBy(() -> spoken(speech, "hello")).isInstanceOf(ProviderException.class);
        }

        Path sounds = Path.of(Files.readString(kept).strip()).getParent();
        assertThat(sounds).doesNotExist();
    }

    private TextToSpeech program(String script) throws IOException {
        return program(script, Duration.ofSeconds(2));
    }

    private TextToSpeech program(String script, Duration deadline) throws IOException {
        Path program = folder.resolve("speak");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return ProgramSpeech.open("stand-in", List.of("/bin/sh", program.toString()), deadline);
    }

    private static LocalVoiceSettings settings(String synthesiser, String voice) {
        return new LocalVoiceSettings(synthesiser, voice, List.of(), 1, Duration.ofSeconds(1), 4, 0, Path.of("none"));
    }

    private static boolean installed(String program) {
        return List.of(PATH.split(":", -1)).stream().anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    private static List<Pcm> spoken(TextToSpeech speech, String text) throws InterruptedException {
        List<Pcm> pieces = new ArrayList<>();
        speech.speak(text, Locale.US, pieces::add);
        return pieces;
    }

    private static int loudest(List<Pcm> pieces) {
        int loudest = 0;
        for (Pcm piece : pieces) {
            for (short sample : piece.samples()) {
                loudest = Math.max(loudest, Math.abs(sample));
            }
        }
        return loudest;
    }
}
