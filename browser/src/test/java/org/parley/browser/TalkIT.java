package org.parley.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

/** A visitor calls from the page in Chromium: his microphone plays speech, and what the page plays is recognised. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class TalkIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int RATE = 8000;
    private static final int MICROPHONE_RATE = 48_000;
    /** When the visitor says what, after the microphone was opened. */
    private static final Map<Integer, String> SAYS = Map.of(7, "green", 25, "yes");

    private static final String SCRIPT = """
            def colour = ask 'Hello. Say red, green or blue.', choice('red', 'green', 'blue'), noInput: 12.s
            say "You want ${colour.value}."
            say 'A gardener will come to your house on Monday in the morning and bring all that you have ordered.'
            def all = ask 'Is that all?', yesNo, noInput: 15.s
            dispose all.yes ? 'SALE' : 'NI', colour.value
            say 'Thank you and goodbye.'
            """;

    private Parley host;
    private Console console;
    private LocalVoice box;
    private Path microphone;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("scripts")).resolve("garden.groovy"), SCRIPT);
        Settings settings = Settings.load(new Sources(
                        null,
                        Map.of(),
                        List.of(
                                flag("agi.listen", "127.0.0.1:0"),
                                flag("audio.listen", "127.0.0.1:0"),
                                flag("console.listen", "127.0.0.1:0"),
                                flag("console.web-calls.open", "garden"),
                                flag("console.web-calls.tokens-max", "100"),
                                flag("database.url", "none"),
                                flag("calls.drain", "0s")),
                        new Folders(home, home, home)))
                .value();
        host = Parley.start(settings, home);
        console = Console.open(settings.console(), home, host);
        box = LocalVoice.open(settings.voice(), SpokenFiles.open(home.resolve("spoken"), 1 << 24));
        microphone = home.resolve("microphone.wav");
        WavFile.write(microphone, spoken());
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
    private Pcm spoken() throws InterruptedException {
        short[] all = new short[40 * MICROPHONE_RATE];
        for (Map.Entry<Integer, String> word : SAYS.entrySet()) {
            List<Pcm> pieces = new ArrayList<>();
            box.textToSpeech().speak(word.getValue(), Locale.US, pieces::add);
            int at = word.getKey() * MICROPHONE_RATE;
            for (Pcm piece : pieces) {
                short[] wide = new Resampler(piece.rate(), MICROPHONE_RATE)
                        .process(piece.samples(), piece.samples().length);
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

    private Chromium chromium() {
        return Chromium.start(
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                "--use-file-for-fake-audio-capture=" + microphone + "%noloop");
    }

    private Page page(Chromium chromium, String address) throws IOException {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions().setLocale("en").setViewportSize(390, 844));
        context.setDefaultTimeout(SOON.toMillis());
        context.grantPermissions(List.of("microphone"));
        context.addInitScript(resource("tap.js"));
        Page page = context.newPage();
        page.onConsoleMessage(message -> System.out.println("page: " + message.text()));
        page.onPageError(error -> System.out.println("page error: " + error));
        page.navigate("http://" + address + "/talk?script=garden");
        return page;
    }

    private static Locator caption(Page page, String text) {
        return page.locator("#captions p").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** What the page has played so far, at the telephone's rate. */
    private static short[] played(Page page) {
        byte[] bytes = Base64.getDecoder().decode((String) page.evaluate("tapped()"));
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        int rate = ((Number) page.evaluate("tap.rate")).intValue();
        return new Resampler(rate, RATE).process(samples, samples.length);
    }

    /** The pieces of it between pauses of so many milliseconds. */
    private static List<short[]> utterances(short[] sound, int pauseMs) {
        int frame = RATE / 50;
        List<short[]> found = new ArrayList<>();
        int from = -1;
        int quiet = 0;
        for (int at = 0; at + frame <= sound.length; at += frame) {
            int sum = 0;
            for (int i = at; i < at + frame; i++) {
                sum += Math.abs(sound[i]);
            }
            boolean loud = sum / frame > 100;
            quiet = loud ? 0 : quiet + 20;
            if (loud && from < 0) {
                from = at;
            } else if (from >= 0 && quiet > pauseMs) {
                found.add(Arrays.copyOfRange(sound, Math.max(0, from - 8 * frame), at));
                from = -1;
            }
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

    private CallRow row() {
        return host.callBook().list(1).getFirst();
    }

    @Test
    void aSpokenSentenceIsAnsweredAndTheAnswerIsHeard() throws Exception {
        try (Chromium chromium = chromium()) {
            Page page = page(chromium, console.address());
            page.locator("#call").click();
            caption(page, "You want green.").waitFor();
            caption(page, "goodbye").waitFor();
            page.locator("[data-state=ended]").waitFor();

            Map<?, ?> tap = (Map<?, ?>) page.evaluate("({firstMs: tap.firstMs, rate: tap.rate, marks: performance.getEntriesByType('mark').map(m => m.name + ' ' + Math.round(m.startTime - tap.clickMs)).join(), own: document.getElementById('stage').dataset.firstSoundMs})");
            System.out.println("from the button to the first sound of the agent: " + tap);
            WavFile.write(Path.of("target", "talk-played.wav"), new Pcm(played(page), RATE));
            System.out.println(utterances(played(page), 250).stream().map(each -> each.length / 8).toList());
            System.out.println(page.locator("#captions").innerText());
            System.out.println(row());
        }
    }
}
