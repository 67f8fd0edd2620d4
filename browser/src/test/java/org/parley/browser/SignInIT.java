package org.parley.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.browser.Stage.Look;
import org.parley.console.Role;

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
}
