package org.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.ami.OutgoingCall;
import org.parley.browser.Stage.Look;
import org.parley.call.CallEvent;
import org.parley.console.http.Role;
import org.parley.sim.CallEnd;
import org.parley.sim.SimulatedChannel;

/** Every button by which a supervisor steps into a call, with what the caller hears or his channel does. */
@ExtendWith(OnStage.class)
class ActsIT {
    private static final Duration QUIET = Duration.ofMillis(1500);
    private static final String WORDS = "These are the words of a supervisor.";

    private final List<CallEvent> told = new CopyOnWriteArrayList<>();
    private CallerEar ear = new CallerEar();
    private AutoCloseable following = () -> {};

    @BeforeEach
    void follow(Stage stage) {
        ear = new CallerEar();
        following = stage.follow(told::add);
    }

    @AfterEach
    void end(Stage stage) throws Exception {
        following.close();
        stage.hangUpAll();
    }

    /** A call to somebody who reads aloud for ever, before a supervisor. */
    private SimulatedChannel reading(Stage stage) {
        return reading(stage, OutgoingCall.to("parley", "210"));
    }

    private SimulatedChannel reading(Stage stage, OutgoingCall like) {
        SimulatedChannel channel = stage.call(like.variable("PARLEY_ROUTE", "parley"), ear);
        stage.awaitRunning(1);
        ear.awaitSound(Duration.ofMillis(200));
        return channel;
    }

    private static Visit atCall(Stage stage, Look look) {
        return stage.visit(look)
                .as(Role.SUPERVISOR, "/console/calls/" + stage.running().getFirst());
    }

    private static Visit atCall(Stage stage) {
        return atCall(stage, Look.USUAL);
    }

