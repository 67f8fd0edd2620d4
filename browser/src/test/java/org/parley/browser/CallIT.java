package org.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.browser.Stage.Look;
import org.parley.console.http.Role;

/** The page of one call. */
@ExtendWith(OnStage.class)
class CallIT {

    @ParameterizedTest
    @MethodSource("org.parley.browser.Stage$Look#all")
    void aCallIsToldInOneSentenceAndOnOneAxisAndInItsWords(Look look, Stage stage) {
        String id = stage.toured();
        try (Visit visit = stage.visit(look).as(Role.VIEWER, "/console/calls/" + id)) {
            Page page = visit.page();
            assertThat(page.locator(".why"))
                    .hasText(Pattern.compile(
                            "The script came to its end after \\d+ s in the step 'appointment', with the"
                                    + " status SALE \\(the red one, on Friday\\)\\."));
            assertThat(page.locator(".turn.agent").first()).containsText("Hello, this is Sam of the car shop.");
            assertThat(page.locator(".turn.caller").first()).containsText("wait, which one do you mean");
            assertThat(page.locator(".turn .chip.warn").first()).isVisible();
            assertThat(page.locator(".rows")).containsText("SALE");
            assertThat(page.locator("audio")).isVisible();
            visit.awaits("document.querySelector(\'audio\')?.readyState >= 1");
            Assertions.assertThat(painted(page)).as("colours on the chart").isGreaterThan(4);
            visit.fitsItsWidth().isAccessible().shoot("call");
        }
    }

    /** How many colours the chart has beside what is only a shade at an edge. */
    private static int painted(Page page) {
        return (Integer) page.evaluate("""
                () => {
                    const canvas = document.querySelector('.chart canvas');
                    const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                    const seen = new Map();
                    for (let i = 0; i < data.length; i += 4) {
                        if (data[i + 3] === 255) {
                            const colour = data[i] << 16 | data[i + 1] << 8 | data[i + 2];
                            seen.set(colour, (seen.get(colour) ?? 0) + 1);
                        }
                    }
                    return [...seen.values()].filter(count => count > 20).length;
                }""");
    }

    @Test
    void whatWasSaidIsHeardFromWhereItIsClicked(Stage stage) {
        String id = stage.toured();
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console/calls/" + id)) {
            Page page = visit.page();
            visit.awaits("document.querySelector(\'audio\')?.readyState >= 1");
            Locator last = page.locator(".turn.agent button.at").last();
            last.focus();
            page.keyboard().press("Enter");
            visit.awaits("document.querySelector(\'audio\')?.currentTime > 2");
            page.locator(".chart canvas").click(new Locator.ClickOptions().setPosition(60, 100));
            visit.awaits("document.querySelector(\'audio\')?.currentTime < 2");
        }
    }

    @Test
    void aCallThatRunsIsFollowedToItsEnd(Stage stage) {
        stage.call("200");
        stage.awaitRunning(1);
        String id = stage.running().getFirst();
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, "/console/calls/" + id)) {
            Page page = visit.page();
            assertThat(page.locator(".why")).hasText("The call is running.");
            assertThat(page.locator(".talk")).containsText("What is your number?");
            visit.isAccessible().shoot("call-running");
            visit.button("Hang up: waits").click();
            assertThat(page.locator("dialog")).containsText("The call ends now.");
            visit.isAccessible().shoot("call-hang-up");
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).hasCount(0);
            Assertions.assertThat(visit.focused()).isEqualTo("Hang up: waits");
            page.keyboard().press("Enter");
            page.locator("dialog .danger").click();
            assertThat(page.locator(".why"))
                    .hasText(Pattern.compile("A supervisor hung up after \\d+ s, with the status CUT .*"));
            assertThat(page.locator(".page-head .actions")).hasCount(0);
        }
    }

    @Test
    void aCallThatIsNoneIsToldSo(Stage stage) {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console/calls/nothing")) {
            assertThat(visit.page().locator("main")).containsText("There is no call 'nothing'");
            visit.isAccessible();
        }
    }

    @Test
    void onAPhoneNothingHangsOver(Stage stage) {
        String id = stage.toured();
        for (String language : List.of("en", "ar")) {
            Look phone = new Look(com.microsoft.playwright.options.ColorScheme.LIGHT, language, Look.PHONE);
            try (Visit visit = stage.visit(phone).as(Role.VIEWER, "/console/calls/" + id)) {
                visit.awaits("document.querySelector(\'audio\')?.readyState >= 1");
                visit.fitsItsWidth().isAccessible().shoot("call");
            }
        }
    }
}
