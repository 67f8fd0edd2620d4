package org.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.browser.Stage.Look;
import org.parley.console.http.Role;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.lab.Tones;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A supervisor hears a call in the browser while it runs. */
@ExtendWith(OnStage.class)
class ListenIT {
    private static final Logger log = LoggerFactory.getLogger(ListenIT.class);
    private static final String CHATTER = "700"; // says a word every two seconds
    private static final int AGENTS_HERTZ = 300;
    private static final int CALLERS_HERTZ = 1000;
    private static final int WORDS = 4;

    @AfterEach
    void end(Stage stage) {
        stage.cable().mend();
        stage.hangUpAll();
    }

    private static Locator listens(Page page) {
        return page.locator("button.ear").first();
    }

    private static Locator bar(Page page) {
        return page.locator("aside.listening");
    }

    private static void awaitPressed(Page page, boolean pressed) {
        assertThat(listens(page)).hasAttribute("aria-pressed", Boolean.toString(pressed));
        assertThat(bar(page)).hasCount(pressed ? 1 : 0);
    }

    /** What one ear has heard so far, at the telephone's rate. */
    private static short[] heard(Page page, int ear) {
        byte[] bytes = Base64.getDecoder().decode((String) page.evaluate("ear => tapped(ear)", ear));
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        int rate = ((Number) page.evaluate("tap.rate")).intValue();
        return new Resampler(rate, Pcm.TELEPHONE_RATE).process(samples, samples.length);
    }

    private static int begun(Page page) {
        return ((Number) page.evaluate("tap.beganMs.length")).intValue();
    }

    private static long wallMs(long nanos) {
        return System.currentTimeMillis() - (System.nanoTime() - nanos) / 1_000_000;
    }

    @Test
    void bothSidesAreHeardOnTheirEarsSoonAfterTheCallerHears(Stage stage) {
        try (Visit visit = stage.visitTapped(Look.USUAL).as(Role.SUPERVISOR, "/console")) {
            Page page = visit.page();
            SimulatedChannel call = stage.call(CHATTER);
            listens(page).click();
            awaitPressed(page, true);
            assertThat(bar(page)).containsText("You are listening to chatter");
            List<Long> late = new ArrayList<>();
            for (int i = 1; i <= WORDS; i++) {
                int wanted = i;
                page.waitForCondition(() -> begun(page) >= wanted);
                long began = wallMs(call.soundBeganNanos()); // of the same word: the next is far away
                late.add(((Number) page.evaluate("i => tap.beganMs[i]", i - 1)).longValue() - began);
            }
            log.info("from the agent's words at the caller's ear to the supervisor's: {} ms", late);
            assertThat(late.stream().skip(1).min(Long::compare).orElseThrow()).isBetween(-20L, 1_000L);
            call.play(Tones.sine(CALLERS_HERTZ, Duration.ofSeconds(1)));
            page.waitForCondition(
                    () -> Tones.share(CALLERS_HERTZ, heard(page, 0)) > Tones.share(AGENTS_HERTZ, heard(page, 0)));

            double callersLeft = Tones.share(CALLERS_HERTZ, heard(page, 0));
            double callersRight = Tones.share(CALLERS_HERTZ, heard(page, 1));
            double agentsLeft = Tones.share(AGENTS_HERTZ, heard(page, 0));
            double agentsRight = Tones.share(AGENTS_HERTZ, heard(page, 1));
            assertThat(callersLeft).isGreaterThan(agentsLeft).isGreaterThan(callersRight);
            assertThat(agentsRight).isGreaterThan(agentsLeft);
            assertThat(callersLeft + agentsLeft)
                    .as("what is heard is nothing else")
                    .isGreaterThan(0.7);
            assertThat(callersRight + agentsRight).isGreaterThan(0.7);
            assertThat(agentsRight).as("one ear hears both").isGreaterThan(0.05);
        }
    }

    @ParameterizedTest
    @MethodSource("org.parley.browser.Stage$Look#everywhere")
    void theBarGoesAlongUntilItIsStopped(Look look, Stage stage) {
        try (Visit visit = stage.visit(look).as(Role.SUPERVISOR, "/console")) {
            Page page = visit.page();
            stage.call(CHATTER);
            awaitPressed(page, false);
            listens(page).click();
            awaitPressed(page, true);
            assertThat(bar(page).locator(".state")).hasCount(0); // it is connected
            visit.fitsItsWidth().isAccessible().shoot("listen");
            bar(page).locator("a").click();
            assertThat(page.locator("h1")).containsText("chatter");
            awaitPressed(page, true);
            visit.fitsItsWidth().isAccessible().shoot("listen-call");
            bar(page).locator("button").click();
            awaitPressed(page, false);
            listens(page).click();
            awaitPressed(page, true);
            listens(page).press("Enter");
            awaitPressed(page, false);
        }
    }

    @Test
    void itEndsWithTheCallAndAnotherTakesItsPlace(Stage stage) {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, "/console")) {
            Page page = visit.page();
            stage.call("200");
            SimulatedChannel second = stage.call(CHATTER);
            Locator ears = page.locator("button.ear");
            assertThat(ears).hasCount(2);
            ears.nth(0).click();
            assertThat(ears.nth(0)).hasAttribute("aria-pressed", "true");
            assertThat(bar(page).locator(".state")).hasCount(0);
            ears.nth(1).click();
            assertThat(ears.nth(1)).hasAttribute("aria-pressed", "true");
            assertThat(ears.nth(0)).hasAttribute("aria-pressed", "false");
            assertThat(bar(page)).containsText("chatter");
            assertThat(bar(page).locator(".state")).hasCount(0);
            second.hangUp();
            assertThat(page.locator(".note")).containsText("chatter: the call has ended.");
            assertThat(bar(page)).hasCount(0);
        }
    }

    @Test
    void aBrokenLineIsToldAndWhyNobodyCouldListen(Stage stage) {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, "/console")) {
            Page page = visit.page();
            stage.call(CHATTER);
            listens(page).click();
            awaitPressed(page, true);
            assertThat(bar(page).locator(".state")).hasCount(0);
            stage.cable().cut();
            assertThat(page.locator(".note.bad", new Page.LocatorOptions().setHasText("The sound broke off")))
                    .hasCount(1);
            stage.cable().mend();
            awaitPressed(page, false);
        }
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            assertThat(visit.page().locator(".call")).hasCount(1);
            assertThat(visit.page().locator("button.ear")).hasCount(0);
        }
    }

    @Test
    void whereNobodyHearsAWhisperThePageSaysWhatToDo(Stage stage) {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, "/console")) {
            Page page = visit.page();
            stage.call(CHATTER);
            Locator calls = page.locator(".call:not(.gone)");
            assertThat(calls).hasCount(1); // those of the test before are told to be over
            calls.locator(".which a").click();
            visit.button("Whisper: chatter").click();
            page.locator("textarea").fill("He is a customer since 1999.");
            page.locator("dialog .strong").click();
            assertThat(page.locator("dialog .refused")).containsText("the act 'say' has the words said aloud");
        }
    }
}
