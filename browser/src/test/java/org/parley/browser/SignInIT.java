package org.parley.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.browser.Stage.Look;
import org.parley.console.http.Role;

/** How somebody comes into the console, and out of it. */
@ExtendWith(OnStage.class)
class SignInIT {

    @ParameterizedTest
    @MethodSource("org.parley.browser.Stage$Look#all")
    void theDoorIsForEverybody(Look look, Stage stage) {
        try (Visit visit = stage.visit(look)) {
            visit.page().navigate(stage.at("/"));
            visit.page().locator(".sign-in h1").waitFor();
            assertThat(visit.page().url()).endsWith("/console");
            visit.isAccessible().shoot("sign-in");
            visit.page().locator(".sign-in .plain").click();
            visit.page().locator("input[name=token]").fill("parley_wrong");
            visit.page().keyboard().press("Enter");
            visit.page().locator(".refused:not(:empty)").waitFor();
            visit.isAccessible().shoot("sign-in-refused");
        }
    }

    @Test
    void whoHasSignedInStaysInUntilHeSignsOut(Stage stage) {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            visit.page().reload();
            PlaywrightAssertions.assertThat(visit.page().locator(".who strong")).hasText("vera");
            visit.button("Sign out").click();
            visit.page().locator(".sign-in").waitFor();
            visit.page().reload();
            visit.page().locator(".sign-in").waitFor();
        }
    }

    @Test
    void aNameAndItsPasswordOpenThePageThatWasAskedFor(Stage stage) {
        try (Visit visit = stage.visit(Look.USUAL)) {
            Page page = visit.page();
            page.navigate(stage.at("/console/scripts"));
            page.locator("input[name=name]").fill("paula");
            page.locator("input[name=password]").fill("not her password");
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator(".refused")).containsText("do not fit together");
            page.locator("input[name=password]").fill(Stage.PASSWORD);
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("#main h1")).hasText("Scripts");
            PlaywrightAssertions.assertThat(page.locator(".who")).containsText("Admin");
        }
    }

    @Test
    void languageAndColoursAreChosenAndKept(Stage stage) {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            Page page = visit.page();
            page.locator(".preferences select").first().selectOption("ar");
            PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("dir", "rtl");
            PlaywrightAssertions.assertThat(page.locator("#main h1")).hasText("مباشر");
            String light = ground(page);
            page.locator(".preferences select").last().selectOption("dark");
            assertThat(ground(page)).isNotEqualTo(light);
            String dark = ground(page);
            page.reload();
            PlaywrightAssertions.assertThat(page.locator("#main h1")).hasText("مباشر");
            assertThat(ground(page)).isEqualTo(dark);
        }
    }

    private static String ground(Page page) {
        return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    }

    @Test
    void onAPhoneTheMenuIsBehindAButton(Stage stage) {
        try (Visit visit =
                stage.visit(new Look(ColorScheme.LIGHT, "en", Look.PHONE)).as(Role.VIEWER, "/console")) {
            Page page = visit.page();
            PlaywrightAssertions.assertThat(page.locator("#menu")).isHidden();
            visit.tabTo("Menu");
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator("#menu")).isVisible();
            visit.fitsItsWidth().isAccessible().shoot("menu");
            page.keyboard().press("Escape");
            PlaywrightAssertions.assertThat(page.locator("#menu")).isHidden();
            assertThat(visit.focused()).isEqualTo("Menu");
            page.keyboard().press("Enter");
            visit.link("Scripts").click();
            PlaywrightAssertions.assertThat(page.locator("#main h1")).hasText("Scripts");
            PlaywrightAssertions.assertThat(page.locator("#menu")).isHidden();
        }
    }
}
