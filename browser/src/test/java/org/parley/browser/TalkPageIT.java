package org.parley.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;

/** How the page /talk looks and what it says, in both languages and themes, and where it may be shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class TalkPageIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String AXE = resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js");
    private final InstantVoice voice = new InstantVoice();
    private final List<String> complaints = new ArrayList<>();
    private Parley host;
    private Console console;
    private Chromium chromium;

    @SuppressWarnings("NullAway.Init") // each test opens its own
    private BrowserContext context;

    private HttpServer shop;
    private HttpServer stranger;

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(TalkPageIT.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    void start(@TempDir Path home) throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("scripts")).resolve("garden.groovy"),
                "say 'Hello, this is the garden.'\nsay 'مرحبا، هنا الحديقة.'\nwait 60.s");
        Files.writeString(home.resolve("scripts/private.groovy"), "say 'Hello.'");
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        Settings settings = Settings.load(new Sources(
                        null,
                        Map.of(),
                        List.of(
                                flag("agi.listen", "127.0.0.1:0"),
                                flag("audio.listen", "127.0.0.1:0"),
                                flag("console.listen", "127.0.0.1:0"),
                                flag("console.web-calls.open", "garden"),
                                flag("console.web-calls.calls-max", "1"),
                                flag("console.web-calls.tokens-max", "100"),
                                flag(
                                        "console.web-calls.origins",
                                        "http://127.0.0.1:" + shop.getAddress().getPort()),
                                flag("database.url", "none"),
                                flag("calls.drain", "0s")),
                        new Folders(home, home, home)))
                .value();
        host = Parley.start(settings, home, voice.ears(), voice.mouth());
        console = Console.open(settings.console(), home, host);
        for (HttpServer site : List.of(shop, stranger)) {
            byte[] page = """
                    <!doctype html><title>A shop</title>
                    <iframe src="http://%s/talk?script=garden&lang=en" allow="microphone" width="400" height="700"></iframe>
                    """.formatted(console.address()).getBytes(StandardCharsets.UTF_8);
            site.createContext("/", exchange -> {
                exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            site.start();
        }
        chromium = Chromium.start("--use-fake-device-for-media-stream");
    }

    private static Flag flag(String key, String value) {
        return new Flag("test", key, value);
    }

    @AfterEach
    void leave() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    @AfterAll
    void stop() {
        chromium.close();
        host.close();
        console.close();
        shop.stop(0);
        stranger.stop(0);
    }

    /** A page of a browser of its own, which may use the microphone or not. */
    private Page page(ColorScheme colours, String language, int width, boolean microphone) {
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale(language)
                        .setColorScheme(colours)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(width, 844));
        context.setDefaultTimeout((double) SOON.toMillis());
        if (microphone) {
            context.grantPermissions(List.of("microphone"));
        }
        Page page = context.newPage();
        page.onPageError(complaints::add);
        return page;
    }

    private Page page() {
        return page(ColorScheme.LIGHT, "en", 390, true);
    }

    private Page open(Page page, String query) {
        page.navigate("http://" + console.address() + "/talk" + query);
        page.locator("#call:enabled").waitFor();
        return page;
    }

    private static void isAccessible(Page page) {
        page.evaluate(AXE);
        Object found = page.evaluate("async () => (await axe.run()).violations.flatMap(each => each.nodes.map("
                + "node => each.id + ': ' + node.html + ' ' + node.failureSummary))");
        assertThat((List<?>) found).as("what axe-core finds").isEmpty();
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("it need not be moved sideways")
                .isTrue();
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve("talk-" + name + ".png"))
                .setFullPage(true));
    }

    private static Locator state(Page page, String state) {
        return page.locator("#stage[data-state=" + state + "]");
    }

    @Test
    void everybodyCanUseItInBothLanguagesAndThemes() {
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (String language : List.of("en", "ar")) {
                String look = "%s-%s".formatted(colours.name().toLowerCase(Locale.ROOT), language);
                Page page = open(page(colours, language, 390, true), "?script=garden");
                assertThat(page.locator("html").getAttribute("dir")).isEqualTo(language.equals("ar") ? "rtl" : "ltr");
                isAccessible(page);
                shoot(page, "idle-" + look);

                page.locator("#call").focus();
                page.keyboard().press("Enter");
                page.locator("#captions p").nth(1).waitFor();
                state(page, "listening").waitFor();
                isAccessible(page);
                shoot(page, "call-" + look);

                page.locator("#call").click();
                state(page, "ended").waitFor();
                isAccessible(page);
                shoot(page, "ended-" + look);
                context.close();
            }
        }
        Page wide = open(page(ColorScheme.LIGHT, "en", 1440, true), "?script=garden");
        shoot(wide, "idle-wide");
    }

    @Test
    void whatGoesWrongIsToldInWords() throws IOException {
        Page denied = open(page(ColorScheme.LIGHT, "en", 390, false), "?script=garden");
        denied.locator("#call").click();
        state(denied, "error").waitFor();
        assertThat(denied.locator("#hint").innerText()).startsWith("The microphone is not allowed.");
        isAccessible(denied);
        shoot(denied, "denied");
        context.close();

        Page refused = open(page(), "?script=private");
        refused.locator("#call").click();
        state(refused, "error").waitFor();
        assertThat(refused.locator("#hint").innerText()).startsWith("This page may not call.");
        context.close();

        Page used = open(page(), "?token=used");
        used.locator("#call").click();
        state(used, "ended").waitFor();
        assertThat(used.locator("#hint").innerText()).startsWith("This page's permission to call is over.");
        context.close();

        Page first = open(page(), "?script=garden");
        first.locator("#call").click();
        first.locator("#captions p").first().waitFor();
        Page second = open(context.newPage(), "?script=garden");
        second.locator("#call").click();
        state(second, "error").waitFor();
        assertThat(second.locator("#hint").innerText()).startsWith("Too many people are calling now.");
        context.close();

        Page cut;
        try (CutNetwork network = new CutNetwork(console.address())) {
            cut = page();
            cut.navigate("http://" + network.address() + "/talk?script=garden");
            cut.locator("#call:enabled").waitFor();
        }
        cut.locator("#call").click();
        state(cut, "error").waitFor();
        assertThat(cut.locator("#hint").innerText()).startsWith("The service cannot be reached.");
    }

    @Test
    void aSiteThatMayShowsItInAFrameAndAnotherDoesNot() {
        Page page = page();
        page.navigate("http://127.0.0.1:" + shop.getAddress().getPort() + "/");
        FrameLocator frame = page.frameLocator("iframe");
        frame.locator("#call:enabled").click();
        frame.locator("#captions p").first().waitFor();
        assertThat(frame.locator("#captions p").first().innerText()).contains("Hello, this is the garden.");
        frame.locator("#call").click();
        frame.locator("#stage[data-state=ended]").waitFor();
        shoot(page, "embedded");

        List<String> said = new ArrayList<>();
        page.onConsoleMessage(message -> said.add(message.text()));
        page.navigate("http://127.0.0.1:" + stranger.getAddress().getPort() + "/");
        page.waitForCondition(() -> said.stream().anyMatch(text -> text.contains("frame-ancestors")));
        assertThat(page.frameLocator("iframe").locator("#call").count()).isZero();
    }
}