    private CallEvent said(String text) {
        return await().atMost(Stage.SOON)
                .until(
                        () -> told.stream()
                                .filter(event -> event.kind().equals("agent-said")
                                        && text.equals(event.data().get("text")))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Whether something was cut off, which is told beside the words that were said instead. */
    private boolean isCutOff() {
        return told.stream()
                .anyMatch(event -> event.kind().equals("agent-said")
                        && Boolean.TRUE.equals(event.data().get("interrupted")));
    }

    // --- one button after the other

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wordsAreSaidAtTheNextGapOrAtOnce(boolean now, Stage stage) {
        reading(stage);
        try (Visit visit = atCall(stage)) {
            visit.button("Say this: reads").click();
            Locator dialog = visit.page().locator("dialog");
            dialog.locator("textarea").fill(WORDS);
            if (now) {
                dialog.getByLabel("At once, instead of what is being said").check();
            }
            visit.isAccessible().shoot("acts-say");
            dialog.locator(".strong").click();
            said(WORDS);
            assertThat(isCutOff()).as("what was being said is cut off").isEqualTo(now);
            assertThat(visit.page().locator(".talk")).containsText(WORDS);
            ear.awaitSound(Duration.ofMillis(500));
        }
    }

    @Test
    void nothingIsHeardOfAMutedAgentUntilHeMaySpeakAgain(Stage stage) {
        reading(stage);
        try (Visit visit = atCall(stage)) {
            visit.button("Mute the agent: reads").click();
            ear.awaitSilence(QUIET);
            assertThat(visit.button("Mute the agent: reads")).hasCount(0);
            visit.button("Let the agent speak: reads").click();
            ear.awaitSound(Duration.ofSeconds(1));
            assertThat(visit.button("Mute the agent: reads")).isVisible();
        }
    }

    @Test
    void hangingUpEndsTheCall(Stage stage) throws Exception {
        SimulatedChannel channel = reading(stage);
        try (Visit visit = atCall(stage)) {
            visit.button("Hang up: reads").click();
            visit.page().locator("dialog .danger").click();
            assertThat(channel.await(Stage.SOON).route()).isEqualTo(CallEnd.Route.DONE);
            assertThat(visit.page().locator(".why")).containsText("A supervisor (samira) hung up");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Extension", "Telephone number"})
    void theCallerIsSentOn(String kind, Stage stage) throws Exception {
        SimulatedChannel channel = reading(stage);
        try (Visit visit = atCall(stage)) {
            visit.button("Transfer: reads").click();
            Locator dialog = visit.page().locator("dialog");
            assertThat(dialog.locator("input[type=radio]")).hasCount(2); // there is no dialer
            dialog.getByLabel(kind).first().check();
            dialog.locator("input[name=target]").fill("500");
            dialog.getByLabel("Tell the caller first").fill("One moment, please.");
            dialog.locator(".strong").click();
            said("One moment, please.");
            CallEnd end = channel.await(Stage.SOON);
            assertThat(end.route()).isEqualTo(CallEnd.Route.TRANSFER);
            assertThat(end.target()).isEqualTo("500");
            assertThat(dialog.locator(".progress .good")).hasText("The caller has been sent on: " + kind + " 500.");
            visit.isAccessible().shoot("acts-transfer-done");
            dialog.locator(".strong").click();
            assertThat(dialog).hasCount(0);
            assertThat(visit.page().locator(".why"))
                    .containsText("sent the caller on to the " + (kind.equals("Extension") ? "extension" : "number")
                            + " 500");
        }
    }

    @Test
    void aSupervisorTakesTheCallerOverByHisOwnTelephone(Stage stage) throws Exception {
        OutgoingCall like = OutgoingCall.to("parley", "210").variable("SIM_PEOPLE", "busy");
        SimulatedChannel channel = reading(stage, like);
        try (Visit visit = atCall(stage)) {
            visit.button("Take over: reads").click();
            Locator dialog = visit.page().locator("dialog");
            dialog.locator("input[name=target]").fill("6001");
            dialog.locator(".strong").click();
            assertThat(dialog.locator(".progress .bad"))
                    .hasText("Not done: the line is busy. The agent goes on with the caller.");
            assertThat(dialog.locator(".progress"))
                    .containsText("It is ringing, and the caller waits: Extension 6001.");
            visit.isAccessible().shoot("acts-takeover-busy");
            ear.awaitSound(Duration.ofSeconds(1)); // the agent goes on

            dialog.getByText("Try again").click();
            assertThat(dialog.locator("input[name=target]")).hasValue("6001");
            dialog.locator(".strong").click();
            assertThat(dialog.locator(".progress .good"))
                    .hasText("It was answered, and the caller is connected: Extension 6001.");
            CallEnd end = channel.await(Stage.SOON);
            assertThat(end.route()).isEqualTo(CallEnd.Route.TRANSFER);
            assertThat(end.variables()).containsEntry("PARLEY_CONTEXT", "parley-person");
            visit.isAccessible().shoot("acts-takeover-done");
            dialog.locator(".strong").click();
            assertThat(visit.page().locator(".why")).containsText("took the call over at the extension 6001");

            reading(stage);
            visit.page().navigate(stage.at("/console/calls/" + stage.running().getFirst()));
            visit.button("Take over: reads").click();
            assertThat(dialog.locator("input[name=target]")).hasValue("6001"); // this browser remembers it
            assertThat(dialog.getByLabel("Extension").first()).isChecked();
        }
    }

    @Test
    void whatBecomesOfATakeoverIsToldWhenTheDialogIsClosed(Stage stage) {
        OutgoingCall like = OutgoingCall.to("parley", "210").variable("SIM_PEOPLE", "busy");
        reading(stage, like);
        try (Visit visit = atCall(stage)) {
            visit.button("Take over: reads").click();
            Locator dialog = visit.page().locator("dialog");
            dialog.getByLabel("Telephone number").first().check();
            dialog.locator("input[name=target]").fill("+4930555");
            dialog.getByLabel("Tell the caller first").fill("x".repeat(300)); // three seconds
            dialog.locator(".strong").click();
            dialog.getByText("Close").click();
            assertThat(visit.page().locator("#notes")).containsText("reads: Not done: the line is busy.");
        }
    }

    // --- by keyboard, on a telephone, as a viewer

    @Test
    void everyButtonIsPressedByKeysAlone(Stage stage) throws Exception {
        SimulatedChannel channel = reading(stage);
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, "/console")) {
            Page page = visit.page();
            assertThat(page.locator(".call .words")).containsText("goes on and on");
            act(visit, "Mute the agent");
            ear.awaitSilence(QUIET);
            act(visit, "Let the agent speak");
            ear.awaitSound(Duration.ofSeconds(1));
            act(visit, "Say this");
            page.keyboard().type(WORDS);
            page.keyboard().press("Tab");
            page.keyboard().press("Space"); // at once
            visit.tabTo("Say this");
            page.keyboard().press("Enter");
            said(WORDS);
            act(visit, "Take over");
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).hasCount(0);
            act(visit, "Transfer");
            page.keyboard().press("ArrowRight"); // from extension to number
            page.keyboard().press("Tab");
            page.keyboard().type("4930555");
            page.keyboard().press("Enter");
            assertThat(channel.await(Stage.SOON).target()).isEqualTo("4930555");
            assertThat(page.locator(".progress .good")).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).hasCount(0);
        }
    }

