package org.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ami.AsteriskSettings;
import org.parley.browser.Stage.Look;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.lab.AsteriskExtension;
import org.parley.sim.lab.AsteriskLab;

/** An agent put on a call from the page: on a telephone of a real Asterisk, and on whoever opens an address. */
@ExtendWith(AsteriskExtension.class)
class DispatchPageIT {
    @TempDir
    private Path home;

    private final InstantVoice voice = new InstantVoice();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private String anna = "";

    @SuppressWarnings("NullAway.Init") // these by start
    private Parley host;

    @SuppressWarnings("NullAway.Init")
    private Console console;

    private Visit start(Look look, String... more) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout((double) Stage.SOON.toMillis());
        Files.writeString(
                Files.createDirectories(home.resolve("scripts")).resolve("desk.groovy"), "say 'Hello.'\nwait 2.min\n");
        List<Flag> flags = new ArrayList<>();
        for (String each : new String[] {
            "agi.listen=127.0.0.1:0",
            "audio.listen=127.0.0.1:0",
            "console.listen=127.0.0.1:0",
            "database.url=none",
            "calls.drain=0s"
        }) {
            flags.add(flag(each));
        }
        for (String each : more) {
            flags.add(flag(each));
        }
        Settings settings = Settings.load(new Sources(null, Map.of(), flags, new Folders(home, home, home)))
                .value();
        host = Parley.start(settings, home, voice.ears(), voice.mouth());
        parts.add(host);
        console = Console.open(settings.console(), home, host);
        parts.add(console);
        anna = new Access(home.resolve("access.json")).add("anna", Role.SUPERVISOR);
        Chromium chromium = Chromium.start("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream");
        parts.add(chromium);
        Visit visit = Visit.open(
                chromium,
                new Visit.Place() {
                    @Override
                    public String at(String path) {
                        return "http://" + console.address() + path;
                    }

                    @Override
                    public String token(Role role) {
                        return anna;
                    }
                },
                look);
        parts.add(visit);
        return visit.as(Role.SUPERVISOR, "/console");
    }

    private static Flag flag(String text) {
        String[] pair = text.split("=", 2);
        return new Flag("test", pair[0], pair[1]);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : parts.reversed()) {
            part.close();
        }
    }

    @Test
    void anAgentCallsAnExtensionOfAsterisk(AsteriskLab lab) throws Exception {
        AsteriskSettings account = lab.manager("parley");
        Path secret = Files.writeString(home.resolve("secret"), account.secret().reveal());
        Visit visit = start(
                new Look(ColorScheme.LIGHT, "en", Look.PHONE),
                "asterisk.manager=" + account.manager(),
                "asterisk.user=parley",
                "asterisk.secret=${file:" + secret + "}");
        Page page = visit.page();
        visit.button("Call with an agent").click();
        Locator dialog = page.locator("dialog");
        dialog.locator("select[name=script]").selectOption("desk");
        visit.fitsItsWidth().isAccessible().shoot("dispatch");
        dialog.locator("input[name=target]").fill("777");
        dialog.locator(".strong").click();
        assertThat(dialog.locator(".progress .bad")).containsText("Context parley-transfer has no extension 777");
        visit.fitsItsWidth().isAccessible().shoot("dispatch-failed");
        dialog.getByText("Close").click();

        visit.button("Call with an agent").click();
        dialog.getByLabel("Extension").first().check();
        dialog.locator("select[name=script]").selectOption("desk");
        dialog.locator("input[name=target]").fill("9201");
        dialog.locator(".strong").click();
        assertThat(dialog.locator(".progress .good")).hasText("They talk with each other.");
        assertThat(host.audioStats().legs()).isEqualTo(1);
        visit.isAccessible().shoot("dispatch-joined");
        String id = host.liveCalls().ids().getFirst();
        dialog.getByText("Open the call").click();
        page.waitForURL("**/console/calls/" + id);
        assertThat(page.locator(".talk")).containsText("Hello.");
    }

    @Test
    void whoeverOpensTheAddressTalksWithTheAgent() throws Exception {
        Visit visit = start(Look.USUAL);
        visit.button("Call with an agent").click();
        Locator dialog = visit.page().locator("dialog");
        assertThat(dialog.locator("option")).hasCount(1);
        dialog.locator("input[name=target]").fill("4930555");
        dialog.locator(".strong").click();
        assertThat(dialog.locator(".refused")).containsText("asterisk.user and asterisk.secret"); // no telephone here
        dialog.getByLabel("Browser").check();
        dialog.locator(".strong").click();
        String address = dialog.locator("input[readonly]").inputValue();
        assertThat(address).startsWith("http://" + console.address() + "/talk?token=");
        visit.isAccessible().shoot("dispatch-web");

        Page visitor = visit.page().context().newPage();
        visitor.navigate(address);
        visitor.locator("#call").click();
        assertThat(visitor.locator("#captions")).containsText("Hello.");
        assertThat(dialog.locator(".progress .good")).hasText("They talk with each other.");
        assertThat(host.liveCalls().ids()).hasSize(1);
        visitor.locator("#call").click();
        visitor.close();
    }
}
