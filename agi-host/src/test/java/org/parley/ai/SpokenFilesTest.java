package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.audio.Pcm;

@Timeout(60)
final class SpokenFilesTest {
    private static final long PLENTY = 64L << 20;

    @TempDir
    private Path folder;

    private final AtomicInteger synthesised = new AtomicInteger();

    @Test
    void aLineThatWasAskedForTwiceNeedsNoSynthesiserAfterAStart() throws Exception {
        Line first = run("slow", PLENTY, "hello", "hello").getLast();

        Line second = run("slow", PLENTY, "hello").getFirst();

        assertThat(synthesised).hasValue(1);
        assertThat(second.samples()).isEqualTo(first.samples()).hasSize(8000);
        assertThat(second.marks()).isEqualTo(first.marks()).containsExactly("3 at 200", "5 at 900");
    }

    @Test
    void aLineThatWasAskedForOnceIsNotKept() throws Exception {
        run("slow", PLENTY, "hello", "good morning Ana");

        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"I have 5 5 5 1 2. Is that right?", "السعر ٢٥"})
    void aLineWithANumberIsNotKeptHoweverOftenItIsSaid(String line) throws Exception {
        run("slow", PLENTY, line, line, line);

        assertThat(files()).isEmpty();
    }

    @Test
    void anotherVoiceOrAnotherLanguageOrAnotherSynthesiserIsAnotherLine() throws Exception {
        run("slow", PLENTY, "hello", "hello");
        run("fast", PLENTY, "hello", "hello");

        assertThat(synthesised).hasValue(2);
        assertThat(files()).hasSize(2);
    }

    @Test
    void nobodyElseOnTheMachineMayListen() throws Exception {
        run("slow", PLENTY, "hello", "hello");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
                .isEqualTo("rw-------");
        assertThat(files().getFirst().getFileName().toString())
                .matches("[0-9a-f]{64}\\.spoken")
                .doesNotContain("hello");
    }

    @Test
    void aTornFileIsMadeAnewWhereverItWasTorn() throws Exception {
        Line whole = run("slow", PLENTY, "hello", "hello").getLast();
        Path file = files().getFirst();
        byte[] good = Files.readAllBytes(file);
        for (int length : new int[] {0, 3, 19, 20, 1000, good.length - 1}) {
            byte[] torn = java.util.Arrays.copyOf(good, length);
            assertThat(Spoken.of(torn))
                    .as("%d of %d bytes", length, good.length)
                    .isEmpty();
        }
        for (int at : new int[] {0, 5, 9, 13, 17, 25, good.length - 1}) {
            byte[] wrong = good.clone();
            wrong[at] ^= 0x41;
            assertThat(Spoken.of(wrong)).as("byte %d", at).isEmpty();
        }
        Files.write(file, java.util.Arrays.copyOf(good, 1000));

        List<Line> again = run("slow", PLENTY, "hello", "hello");

        assertThat(synthesised).hasValue(2);
        assertThat(again.getFirst().samples()).isEqualTo(whole.samples());
        assertThat(Files.readAllBytes(file)).isEqualTo(good);
    }

    @Test
    void thoseUnusedForLongestGoWhenTheBoundIsReached() throws Exception {
        long three = 3 * 16_100L + 1000;
        Instant now = Instant.now();
        for (String text : List.of("a", "b", "c")) {
            List<Path> before = files();
            run("slow", three * 4 / 3, text, text);
            Path written = files().stream()
                    .filter(file -> !before.contains(file))
                    .findFirst()
                    .orElseThrow();
            Files.setLastModifiedTime(written, FileTime.from(now.minusSeconds(10_000 + 1000 * ('c' - text.charAt(0)))));
        }

        run("slow", three * 4 / 3, "a", "d", "d", "e", "e"); // a was used; b, then c, is the oldest

        int before = synthesised.get();
        run("slow", three * 4 / 3, "a", "d", "e");
        assertThat(synthesised.get() - before).as("synthesised of those kept").isZero();
        run("slow", three * 4 / 3, "b");
        assertThat(synthesised.get() - before).as("b is gone").isEqualTo(1);
        assertThat(files().stream().mapToLong(SpokenFilesTest::size).sum()).isLessThanOrEqualTo(three * 4 / 3);
    }

    @Test
    void aSmallerBoundHoldsFromTheStart() throws Exception {
        run("slow", PLENTY, "a", "a", "b", "b", "c", "c", "d", "d", "e", "e");

        SpokenFiles.open(folder, 70_000).close();

        assertThat(files()).hasSize(4);
    }

    @Test
    void zeroKeepsNothingAndMakesNoFolder() throws Exception {
        Path none = folder.resolve("none");
        try (SpokenFiles files = SpokenFiles.open(none, 0);
                CachedSpeech speech = new CachedSpeech(new Tone(), PLENTY, files, "")) {
            speech.speak("hello", Locale.US, _ -> true);
            speech.speak("hello", Locale.US, _ -> true);
        }

        assertThat(none).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeCostsOnlyTheCache() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        try (SpokenFiles files = SpokenFiles.open(file, PLENTY);
                CachedSpeech speech = new CachedSpeech(new Tone(), PLENTY, files, "")) {
            for (int i = 0; i < 3; i++) {
                assertThat(said(speech, "hello").samples()).hasSize(8000);
            }
        }
        assertThat(file).hasContent("in the way");
    }

    @Test
    void whatAKilledHostLeftUnfinishedIsClearedAway() throws Exception {
        Path old = Files.writeString(folder.resolve("1.part"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofMinutes(5))));
        Path fresh = Files.writeString(folder.resolve("2.part"), "of another host");

        SpokenFiles.open(folder, PLENTY).close();

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void everyFileIsWholeAfterAKill() throws Exception {
        for (int round = 0; round < 3; round++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Endless.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader printed = writer.inputReader()) {
                assertThat(printed.readLine()).isEqualTo("writing");
                await().until(() -> files().size() >= 20);
            } finally {
                writer.destroyForcibly().waitFor();
            }
            for (Path file : files()) {
                assertThat(Spoken.of(Files.readAllBytes(file))).as("%s", file).isPresent();
                Files.delete(file);
            }
        }
    }

    /** Writes lines until it is killed. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) throws Exception {
            try (SpokenFiles files = SpokenFiles.open(Path.of(arguments[0]), PLENTY)) {
                System.out.println("writing");
                for (int i = 0; true; i++) {
                    files.keep("%064x".formatted(i), new Spoken(new short[20_000], List.of()));
                    LockSupport.parkNanos(200_000);
                }
            }
        }
    }

    /** What was heard of a line. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Line(short[] samples, List<String> marks) {}

    /** A host from start to end that says these lines. */
    private List<Line> run(String voice, long bytesMax, String... lines) throws InterruptedException {
        List<Line> heard = new ArrayList<>();
        try (SpokenFiles files = SpokenFiles.open(folder, bytesMax);
                CachedSpeech speech = new CachedSpeech(new Tone(), PLENTY, files, voice)) {
            for (String line : lines) {
                heard.add(said(speech, line));
            }
        }
        return heard;
    }

    private static Line said(TextToSpeech speech, String text) throws InterruptedException {
        List<Pcm> pieces = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        speech.speak(text, Locale.US, new SpeechSink() {
            @Override
            public boolean audio(Pcm piece) {
                return pieces.add(piece);
            }

            @Override
            public void mark(int chars, Duration at) {
                marks.add(chars + " at " + at.toMillis());
            }
        });
        int[] all = pieces.stream()
                .flatMapToInt(
                        piece -> IntStream.range(0, piece.samples().length).map(i -> piece.samples()[i]))
                .toArray();
        short[] samples = new short[all.length];
        for (int i = 0; i < all.length; i++) {
            samples[i] = (short) all[i];
        }
        return new Line(samples, marks);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".spoken")).toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A second of a tone for every text, with marks. */
    private final class Tone implements TextToSpeech {
        @Override
        public String name() {
            return "tone";
        }

        @Override
        public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
            synthesised.incrementAndGet();
            short[] second = new short[8000];
            for (int i = 0; i < second.length; i++) {
                second[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / 8000));
            }
            sink.mark(3, Duration.ofMillis(200));
            sink.mark(5, Duration.ofMillis(900));
            Pieces.of(second, 8000, 800, sink);
        }

        @Override
        public void close() {}
    }
}
