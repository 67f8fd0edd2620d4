package org.parley.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ai.Listening;
import org.parley.ai.SpokenFiles;
import org.parley.ai.Transcriber;
import org.parley.ai.local.LocalVoice;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.audio.WavFile;
import org.parley.console.Console;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.store.CallRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A visitor calls from the page in Chromium: his microphone plays speech, and what the page plays is recognised. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class TalkIT {
    private static final Logger log = LoggerFactory.getLogger(TalkIT.class);
    private static final Duration SOON = Duration.ofSeconds(70);
    private static final int RATE = 8000;
    private static final int FRAME = RATE / 50;
    private static final int MICROPHONE_RATE = 48_000;
    /** When the visitor says what, after the microphone was opened. */
    private static final Map<Integer, String> SAYS = Map.of(7, "green", 25, "yes please");

    private static final String GARDENER =
            "A gardener will come to your house on Monday in the morning and bring all that you have ordered";

    /** A quarter of a minute of it. */
    private static final String SPEECH = "I will tell you now at length about all that grows in our garden. "
            + "There are roses and lilies and tulips in the front, and in the back there are apples and pears and plums. "
            + "Behind them stand the old trees that my grandfather has planted when he was a boy, and under those trees "
            + "we have put benches for everybody who comes to visit us";

    private static final String INTERRUPTED = """
            def said = say '%s.'
            note said.interrupted ? 'interrupted' : 'heard out'
            say 'All right, goodbye.'
            """.formatted(SPEECH);

    private static final String MARKS = "performance.getEntriesByType('mark')"
            + ".map(mark => mark.name + ' ' + Math.round(mark.startTime - tap.clickMs)).join()";

    private static final String SCRIPT = """
            def colour = ask 'Hello. Say red, green or blue.', choice('red', 'green', 'blue'), noInput: 12.s
            say "You want ${colour.value}."
            say '%s.'
            def all = ask 'Is that all?', yesNo, noInput: 15.s
            dispose all.yes ? 'SALE' : 'NI', colour.value
            say 'Thank you and goodbye.'
            """.formatted(GARDENER);

    private final List<String> complaints = new ArrayList<>(); // what the page itself did not catch
    private Parley host;
    private Console console;
    private LocalVoice box;
    private Path microphone;
    private Path interrupting; // what it hears of one who interrupts

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("scripts")).resolve("garden.groovy"), SCRIPT);
        Files.writeString(home.resolve("scripts/speech.groovy"), INTERRUPTED);
        Settings settings = Settings.load(new Sources(
                        null,
                        Map.of(),
                        List.of(
                                flag("agi.listen", "127.0.0.1:0"),
                                flag("audio.listen", "127.0.0.1:0"),
                                flag("console.listen", "127.0.0.1:0"),
                                flag("console.web-calls.open", "garden, speech"),
                                flag("console.web-calls.tokens-max", "100"),
                                flag("database.url", "none"),
                                flag("calls.drain", "0s")),
                        new Folders(home, home, home)))
                .value();
        host = Parley.start(settings, home);
        console = Console.open(settings.console(), home, host);
        box = LocalVoice.open(settings.voice(), SpokenFiles.open(home.resolve("spoken"), 1 << 24));
        microphone = home.resolve("microphone.wav");
        WavFile.write(microphone, spoken(SAYS));
        interrupting = home.resolve("interrupting.wav");
        WavFile.write(interrupting, spoken(Map.of(10, "wait a moment please I have a question about that")));
    }

    private static Flag flag(String key, String value) {
        return new Flag("test", key, value);
    }

    @AfterAll
    void stop() {
        box.close();
        host.close();
        console.close();
    }

    /** What the microphone hears: the visitor's words at their seconds, and faint noise between them. */
    private Pcm spoken(Map<Integer, String> says) throws InterruptedException {
        short[] all = new short[40 * MICROPHONE_RATE];
        for (Map.Entry<Integer, String> word : says.entrySet()) {
            List<Pcm> pieces = new ArrayList<>();
            box.textToSpeech().speak(word.getValue(), Locale.US, pieces::add);
            int at = word.getKey() * MICROPHONE_RATE;
            for (Pcm piece : pieces) {
                short[] wide =
                        new Resampler(piece.rate(), MICROPHONE_RATE).process(piece.samples(), piece.samples().length);
                System.arraycopy(wide, 0, all, at, wide.length);
                at += wide.length;
            }
        }
        return new Pcm(all, MICROPHONE_RATE);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TalkIT.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Chromium chromium(Path microphone) {
        return Chromium.start(
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                "--use-file-for-fake-audio-capture=" + microphone + "%noloop");
    }

    private Page page(Chromium chromium, String address, String script) throws IOException {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("en")
                        .setViewportSize(390, 844)
                        .setBypassCSP(true));
        context.setDefaultTimeout((double) SOON.toMillis());
        context.grantPermissions(List.of("microphone"));
        context.addInitScript(resource("tap.js")); // it brings a worklet of its own, which the page's policy forbids
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.navigate("http://" + address + "/talk?script=" + script);
        return page;
    }

    private static Locator caption(Page page, String text) {
        return page.locator("#captions p").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** What the page has played so far, at the telephone's rate. */
    private static short[] played(Page page) {
        return tapped(page, "tapped()");
    }

    /** What its microphone has heard. */
    private static short[] heard(Page page) {
        return tapped(page, "tapped(0, tap.heard)");
    }

    private static short[] tapped(Page page, String what) {
        byte[] bytes = Base64.getDecoder().decode((String) page.evaluate(what));
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        int rate = ((Number) page.evaluate("tap.rate")).intValue();
        return new Resampler(rate, RATE).process(samples, samples.length);
    }

    /** Whether somebody speaks in the 20 ms from there. */
    private static boolean isLoud(short[] sound, int at) {
        int sum = 0;
        for (int i = at; i < at + FRAME; i++) {
            sum += Math.abs(sound[i]);
        }
        return sum / FRAME > 100;
    }

    /** The pieces of it between pauses of so many milliseconds. */
    private static List<short[]> utterances(short[] sound, int pauseMs) {
        List<short[]> found = new ArrayList<>();
        int from = -1;
        int quiet = 0;
        for (int at = 0; at + FRAME <= sound.length; at += FRAME) {
            boolean loud = isLoud(sound, at);
            quiet = loud ? 0 : quiet + 20;
            if (loud && from < 0) {
                from = at;
            } else if (from >= 0 && quiet > pauseMs) {
                found.add(Arrays.copyOfRange(sound, Math.max(0, from - 8 * FRAME), at));
                from = -1;
            }
        }
        if (from >= 0) {
            found.add(Arrays.copyOfRange(sound, Math.max(0, from - 8 * FRAME), sound.length));
        }
        return found;
    }

    private String recognised(short[] sound, String... among) throws InterruptedException {
        try (Transcriber ear = box.speechToText()
                .open(new Listening(RATE, Locale.US, new Listening.Phrases(List.of(among))), _ -> {})) {
            short[] line = Arrays.copyOf(sound, sound.length + RATE / 2);
            for (int at = 0; at < line.length; at += 160) {
                ear.hear(new Pcm(Arrays.copyOfRange(line, at, Math.min(line.length, at + 160)), RATE));
            }
            return ear.finish(Duration.ofSeconds(20)).text();
        }
    }

    /** What the host has recorded of the agent. */
    private short[] recorded() throws IOException {
        String file = host.callBook().list(1).getFirst().recording();
        return WavFile.readChannel(Path.of(file), 1).samples();
    }

    /** How long the agent is heard in it, without the pauses. */
    private static int spokenMs(short[] sound) {
        return 20
                * (int) IntStream.range(0, sound.length / FRAME)
                        .filter(frame -> isLoud(sound, frame * FRAME))
                        .count();
    }

    /** The pieces without the pauses that the network has made between them. */
    private static short[] joined(List<short[]> pieces) {
        short[] all = new short[pieces.stream().mapToInt(piece -> piece.length).sum() + RATE / 2];
        int at = RATE / 4;
        for (short[] piece : pieces) {
            int[] loud = IntStream.range(0, piece.length / FRAME)
                    .filter(frame -> isLoud(piece, frame * FRAME))
                    .toArray();
            int from = loud[0] * FRAME;
            int length = (loud[loud.length - 1] + 1) * FRAME - from;
            System.arraycopy(piece, from, all, at, length);
            at += length;
        }
        return Arrays.copyOf(all, at + RATE / 4);
    }

    /** The page has played what the agent said, all of it and once, and it can be understood. */
    private void heardAll(Page page) throws Exception {
        assertThat(complaints).isEmpty();
        short[] played = played(page);
        List<short[]> said = utterances(played, 250);
        WavFile.write(Path.of("target", "talk-played.wav"), new Pcm(played, RATE));
        log.info(
                "utterances of {} ms",
                said.stream().map(each -> each.length / 8).toList());
        host.callBook()
                .show(host.callBook().list(1).getFirst().id())
                .ifPresent(story -> story.events().forEach(event -> log.info("{}", event)));
        assertThat(spokenMs(played)).isCloseTo(spokenMs(recorded()), Percentage.withPercentage(3));
        int answer = 0; // the question before it has pauses of its own
        while (answer < said.size()
                && !recognised(said.get(answer), "you want red", "you want green", "you want blue")
                        .equals("you want green")) {
            answer++;
        }
        assertThat(answer).as("'you want green' among what was played").isBetween(2, said.size() - 3);
        // after a blink they follow each other without much of a pause
        String both = GARDENER.toLowerCase(Locale.ROOT) + " is that all";
        assertThat(recognised(joined(said.subList(answer + 1, said.size() - 1)), both, "a gardener", "is that all"))
                .isEqualTo(both);
        assertThat(recognised(said.getLast(), "thank you and goodbye", "thank you", "goodbye", "hello", "one moment"))
                .isEqualTo("thank you and goodbye");
        assertThat(page.locator("#captions p").allInnerTexts())
                // which of the words for yes it was is a matter of the recogniser
                .extracting(text -> text.replaceAll("\\s+", " ").replaceAll("You (yes|yeah|yep) please", "You yes"))
                .containsExactly(
                        "Agent Hello. Say red, green or blue.",
                        "You green",
                        "Agent You want green.",
                        "Agent " + GARDENER + ".",
                        "Agent Is that all?",
                        "You yes",
                        "Agent Thank you and goodbye.");
        CallRow row = host.callBook().list(1).getFirst();
        assertThat(row.disposition()).isEqualTo("SALE");
        assertThat(row.dispositionComment()).isEqualTo("green");
    }

    @Test
    void aSpokenSentenceIsAnsweredAndTheAnswerIsHeard() throws Exception {
        try (Chromium chromium = chromium(microphone)) {
            Page page = page(chromium, console.address(), "garden");
            page.locator("#call").click();
            page.locator("[data-state=ended]").waitFor();

            heardAll(page);
            assertThat(page.locator("#hint").innerText()).isEqualTo("The agent has ended the call.");
            int firstMs = ((Number) page.evaluate("Math.round(tap.firstMs)")).intValue();
            log.info("from the button to the agent's first sound: {} ms; {}", firstMs, page.evaluate(MARKS));
            assertThat(firstMs).isBetween(1, 5000);
        }
    }

    @Test
    void theCallGoesOnAfterThreeSecondsWithoutANetwork() throws Exception {
        try (Chromium chromium = chromium(microphone);
                CutNetwork network = new CutNetwork(console.address())) {
            Page page = page(chromium, network.address(), "garden");
            page.locator("#call").click();
            caption(page, "A gardener").waitFor();
            page.waitForTimeout(1500); // in the middle of that sentence

            network.cut();
            page.locator("[data-state=away]").waitFor();
            assertThat(page.locator("#state").innerText()).isEqualTo("Your network is away");
            page.waitForTimeout(1000); // it was noticed two seconds after the cut
            network.mend();
            page.locator("[data-state=speaking]").waitFor();
            page.locator("[data-state=ended]").waitFor();

            heardAll(page);
            assertThat(host.callBook().show(host.callBook().list(1).getFirst().id()))
                    .hasValueSatisfying(
                            story -> assertThat(story.call().endReason()).isEqualTo("SCRIPT"));
        }
    }

    @Test
    void whoInterruptsHearsNothingMoreOfWhatTheAgentWasSaying() throws Exception {
        try (Chromium chromium = chromium(interrupting)) {
            Page page = page(chromium, console.address(), "speech");
            page.locator("#call").click();
            page.locator("[data-state=ended]").waitFor();

            assertThat(complaints).isEmpty();
            assertThat(host.callBook().show(host.callBook().list(1).getFirst().id()))
                    .hasValueSatisfying(story -> assertThat(story.events())
                            .anyMatch(event -> "interrupted".equals(event.data().get("text"))));
            short[] played = played(page);
            WavFile.write(Path.of("target", "talk-interrupted.wav"), new Pcm(played, RATE));
            int spoke = frameOf(page, "tap.heardFrom") + firstLoud(heard(page));
            int told = frameOf(page, "tap.told.find(each => each.type !== 'play').at");
            int silent = silence(played, told - frameOf(page, "tap.from"));
            log.info(
                    "he spoke at frame {}, the page was told at {}, and was silent from {} frames after that",
                    spoke,
                    told,
                    silent);
            assertThat(told).as("told behind his first sound").isGreaterThan(spoke);
            assertThat(spokenMs(Arrays.copyOf(played, (spoke - frameOf(page, "tap.from")) * FRAME)))
                    .as("of the agent before that")
                    .isGreaterThan(300);
            assertThat(silent).as("frames of 20 ms that were still played").isBetween(0, 15);
            assertThat(page.evaluate("tap.told.some(each => each.type === 'drop')"))
                    .isEqualTo(true);

            List<Pcm> whole = new ArrayList<>();
            box.textToSpeech().speak(SPEECH + ".", Locale.US, whole::add);
            long wholeMs = whole.stream()
                    .mapToLong(piece -> piece.duration().toMillis())
                    .sum();
            assertThat((long) spokenMs(played)).as("of all that was to be said").isLessThan(wholeMs * 2 / 3);
            assertThat(recognised(
                            utterances(played, 600).getLast(), "all right goodbye", "hello", "one moment", "the pond"))
                    .isEqualTo("all right goodbye");
        }
    }

    /** A time of the sound's clock in the page, as the number of a frame of 20 ms. */
    private static int frameOf(Page page, String expression) {
        return ((Number) page.evaluate("Math.round(" + expression + " / tap.rate * 50)")).intValue();
    }

    private static int firstLoud(short[] sound) {
        int frame = 0;
        while (!isLoud(sound, frame * FRAME)) {
            frame++;
        }
        return frame;
    }

    /** How many frames behind that one it begins to be silent, for a third of a second at least. */
    private static int silence(short[] sound, int from) {
        int frame = from;
        while (IntStream.range(frame, frame + 16).anyMatch(each -> isLoud(sound, each * FRAME))) {
            frame++;
        }
        return frame - from;
    }
}
