package org.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.browser.Stage.Look;
import org.parley.console.http.Role;

/** The live board, as people see it. */
@ExtendWith(OnStage.class)
class LiveIT {
    /** Where each row begins, and whose it is. */
    private static final String TOPS = "[...document.querySelectorAll('.call')]"
            + ".map(each => each.dataset.call + ' ' + Math.round(each.getBoundingClientRect().top + scrollY))";

    @AfterEach
    void end(Stage stage) {
        stage.cable().mend();
        stage.hangUpAll();
    }

    @ParameterizedTest
    @MethodSource("org.parley.browser.Stage$Look#everywhere")
    void callsAreSeenAsTheyHappenAndWhyTheyEnded(Look look, Stage stage) {
        try (Visit visit = stage.visit(look).as(Role.SUPERVISOR, "/console")) {
            stage.call("200");
            Locator call = visit.page().locator(".call").first();
            assertThat(call.locator(".words")).containsText("One moment, I am looking that up for you.");
            String ended = stage.called("100");
            Locator row = visit.page().locator(".ended [data-call='" + ended + "']");
            assertThat(row.locator(".sentence"))
                    .containsText(
                            look.language().equals("ar") ? "بلغ النص البرمجي نهايته" : "The script came to its end");
            assertThat(row.locator(".sentence")).containsText("SALE (the red one)");
            visit.fitsItsWidth().isAccessible().shoot("live");
        }
    }

