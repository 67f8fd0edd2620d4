package org.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.browser.Stage.Look;
import org.parley.console.Role;

/** The live board, as people see it. */
@ExtendWith(OnStage.class)
class LiveIT {

    @ParameterizedTest
    @MethodSource("org.parley.browser.Stage$Look#all")
    void callsAreSeenAsTheyHappenAndWhyTheyEnded(Look look, Stage stage) {
        try (Visit visit = stage.visit(look).as(Role.SUPERVISOR, "/console")) {
            stage.call("200");
            var call = visit.page().locator(".call").first();
            assertThat(call.locator(".words")).containsText("One moment, I am looking that up for you.");
            visit.page().waitForCondition(() -> stage.running().size() == 1);
            String ended = stage.called("100");
            var row = visit.page().locator(".ended [data-call='" + ended + "']");
            assertThat(row.locator(".sentence")).containsText("The script came to its end after");
            assertThat(row.locator(".sentence")).containsText("with the status SALE (the red one)");
            visit.isAccessible().shoot("live");
            stage.hangUpAll();
        }
    }
}
