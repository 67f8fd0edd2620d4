package org.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.browser.Stage.Look;
import org.parley.console.http.Role;

/** The lists of calls and of scripts. */
@ExtendWith(OnStage.class)
class ListsIT {

    @ParameterizedTest
    @MethodSource("org.parley.browser.Stage$Look#everywhere")
    void callsAreListedWithHowTheyWent(Look look, Stage stage) {
        stage.toured();
        stage.broke();
        try (Visit visit = stage.visit(look).as(Role.VIEWER, "/console/calls?script=tour")) {
            assertThat(visit.page().locator("tbody")).containsText("SALE");
            visit.page().navigate(stage.at("/console/calls?script=survey"));
            assertThat(visit.page().locator("tbody .chip.bad").first()).isVisible();
            visit.page().navigate(stage.at("/console/calls"));
            assertThat(visit.page().locator("tbody tr").first()).isVisible();
            visit.fitsItsWidth().isAccessible().shoot("calls");
        }
    }

    @Test
    void aListIsNarrowedByItsAddressAndLeadsToACall(Stage stage) {
        stage.broke();
        String id = stage.toured();
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console/calls")) {
            Page page = visit.page();
            page.locator("input[name=script]").fill("tour");
            page.keyboard().press("Enter");
            page.waitForURL("**/console/calls?script=tour");
            assertThat(page.locator("tbody tr")).hasCount(1);
            page.locator("tbody a").click();
            page.waitForURL("**/console/calls/" + id);
            assertThat(page.locator("h1")).containsText("tour");
            assertThat(page.locator("h1")).isFocused();
            page.goBack();
            assertThat(page.locator("tbody tr")).hasCount(1);
            assertThat(page.locator("input[name=script]")).hasValue("tour");
        }
    }

    @Test
    void aLongListGoesOnWhereItStopped(Stage stage) {
        int all = stage.manyCalls(53);
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console/calls?script=short")) {
            Page page = visit.page();
            assertThat(page.locator("tbody tr")).hasCount(50);
            visit.button("Show earlier calls").click();
            assertThat(page.locator("tbody tr")).hasCount(all);
            assertThat(visit.button("Show earlier calls")).hasCount(0);
            Assertions.assertThat(List.copyOf(
                            page.locator("tbody a").evaluateAll("all => all.map(a => a.href)") instanceof List<?> links
                                    ? links
                                    : List.of()))
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("org.parley.browser.Stage$Look#everywhere")
    void aScriptWithAMistakeShowsTheLineAndWhatToWrite(Look look, Stage stage) {
        try (Visit visit = stage.visit(look).as(Role.VIEWER, "/console/scripts")) {
            var broken = visit.page().locator("[data-script=broken]");
            assertThat(broken.locator(".place")).containsText("broken.groovy:5:1");
            assertThat(broken.locator("pre")).hasText("5 | dispoze 'SALE'\n    ^");
            assertThat(broken).containsText("did you mean 'dispose'?");
            assertThat(visit.page().locator("[data-script=sales] .chip.good")).isVisible();
            visit.fitsItsWidth().isAccessible().shoot("scripts");
        }
    }
}
