package org.parley.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parley.console.http.Role;

/** Somebody before the console, in a browser of his own. What the page complains of to the browser fails the test. */
final class Visit implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String AXE = resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js");

    private static final int TABS_MAX = 60;

    private final Place place;
    private final BrowserContext context;
    private final Page page;
    private final Stage.Look look;
    private @Nullable CDPSession metrics; // once it was asked
    private final List<String> complaints = new ArrayList<>();

    /** What is visited: a console, and the tokens of those who may come in. */
    interface Place {
        /** The address of that path. */
        String at(String path);

        /** Of the one who has that role. */
        String token(Role role);
    }

    /** Before that console, in a browser of his own; nobody is signed in. */
    static Visit open(Chromium chromium, Place place, Stage.Look look) {
        return new Visit(place, context(chromium, look, false), look);
    }

    /** The same, and all that the pages play is kept, which a script of {@code tap.js} does against their policy. */
    static Visit openTapped(Chromium chromium, Place place, Stage.Look look) {
        BrowserContext context = context(chromium, look, true);
        context.addInitScript(resource("tap.js"));
        return new Visit(place, context, look);
    }

    private static BrowserContext context(Chromium chromium, Stage.Look look, boolean lawless) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setBypassCSP(lawless)
                        .setViewportSize(look.width(), look.width() == Stage.Look.PHONE ? 844 : 900)
                        .setLocale(look.language())
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setColorScheme(look.colours()));
        context.setDefaultTimeout((double) Stage.SOON.toMillis());
        return context;
    }

    private Visit(Place place, BrowserContext context, Stage.Look look) {
        this.place = place;
        this.context = context;
        this.page = context.newPage();
        this.look = look;
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // what the browser itself says of an answer like 401 is no fault of the page
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Visit.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Page page() {
        return page;
    }

    /** Milliseconds that the page's own thread has worked since this was asked first. */
    double workedMs() {
        if (metrics == null) {
            metrics = context.newCDPSession(page);
            metrics.send("Performance.enable");
        }
        for (JsonElement each : metrics.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            if (each.getAsJsonObject().get("name").getAsString().equals("TaskDuration")) {
                return each.getAsJsonObject().get("value").getAsDouble() * 1000;
            }
        }
        throw new AssertionError("Expected the browser to tell TaskDuration");
    }

    /** Opens that path as somebody with that role, who has signed in by his token. */
    Visit as(Role role, String path) {
        page.navigate(place.at(path));
        page.locator(".sign-in .plain").click();
        page.locator("input[name=token]").fill(place.token(role));
        page.keyboard().press("Enter");
        page.locator("#main h1").waitFor();
        return this;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Presses the key Tab until that has the keyboard. */
    void tabTo(String name) {
        for (int i = 0; i < TABS_MAX; i++) {
            page.keyboard().press("Tab");
            if (focused().equals(name)) {
                return;
            }
        }
        throw new AssertionError("Expected the keyboard to come to '" + name + "' but it is at '" + focused() + "'");
    }

    /** Waits until that expression is true in the page; the driver's own way needs what the pages forbid. */
    void awaits(String expression) {
        page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate(expression)));
    }

    /** What has the keyboard now: its name as it is shown or told. */
    String focused() {
        return (String) page.evaluate("() => { const at = document.activeElement;"
                + " return at.getAttribute('aria-label') ?? at.innerText?.trim() ?? at.tagName; }");
    }

    /** Keeps how it looks now as target/screenshots/NAME-LOOK.png. */
    Visit shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + "-" + look + ".png"))
                .setFullPage(true));
        return this;
    }

    /** Nothing that axe-core finds is wrong with the page. */
    Visit isAccessible() {
        page.evaluate(AXE);
        Object found = page.evaluate("async () => (await axe.run()).violations.flatMap(each => each.nodes.map("
                + "node => each.id + ': ' + node.html + ' ' + node.failureSummary))");
        assertThat((List<?>) found).as("what axe-core finds").isEmpty();
        return this;
    }

    /** The page does not have to be moved sideways. */
    Visit fitsItsWidth() {
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of the page")
                .isLessThanOrEqualTo(look.width());
        return this;
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("what the page complained of").isEmpty();
    }
}
