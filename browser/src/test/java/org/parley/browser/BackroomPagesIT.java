package org.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.browser.Stage.Look;
import org.parley.console.http.Role;

/** What stands behind calls, as people see it and change it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackroomPagesIT {
    /** Pages, and what is on each when it is there. */
    private static final Map<String, String> PAGES = new TreeMap<>(Map.of(
            "lines", "[data-line='9003']",
            "providers", "[data-provider='voice.local']",
            "outbound", "[data-campaign='SALES'] .big",
            "reports", ".report canvas",
            "scripts/sales", "[data-version='aaaa00000001']",
            "settings", "[data-setting='database.password']",
            "doctor", "[data-check='database']"));

    private BackroomStage stage;

    @BeforeAll
    void open() {
        stage = new BackroomStage();
    }

    @AfterAll
    void close() throws Exception {
        stage.close();
    }

    private static String name(String page) {
        return page.replace('/', '-');
    }

    @BeforeEach
    void theDaemonHasJustBeenThere() {
        stage.host().at.natives().daemonSweep();
    }

    @ParameterizedTest
    @MethodSource("org.parley.browser.Stage$Look#all")
    void everyPageIsForEverybody(Look look) {
        try (Visit visit = stage.visit(look).as(Role.ADMIN, "/console/lines")) {
            PAGES.forEach((page, shown) -> {
                visit.page().navigate(stage.at("/console/" + page));
                visit.page().locator(shown).first().waitFor(new Locator.WaitForOptions().setTimeout(60_000));
                visit.isAccessible().fitsItsWidth().shoot(name(page));
            });
        }
    }

    @Test
    void everyPageFitsAPhone() {
        Look phone = new Look(ColorScheme.DARK, "en", Look.PHONE);
        try (Visit visit = stage.visit(phone).as(Role.ADMIN, "/console/lines")) {
            PAGES.forEach((page, shown) -> {
                visit.page().navigate(stage.at("/console/" + page));
                visit.page().locator(shown).first().waitFor(new Locator.WaitForOptions().setTimeout(60_000));
                visit.isAccessible().fitsItsWidth().shoot(name(page));
            });
        }
    }

    @Test
    void aSupervisorPausesAnAgentAndSeesWhyItsLinesRest() {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, "/console/lines")) {
            Locator agent = visit.page().locator("[data-agent='9001']");
            assertThat(agent.locator("[data-line='9001']")).containsText("waits for a call");
            assertThat(visit.button("Remove: 9001")).isHidden();
            assertThat(visit.button("Add an agent")).isHidden();
            visit.button("Pause: 9001").click();
            assertThat(agent.locator(".card-head .chip")).hasText("Paused");
            assertThat(agent.locator("[data-line='9001']")).containsText("paused");
            assertThat(visit.page().locator(".note")).containsText("Agent 9001 gets no new calls.");
            visit.button("Resume: 9001").click();
            assertThat(agent.locator(".card-head .chip")).hasText("Active");
        }
    }

    @Test
    void theBoardCountsLinesByStateAndTellsWhyOnDemand() {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, "/console")) {
            Page page = visit.page();
            visit.tabTo("Ready: 4");
            page.keyboard().press("Enter");
            Locator line = page.locator("#lines-shown [data-line='9001']");
            assertThat(line).containsText("waits for a call");
            assertThat(line.locator("time")).isVisible();
            visit.isAccessible().fitsItsWidth().shoot("live-lines");
            page.locator("select[name=agent]").selectOption("9001");
            page.waitForURL("**/console?agent=9001");
            assertThat(page.locator(".line.up")).isVisible();
            assertThat(page.locator("select[name=agent]")).hasValue("9001");
        }
    }

    @Test
    void anAdminAddsAnAgentAfterHeHasSeenWhatThatDoesAndTakesItAway() {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.ADMIN, "/console/lines")) {
            visit.button("Add an agent").click();
            Page page = visit.page();
            Map.of("userStart", "9101", "lines", "2", "extension", "8311", "campaign", "SALES", "script", "sales")
                    .forEach((field, value) ->
                            page.locator("dialog input[name=" + field + "]").fill(value));
            visit.button("Show what would be done").click();
            assertThat(page.locator("dialog .refused")).containsText("extension 8311 is answered by no script");
            page.locator("dialog input[name=extension]").fill("8322");
            visit.button("Show what would be done").click();
            assertThat(page.locator("dialog .plan")).containsText("9101");
            assertThat(stage.host().at.count("<remote_agents> WHERE user_start = '9101'"))
                    .isZero();
            visit.isAccessible().shoot("lines-add");
            visit.button("Do it").click();
            page.locator("[data-agent='9101']").waitFor();
            assertThat(stage.host().at.count("<remote_agents> WHERE user_start = '9101'"))
                    .isEqualTo(1);

            visit.button("Remove: 9101").click();
            visit.isAccessible();
            page.locator("dialog .button.danger").click();
            assertThat(page.locator("[data-agent='9101']")).isHidden();
            assertThat(stage.host().at.count("<remote_agents> WHERE user_start = '9101'"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("org.parley.browser.Stage$Look#all")
    void aStatusHasItsNameInTheListAndOnThePageOfACall(Look look) {
        try (Visit visit = stage.visit(look).as(Role.VIEWER, "/console/calls?status=NI")) {
            Page page = visit.page();
            assertThat(page.locator("td[data-name]:has(bdi.quiet)").first()).containsText("NI Not interested");
            visit.fitsItsWidth().isAccessible().shoot("calls-named");
            page.locator("td.first a").first().click();
            assertThat(page.locator(".chips")).containsText("NI Not interested");
            visit.fitsItsWidth().isAccessible().shoot("call-named");
        }
    }

    @Test
    void reportsAreFilteredAndEachChartHasItsTable() {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console/reports")) {
            Page page = visit.page();
            assertThat(page.locator(".big dd").first()).hasText("63");
            for (Locator chart : page.locator(".report").all()) {
                chart.locator("summary").click();
                assertThat(chart.locator("table")).isVisible();
                assertThat((Boolean) chart.locator("canvas")
                                .evaluate("at => at.getContext('2d')"
                                        + ".getImageData(0, 0, at.width, at.height).data.some(each => each !== 0)"))
                        .as("something is painted")
                        .isTrue();
            }
            assertThat(page.locator("#chart-statuses")
                            .locator("xpath=ancestor::figure")
                            .locator("tbody tr"))
                    .hasCount(4);
            assertThat(page.locator("#chart-statuses")
                            .locator("xpath=ancestor::figure")
                            .locator("tbody th"))
                    .hasText(new String[] {"none", "NI Not interested", "SALE", "XFER"});
            visit.isAccessible().shoot("reports-tables");
            page.locator("select[name=by]").selectOption("line");
            visit.button("Show").click();
            assertThat(page.locator("section:has(#rows) tbody th")).hasText(new String[] {"9001", "9002", "Total"});
            Download download =
                    page.waitForDownload(() -> visit.link("Download as CSV").click());
            assertThat(download.suggestedFilename()).isEqualTo("parley-line.csv");
            page.locator("input[name=from]").fill("2024-01-01");
            visit.button("Show").click();
            assertThat(page.locator(".refused")).containsText("expected at most 366 days");
        }
    }

    @Test
    void anAdminBringsAnEarlierVersionBack() throws Exception {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.ADMIN, "/console/scripts")) {
            Page page = visit.page();
            visit.link("sales").click();
            page.locator("[data-version='aaaa00000001']").waitFor();
            assertThat(page.locator("[data-version='bbbb00000002']")).containsText("it divides by zero");
            visit.button("Show: aaaa00000001").click();
            assertThat(page.locator("dialog pre")).containsText("say 'Good day.'");
            visit.isAccessible().shoot("script-source");
            visit.button("Close").click();
            visit.button("Make it live: bbbb00000002").click();
            page.locator("dialog .button.strong").click();
            assertThat(page.locator("dialog .refused")).containsText("is no good script for this Parley");
            visit.button("Cancel").click();
            visit.button("Make it live: aaaa00000001").click();
            page.locator("dialog .button.strong").click();
            assertThat(page.locator(".note")).containsText("version aaaa00000001 is live");
            await().atMost(Stage.SOON)
                    .until(() -> Files.readString(stage.script()).contains("Good day"));
        } finally {
            Files.writeString(stage.script(), stage.text());
        }
    }

    @Test
    void settingsAreFoundByWordsAndSecretsAreNotShown() {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console/settings")) {
            Page page = visit.page();
            assertThat(page.locator("[data-setting='database.password'] .value"))
                    .hasText("***");
            page.locator("[data-section='hume'] summary").click();
            assertThat(page.locator("[data-setting='hume.key']")).isVisible();
            page.locator("input[type=checkbox]").check();
            assertThat(page.locator("[data-setting='database.user']")).containsText("parley.yaml:");
            assertThat(page.locator("[data-setting='agi.calls-max']")).isHidden();
            page.locator("input[type=checkbox]").uncheck();
            page.locator("input[type=search]").fill("route-wait");
            assertThat(page.locator("[data-setting]")).hasCount(1);
            page.locator("input[type=search]").fill("qqq");
            assertThat(page.locator(".nothing")).hasText("No setting is like that.");
        }
    }

    @Test
    void thereIsNoPageThatTheHostCannotServe() {
        List<String> served = List.of(
                "Live",
                "Calls",
                "Scripts",
                "Agents and lines",
                "Providers",
                "Outbound",
                "Reports",
                "Settings",
                "Doctor");
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console/doctor")) {
            Locator links = visit.page().locator("nav a");
            assertThat(links).hasText(served.toArray(new String[0]));
        }
    }
}
