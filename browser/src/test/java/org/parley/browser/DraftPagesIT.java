package org.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.audio.WavFile;
import org.parley.browser.Stage.Look;
import org.parley.call.InstantVoice;
import org.parley.console.http.Role;
import org.parley.script.compile.ScriptFile;
import org.parley.store.CallRow;
import org.parley.store.ScriptDrafts;

/** Drafts of scripts as people write, check, try and release them, with a microphone that says something. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DraftPagesIT {
    private static final int RATE = 48_000;
    private static final String PAGE = "/console/scripts/sales";
    private static final String ASKS = """
            def colour = ask 'Which colour?', anything, noInput: 25.s
            say "You want ${colour.value}."
            dispose 'SALE', colour.value
            """;
    private static final String WRONG = "extensions '8300', '8322'\nnote 'x'\nsya 'Hello.'\n";

    private BackroomStage stage;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        Path microphone = folder.resolve("microphone.wav");
        WavFile.write(microphone, spoken());
        stage = new BackroomStage(
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                "--use-file-for-fake-audio-capture=" + microphone);
    }

    /** What the microphone hears again and again: silence, then somebody. */
    private static Pcm spoken() {
        short[] all = new short[5 * RATE];
        Pcm words = InstantVoice.speech(Duration.ofMillis(900));
        short[] wide = new Resampler(words.rate(), RATE).process(words.samples(), words.samples().length);
        System.arraycopy(wide, 0, all, 3 * RATE, wide.length);
        return new Pcm(all, RATE);
    }

    @AfterAll
    void close() throws Exception {
        stage.close();
    }

    @AfterEach
    void asItWas() throws Exception {
        ScriptDrafts drafts = new ScriptDrafts(stage.host().at.jdbi());
        drafts.list().forEach(drafts::drop);
        Files.writeString(stage.script(), stage.text());
        await().atMost(Stage.SOON).until(() -> live().equals(ScriptFile.version(stage.text())));
    }

    private String live() {
        return stage.host().host().scripts().named("sales").orElseThrow().version();
    }

    private void draft(String text) {
        new ScriptDrafts(stage.host().at.jdbi())
                .save("sales", ScriptFile.version(text), text, ScriptFile.version(stage.text()), "anna", null);
    }

    private static Locator text(Visit visit) {
        return visit.page().locator("#draft-text");
    }

    @Test
    void anAdminWritesADraftSeesWhatIsWrongAndReleasesIt() throws Exception {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.ADMIN, PAGE)) {
            Page page = visit.page();
            visit.button("Write a draft").click();
            assertThat(text(visit)).hasValue(stage.text());
            assertThat(text(visit)).isFocused();
            text(visit).fill(WRONG);
            assertThat(page.locator(".draft-head .chip.warn")).hasText("Not saved");
            visit.button("Check").click();
            assertThat(page.locator(".beside-lines li")).hasCount(1);
            assertThat(page.locator(".beside-lines .place")).containsText("sales.groovy:3:1");
            assertThat(page.locator(".beside-lines")).containsText("There is no verb 'sya'");
            assertThat(page.locator(".gutter .error")).hasText("3");
            assertThat(page.locator(".found")).containsText("The check finds one thing.");
            visit.isAccessible().fitsItsWidth().shoot("draft-findings");
            visit.button("Go to line 3").click();
            assertThat(text(visit)).isFocused();
            assertThat(text(visit).evaluate("at => at.selectionStart")).isEqualTo(WRONG.indexOf("sya"));

            visit.button("Release").click();
            assertThat(page.locator("dialog .diff .plus")).containsText(new String[] {"+note 'x'", "+sya 'Hello.'"});
            page.locator("dialog .button.strong").click();
            assertThat(page.locator("dialog .refused")).containsText("The draft has a mistake");
            visit.isAccessible().shoot("draft-refused");
            visit.button("Cancel").click();

            text(visit).fill(stage.text().replace("Hello", "Good day"));
            assertThat(page.locator(".beside-lines")).hasCount(0);
            page.keyboard().press("Control+s");
            assertThat(page.locator(".note").last()).containsText("The draft is saved");
            assertThat(page.locator(".draft-head .facts")).containsText("saved by admin");
            assertThat(Files.readString(stage.script())).isEqualTo(stage.text());
            visit.button("Check").click();
            assertThat(page.locator(".found")).containsText("The check finds nothing.");
            visit.button("Release").click();
            visit.isAccessible().shoot("draft-release");
            page.locator("dialog .button.strong").click();
            assertThat(page.locator(".note").last()).containsText("is live");
            assertThat(text(visit)).hasCount(0);
            assertThat(Files.readString(stage.script())).contains("Good day");
            assertThat(page.locator("[data-version='" + ScriptFile.version(stage.text()) + "']"))
                    .isVisible();
        }
    }

    @Test
    void theTabKeyIndentsAndIsNoTrap() {
        draft("say 'one'\nsay 'two'\n");
        try (Visit visit = stage.visit(Look.USUAL).as(Role.ADMIN, PAGE)) {
            Page page = visit.page();
            text(visit).focus();
            text(visit).evaluate("at => at.setSelectionRange(0, 0)");
            page.keyboard().press("Tab");
            assertThat(text(visit)).hasValue("    say 'one'\nsay 'two'\n");
            assertThat(text(visit)).isFocused();
            page.keyboard().press("Shift+Tab");
            assertThat(text(visit)).hasValue("say 'one'\nsay 'two'\n");
            page.keyboard().press("Escape");
            page.keyboard().press("Tab");
            assertThat(text(visit)).not().isFocused();
            page.keyboard().press("Shift+Tab");
            assertThat(text(visit)).isFocused();
            page.keyboard().press("Escape");
            page.keyboard().press("Shift+Tab");
            assertThat(text(visit)).not().isFocused();
        }
    }

    @Test
    void aDraftUnderWhichTheFileHasChangedSaysSo() throws Exception {
        draft(stage.text().replace("Hello", "Good day"));
        Files.writeString(stage.script(), stage.text().replace("cars", "boats"));
        try (Visit visit = stage.visit(Look.USUAL).as(Role.ADMIN, PAGE)) {
            Page page = visit.page();
            assertThat(page.locator(".outdated")).containsText("What is live has changed since this draft was begun");
            visit.button("Release").click();
            page.locator("dialog .button.strong").click();
            assertThat(page.locator("dialog .refused")).containsText("save the draft again");
            visit.button("Cancel").click();
            page.locator(".outdated button").first().click();
            assertThat(page.locator("dialog .diff .minus").first()).containsText("boats");
            visit.isAccessible().shoot("draft-diff");
            visit.button("Close").click();
            visit.button("Go on from what is live").click();
            assertThat(page.locator(".outdated")).hasCount(0);
            visit.button("Release").click();
            page.locator("dialog .button.strong").click();
            assertThat(page.locator(".note").last()).containsText("is live");
        }
    }

    @Test
    void whoSavesOverAnothersTextChooses() {
        draft("say 'mine'\n");
        try (Visit visit = stage.visit(Look.USUAL).as(Role.ADMIN, PAGE)) {
            text(visit).fill("say 'changed'\n");
            draft("say 'theirs'\n");
            visit.button("Save").click();
            assertThat(visit.page().locator(".refused")).containsText("anna has saved another draft of sales");
            visit.button("Put mine in its place").click();
            assertThat(visit.page().locator(".draft-head .facts")).containsText("saved by admin");
            text(visit).fill("say 'again'\n");
            draft("say 'theirs'\n");
            visit.button("Save").click();
            visit.button("Take the other text").click();
            assertThat(text(visit)).hasValue("say 'theirs'\n");
            visit.button("Discard").click();
            visit.page().locator("dialog .button.danger").click();
            assertThat(text(visit)).hasCount(0);
        }
    }

    @Test
    void aNewScriptBeginsAsADraftOnItsPage() {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.ADMIN, "/console/scripts")) {
            Page page = visit.page();
            visit.button("New script").click();
            page.locator("dialog input[name=name]").fill("winter-offer");
            visit.isAccessible().shoot("script-new");
            page.locator("dialog .button.strong").click();
            page.waitForURL(Pattern.compile(".*/console/scripts/winter-offer"));
            assertThat(text(visit)).hasValue(Pattern.compile("say 'Hello\\.'"));
            page.navigate(stage.at("/console/scripts"));
            assertThat(page.locator("[data-draft='winter-offer']")).containsText("Draft");
            assertThat(stage.host().host().scripts().named("winter-offer").isPresent())
                    .isFalse();
        }
    }

    @Test
    void aViewerReadsAndASupervisorTries() {
        draft(ASKS);
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, PAGE)) {
            assertThat(text(visit)).hasValue(ASKS);
            assertThat(text(visit))
                    .isEditable(new com.microsoft.playwright.assertions.LocatorAssertions.IsEditableOptions()
                            .setEditable(false));
            for (String name :
                    List.of("Save", "Release", "Discard", "Try by microphone", "Try as text", "Write a draft")) {
                assertThat(visit.button(name)).hasCount(0);
            }
            visit.button("Check").click();
            assertThat(visit.page().locator(".found")).containsText("The check finds");
        }
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, PAGE)) {
            assertThat(visit.button("Release")).hasCount(0);
            visit.button("Try as text").last().click();
            Page page = visit.page();
            assertThat(page.locator(".said .agent")).containsText(new String[] {"Which colour?"});
            page.locator("dialog input[name=line]").fill("blue");
            page.keyboard().press("Enter");
            assertThat(page.locator(".said .agent").last()).containsText("You want blue.");
            assertThat(page.locator("dialog [data-ended='script']")).containsText("SALE blue");
            visit.isAccessible().fitsItsWidth().shoot("try-text");
        }
    }

    @Test
    void aDraftIsTriedByMicrophone() {
        draft(ASKS);
        stage.host().voice.understands("green");
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, "/console/scripts")) {
            Page page = visit.page();
            page.context().grantPermissions(List.of("microphone"));
            visit.link("sales").click(); // a document of its own, which may use the microphone
            visit.button("Try by microphone").last().click();
            assertThat(page.locator(".said .agent").first()).containsText("Which colour?");
            assertThat(page.locator(".try-state")).hasAttribute("data-state", Pattern.compile("speaking|listening"));
            visit.isAccessible().fitsItsWidth().shoot("try-voice");
            assertThat(page.locator(".said .visitor")).containsText("green");
            assertThat(page.locator(".said .agent").last()).containsText("You want green.");
            assertThat(page.locator(".try-state")).hasAttribute("data-state", "ended");
            assertThat(page.locator(".try-state")).containsText("The agent has ended the call.");
            visit.button("Close").click();
        }
        CallRow call = await().atMost(Stage.SOON)
                .until(
                        () -> stage.host().host().callBook().list(100).stream()
                                .filter(row -> row.channel().startsWith("Trial/") && row.endedAt() != null)
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
        assertThat(call.scriptVersion()).isEqualTo(ScriptFile.version(ASKS));
        assertThat(call.disposition()).isEqualTo("SALE");
        try (Visit visit = stage.visit(Look.USUAL).as(Role.VIEWER, "/console/calls/" + call.id())) {
            assertThat(visit.page().locator(".chips .chip.warn")).containsText(new String[] {"Trial"});
        }
    }

    @Test
    void whoClosesTheTrialHangsUp() {
        draft(ASKS);
        try (Visit visit = stage.visit(Look.USUAL).as(Role.ADMIN, PAGE)) {
            visit.page().context().grantPermissions(List.of("microphone"));
            visit.button("Try by microphone").last().click();
            assertThat(visit.page().locator(".said .agent").first()).containsText("Which colour?");
            visit.page().keyboard().press("Escape");
            await().atMost(Stage.SOON)
                    .until(() -> stage.host().host().liveCalls().ids().isEmpty());
        }
    }

    @Test
    void theMicrophoneIsForThisPageAlone() {
        try (Visit visit = stage.visit(Look.USUAL).as(Role.SUPERVISOR, "/console")) {
            for (String path :
                    List.of("/console", "/console/scripts", "/console/calls/x", "/console/scripts/sales/more")) {
                Response answer = visit.page().navigate(stage.at(path));
                assertThat(answer.headerValue("permissions-policy")).as(path).isEqualTo("microphone=()");
            }
            Response page = visit.page().navigate(stage.at(PAGE));
            assertThat(page.headerValue("permissions-policy")).isEqualTo("microphone=(self)");
            visit.link("Calls").click();
            visit.page().locator("#main h1").waitFor();
            visit.awaits("!document.featurePolicy.allowsFeature('microphone')");
        }
    }

    @ParameterizedTest
    @MethodSource("org.parley.browser.Stage$Look#everywhere")
    void theDraftIsForEverybody(Look look) {
        draft(WRONG);
        try (Visit visit = stage.visit(look).as(Role.ADMIN, PAGE)) {
            visit.page()
                    .locator(".draft-head .actions .button:not([disabled])")
                    .first()
                    .waitFor();
            visit.page()
                    .locator(".draft-head .actions button")
                    .filter(new Locator.FilterOptions().setHasText(Pattern.compile("Check|فحص")))
                    .click();
            visit.page().locator(".beside-lines").waitFor();
            visit.isAccessible().fitsItsWidth().shoot("draft");
        }
    }
}