    @Test
    void whoComesInTheMiddleSeesWhatWasSaidLast(Stage stage) {
        stage.call("200");
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            assertThat(visit.page().locator(".call .words")).containsText("What is your number?");
            visit.page().reload();
            assertThat(visit.page().locator(".call .words")).containsText("What is your number?");
            assertThat(visit.page().locator(".tile.all")).containsText("1");
            assertThat(visit.page().locator(".actions")).hasCount(0); // a viewer steps into no call
        }
    }

    @Test
    void theCallersWordsGrowWhileHeSpeaks(Stage stage) {
        stage.call("200");
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            Page page = visit.page();
            assertThat(page.locator(".call .words")).containsText("What is your number?");
            page.evaluate("""
                    () => {
                        window.seen = [];
                        new MutationObserver(() => {
                            const now = document.querySelector('.call .words .caller.now bdi')?.textContent;
                            if (now && now !== window.seen.at(-1)) {
                                window.seen.push(now);
                            }
                        }).observe(document.querySelector('.calls'), { subtree: true, childList: true, characterData: true });
                    }""");
            String words = "we have lived here for so long that nobody knows the house without us in it";
            stage.says(words, Duration.ofSeconds(4));
            assertThat(page.locator(".call")).hasAttribute("data-state", "caller");
            assertThat(page.locator(".call .words .caller").last()).hasText("Caller: " + words);
            assertThat(page.locator(".call .words .caller.now")).hasCount(0); // his turn is over

            List<?> seen = (List<?>) page.evaluate("window.seen");
            Assertions.assertThat(seen).as("what stood there while he spoke").hasSizeGreaterThan(3);
            for (int i = 0; i < seen.size(); i++) {
                Assertions.assertThat(words).startsWith((String) seen.get(i));
                Assertions.assertThat(((String) seen.get(i)).length())
                        .isGreaterThan(i == 0 ? 0 : ((String) seen.get(i - 1)).length());
            }
            Assertions.assertThat((String) seen.getFirst()).hasSizeLessThan(words.length() / 2);
        }
    }

    @Test
    void whoWaitsComesFirstAndWhoEndsDoesNotMoveTheRowsUnderThePointer(Stage stage) {
        String first = startedCall(stage);
        String second = startedCall(stage);
        String third = startedCall(stage);
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, "/console")) {
            Page page = visit.page();
            assertThat(page.locator(".call")).hasCount(3);
            stage.says("I have asked you something", Duration.ofMillis(900)); // the third; and nobody answers
            Locator top = page.locator(".call").first();
            assertThat(top).hasAttribute("data-call", third);
            assertThat(top).hasAttribute("data-need", "answer");
            assertThat(page.locator(".tile.need strong")).hasText("1");

            page.locator("h1").hover();
            page.locator(".call[data-call='" + second + "'] .words").hover();
            Object before = page.evaluate(TOPS);
            stage.hangUp(first);
            Locator gone = page.locator(".call.gone[data-call='" + first + "']");
            assertThat(gone.locator(".sentence")).containsText("A supervisor (the test) hung up");
            String newest = startedCall(stage);
            assertThat(page.locator(".call").last()).hasAttribute("data-call", newest);
            Assertions.assertThat(((List<?>) page.evaluate(TOPS)).subList(0, 3)).isEqualTo(before);
            visit.isAccessible().shoot("live-held");

            page.locator("h1").hover();
            assertThat(page.locator(".call.gone")).hasCount(0);
            assertThat(page.locator(".call")).hasCount(3);
            page.locator(".tile.need").click();
            assertThat(page.locator(".call:not([data-need])")).hasCount(0); // the others may be silent for long by now
            assertThat(page.locator(".call").first()).hasAttribute("data-call", third);
        }
    }

    private static String startedCall(Stage stage) {
        List<String> before = stage.running();
        stage.call("200");
        stage.awaitRunning(before.size() + 1);
        return stage.running().stream()
                .filter(Predicate.not(before::contains))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRunningCallShowsWhoCallsAndEndedOnesAreFewWithTheWayToAll(Stage stage) {
        stage.manyCalls(12);
        stage.call("200");
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            Page page = visit.page();
            assertThat(page.locator(".call .facts")).containsText("+4930555200");
            page.locator(".ended .sentence").first().waitFor();
            assertThat(page.locator(".ended li")).hasCount(8);
            String ended = stage.called("100");
            Locator row = page.locator(".ended li").first();
            assertThat(row).hasAttribute("data-call", ended);
            assertThat(row.locator(".sentence")).containsText("with the status SALE (the red one)");
            row.locator("a").click();
            page.waitForURL("**/console/calls/" + ended);
            assertThat(page.locator(".why")).containsText("with the status SALE (the red one)");
            page.goBack();
            assertThat(page.locator(".call .facts")).containsText("+4930555200");
            visit.link("All calls").click();
            page.waitForURL("**/console/calls");
        }
    }

    @Test
    void callsThatHaveEndedDoNotFlashUpWhenThePageIsOpened(Stage stage) {
        stage.manyCalls(80);
        stage.call("200");
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            Page page = visit.page();
            page.addInitScript(
                    "new MutationObserver(() => { window.most = Math.max(window.most ?? 0,"
                            + " document.querySelectorAll('.call').length); }).observe(document, { subtree: true, childList: true })");
            page.reload();
            assertThat(page.locator(".call[data-state=quiet] .words").first()).containsText("What is your number?");
            Assertions.assertThat(page.evaluate("window.most")).isEqualTo(1);
        }
    }

    @Test
    void callsOfAHostThatHasBegunAnewAreToldAlthoughItsEventsCountFromOne(Stage stage) {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            Object ids = visit.page().evaluate("""
                    async () => {
                        const { Board } = await import('/console/app/board.js');
                        const board = new Board();
                        const took = (seq, call) => {
                            board.take({ seq, call, type: 'conversation_turn', kind: 'agent-said', at: new Date().toISOString(),
                                ms: 0, script: '', campaign: '', line: '', data: { text: 'Hello.' } });
                            return board.calls.map(each => each.id).join(' ');
                        };
                        board.replace([], 100);
                        return [took(90, 'ended'), took(101, 'new'), took(1, 'restarted')];
                    }""");
            Assertions.assertThat(ids).isEqualTo(List.of("", "new", "new restarted"));
        }
    }

    @Test
    void whoFollowsOneScriptIsToldOfItsCallsAlone(Stage stage) {
        stage.call("200");
        stage.call("700");
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            Page page = visit.page();
            List<String> asked = new ArrayList<>();
            page.onRequest(request -> asked.add(request.url()));
            assertThat(page.locator(".call")).hasCount(2);
            page.locator("select[name=script]").selectOption("chatter");
            page.waitForURL("**/console?script=chatter");
            assertThat(page.locator(".call")).hasCount(1);
            assertThat(page.locator(".tile.all strong")).hasText("1");
            assertThat(page.locator(".call .which a")).hasText("chatter");
            stage.call("200");
            stage.call("700");
            assertThat(page.locator(".call")).hasCount(2);
            assertThat(page.locator(".call .facts").last()).containsText("+4930555700");
            Assertions.assertThat(asked).anyMatch(url -> url.contains("/api/events?script=chatter&"));
            page.locator("select[name=script]").selectOption("");
            assertThat(page.locator(".call")).hasCount(4);
        }
    }

    @Test
    void aStrangerFindsWhyACallEnded(Stage stage) {
        String id = stage.called("300");
        stage.call("200");
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            Page page = visit.page();
            page.locator("input[type=search]").fill("555300");
            assertThat(page.locator(".call")).hasCount(0);
            Locator found = page.locator(".ended [data-call='" + id + "']");
            assertThat(found.locator(".sentence")).containsText("The script broke in line");
            assertThat(found.locator(".sentence")).containsText("the list of questions is empty");
            found.locator("a").click();
            page.waitForURL("**/console/calls/" + id);
            assertThat(page.locator(".why")).containsText("the list of questions is empty");
        }
    }

    @Test
    void whatHappensWhileTheLineIsDownIsSeenWhenItIsBack(Stage stage) {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            Page page = visit.page();
            assertThat(page.locator(".line.up")).isVisible();
            stage.cable().cut();
            assertThat(page.locator(".line.down")).isVisible();
            assertThat(page.locator("#notes")).containsText("The connection to the host is lost.");
            stage.call("200");
            String ended = stage.called("100");
            stage.cable().mend();
            assertThat(page.locator(".line.up")).isVisible();
            assertThat(page.locator(".call .words")).containsText("One moment");
            assertThat(page.locator(".ended [data-call='" + ended + "']")).isVisible();
        }
    }

    @Test
    void whoseTokenIsTakenAwayIsAtTheDoorAgain(Stage stage) {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            assertThat(visit.page().locator(".line.up")).isVisible();
            stage.forget(Role.VIEWER);
            visit.page().locator(".sign-in").waitFor();
        }
    }

    @Test
    void aSupervisorStepsInByKeysAlone(Stage stage) {
        stage.call("200");
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, "/console")) {
            Page page = visit.page();
            assertThat(page.locator(".call .words")).containsText("What is your number?");
            page.keyboard().press("Tab");
            Assertions.assertThat(visit.focused()).isEqualTo("Skip to the page");
            page.keyboard().press("Enter");
            visit.tabTo("Steer: waits");
            page.keyboard().press("Enter");
            visit.isAccessible().shoot("live-steer");
            visit.tabTo("Say this");
            page.keyboard().press("Enter");
            page.keyboard().type("We have found it.");
            visit.isAccessible().shoot("live-say");
            visit.tabTo("Say this");
            page.keyboard().press("Enter");
            assertThat(page.locator("#notes")).containsText("waits: it will be said.");
            assertThat(page.locator(".call .words")).containsText("We have found it.");
            visit.tabTo("Hang up: waits");
            page.keyboard().press("Enter");
            visit.tabTo("Hang up");
            page.keyboard().press("Enter");
            assertThat(page.locator(".call:not(.gone)")).hasCount(0);
            assertThat(page.locator(".ended .sentence").first()).containsText("A supervisor (samira) hung up");
            Assertions.assertThat(visit.focused())
                    .as("he has not lost his place")
                    .isEqualTo("waits");
            assertThat(page.locator(".call.gone .sentence")).containsText("A supervisor (samira) hung up");
        }
    }

    @Test
    void twoHundredCallsAreDrawnWithoutStutter(Stage stage) {
        int count = 200;
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, "/console")) {
            Page page = visit.page();
            for (int i = 1; i <= count; i++) {
                stage.call("700");
                if (i % 20 == 0) {
                    stage.awaitRunning(i); // all at once would be a test of the host
                }
            }
            assertThat(page.locator(".call")).hasCount(count);
            double before = visit.workedMs();
            Object figures = page.evaluate("""
                    () => new Promise(done => {
                        const busy = [];
                        const late = [];
                        new PerformanceObserver(list => busy.push(...list.getEntries().map(e => e.duration)))
                            .observe({ type: 'longtask' });
                        const source = new EventSource('/api/events?type=conversation_turn');
                        source.addEventListener('conversation_turn', message => {
                            const { kind, at, call, data } = JSON.parse(message.data);
                            if (kind === 'agent-says') {
                                const look = () => {
                                    const words = document.querySelector(`[data-call="${call}"] .words`)?.textContent;
                                    if (words?.includes(data.text)) {
                                        late.push(Date.now() - Date.parse(at));
                                    } else if (Date.now() - Date.parse(at) < 3000) {
                                        requestAnimationFrame(look);
                                    } else {
                                        late.push(3000);
                                    }
                                };
                                requestAnimationFrame(look);
                            }
                        });
                        setTimeout(() => {
                            source.close();
                            late.sort((a, b) => a - b);
                            done([busy.length ? Math.max(...busy) : 0, late.length, late[Math.floor(late.length * .5)],
                                late[Math.floor(late.length * .95)]].map(Math.round));
                        }, 6000);
                    })""");
            double worked = visit.workedMs() - before;
            System.out.println(
                    "the page worked %.0f ms of 6000; longest task ms, events, half and 95 of 100 seen within ms: %s"
                            .formatted(worked, figures));
            Assertions.assertThat(worked)
                    .as("what the page's thread works in 6000 ms")
                    .isBetween(1.0, 4000.0);
            List<?> found = (List<?>) figures;
            Assertions.assertThat((Integer) found.get(1)).as("events").isGreaterThan(count);
            Assertions.assertThat((Integer) found.get(0)).as("longest task, ms").isLessThan(1000);
            Assertions.assertThat((Integer) found.get(3))
                    .as("from event to screen, ms")
                    .isLessThan(2000);
            visit.isAccessible();
            page.screenshot(); // only what is seen
        }
    }
}