    /** Chooses an act of the live board. */
    private static void act(Visit visit, String name) {
        visit.tabTo("Steer: reads");
        visit.page().keyboard().press("Enter");
        visit.tabTo(name);
        visit.page().keyboard().press("Enter");
    }

    @ParameterizedTest
    @MethodSource("org.parley.browser.Stage$Look#everywhere")
    void theDialogsFitEveryScreen(Look look, Stage stage) {
        reading(stage);
        try (Visit visit = atCall(stage, look)) {
            Page page = visit.page();
            for (String act : List.of("say", "transfer", "takeover")) {
                page.locator(".page-head [data-icon=" + act + "]").click();
                assertThat(page.locator("dialog h2")).isVisible();
                visit.fitsItsWidth().isAccessible().shoot("acts-" + act);
                page.keyboard().press("Escape");
            }
            page.locator(".page-head [data-icon=takeover]").click();
            page.locator("dialog input[name=target]").fill("6001");
            page.locator("dialog .strong").click();
            assertThat(page.locator(".progress .good")).isVisible();
            visit.fitsItsWidth().isAccessible().shoot("acts-takeover-told");
            page.navigate(stage.at("/console"));
            page.locator(".beside .button").click();
            assertThat(page.locator("dialog option").first()).isAttached();
            visit.fitsItsWidth().isAccessible().shoot("acts-dispatch");
            page.locator("dialog input[value=number]").check();
            page.locator("dialog input[name=target]").fill("4930555");
            page.locator("dialog .strong").click();
            assertThat(page.locator("dialog .refused")).containsText("asterisk.user");
            page.locator("dialog input[value=web]").check();
            page.locator("dialog .strong").click();
            assertThat(page.locator("dialog input[readonly]")).isVisible();
            visit.fitsItsWidth().isAccessible().shoot("acts-dispatch-web");
        }
    }

    @Test
    void onAPhoneTheCallerIsTakenOver(Stage stage) throws Exception {
        SimulatedChannel channel = reading(stage);
        Look phone = new Look(ColorScheme.LIGHT, "en", Look.PHONE);
        try (Visit visit = stage.visit(phone).as(Role.SUPERVISOR, "/console")) {
            visit.button("Steer: reads").click();
            visit.page().locator("dialog").getByText("Take over").click();
            visit.page().locator("dialog input[name=target]").fill("6001");
            visit.page().locator("dialog .strong").click();
            assertThat(visit.page().locator(".progress .good")).isVisible();
            assertThat(channel.await(Stage.SOON).variables()).containsEntry("PARLEY_CONTEXT", "parley-person");
            visit.fitsItsWidth();
        }
    }

    @Test
    void aViewerHasNoButtons(Stage stage) {
        reading(stage);
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console")) {
            Page page = visit.page();
            assertThat(page.locator(".call .words")).containsText("goes on and on");
            assertThat(page.locator(".actions")).hasCount(0);
            assertThat(visit.button("Call with an agent")).hasCount(0);
            page.locator(".call .which a").click();
            assertThat(page.locator(".why")).hasText("The call is running.");
            assertThat(page.locator(".actions")).hasCount(0);
            Object refused = page.evaluate("""
                    async id => {
                        const { csrf } = await (await fetch('/api/session')).json();
                        const answers = [];
                        for (const act of ['hangup', 'say', 'mute', 'unmute', 'transfer', 'takeover']) {
                            const headers = { 'X-CSRF-Token': csrf };
                            answers.push((await fetch(`/api/calls/${id}/${act}`, { method: 'POST', headers })).status);
                        }
                        return answers;
                    }""", stage.running().getFirst());
            assertThat(refused).isEqualTo(List.of(403, 403, 403, 403, 403, 403));
        }
    }
}
