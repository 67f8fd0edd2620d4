package org.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.ami.OutgoingCall;
import org.parley.browser.Stage.Look;
import org.parley.cli.BackroomHost;
import org.parley.console.http.Role;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.sim.CallEnd;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;

/** Callers whom a supervisor sends to people of a dialer, from the page and at the dialer's tables. */
class ReachIT {
    private static final String SCRIPT = """
            extensions '8300'
            while (true) {
                say 'Here is a sentence that goes on and on, for it has a great many words.'
            }
            """;

    @TempDir
    private Path home;

    private record Site(BackroomHost host) implements Visit.Place {
        @Override
        public String at(String path) {
            return "http://" + host.address() + path;
        }

        @Override
        public String token(Role role) {
            return host.token(role);
        }
    }

    private final CallerEar ear = new CallerEar();
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();

    /** A call of the dialer's to a lead of its own, given to a line of ours. */
    private SimulatedChannel call(BackroomHost host, long lead, String line) {
        CallIdentity known = host.at.natives().identity(host.at.natives().routeOutbound(lead, line));
        OutgoingCall like = OutgoingCall.to("parley", "8300")
                .callerId(known.callerIdName(), known.callerIdNumber())
                .accountCode(known.accountCode());
        SimulatedChannel channel = asterisk.place(
                CallRequest.to(host.host().agiAddress(), like).on(known.channel(), known.uniqueId()), ear);
        await().atMost(Stage.SOON).until(() -> host.host().liveCalls().ids().size() == 1);
        ear.awaitSound(Duration.ofMillis(200));
        return channel;
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void callersGoToInGroupsAndAgentsOfTheDialer(Kind kind) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout((double) Stage.SOON.toMillis());
        String direct = kind.isOsdial() ? "A2A_6001" : "AGENTDIRECT";
        try (BackroomHost host = new BackroomHost(kind, home, SCRIPT, "");
                Chromium chromium = Chromium.start();
                asterisk) {
            host.at.remoteAgent(9001, 3, "8300", "SALES", "SUPPORT");
            host.at.directGroup(direct);
            host.at.person("6001", "CLOSER", "SUPPORT " + direct);
            host.at.person("6002", "PAUSED", "SUPPORT");
            Site site = new Site(host);

            SimulatedChannel first = call(host, 1, "9001");
            Look phone = new Look(ColorScheme.DARK, "en", Look.PHONE);
            try (Visit visit = Visit.open(chromium, site, phone).as(Role.SUPERVISOR, at(host))) {
                Locator dialog = opened(visit);
                assertThat(dialog.getByLabel("In-group").first()).isChecked();
                Locator groups = dialog.locator("select[name=target]");
                assertThat(groups.locator("option")).hasText(new String[] {
                    "BILLING: nobody is there", "SUPPORT: 1 free of 2",
                });
                visit.fitsItsWidth().isAccessible().shoot("reach-in-groups-" + kind);
                groups.selectOption("BILLING");
                dialog.locator(".strong").click();
                assertThat(dialog.locator(".progress .bad"))
                        .hasText("Not done: nobody is there who takes such calls. The agent goes on with the caller.");
                ear.awaitSound(Duration.ofSeconds(1)); // and does

                dialog.getByText("Try again").click();
                host.at.execute("UPDATE <live_agents> SET status = 'CLOSER' WHERE user = '6002'");
                assertThat(groups.locator("option[value=SUPPORT]")).hasText("SUPPORT: 2 free of 2"); // as it is now
                groups.selectOption("SUPPORT");
                dialog.locator(".strong").click();
                assertThat(dialog.locator(".progress .good")).hasText("The caller has been sent on: In-group SUPPORT.");
                CallEnd end = first.await(Stage.SOON);
                assertThat(end.route()).isEqualTo(CallEnd.Route.TRANSFER);
                assertThat(end.target()).startsWith("990009*SUPPORT**1**");
            }

            SimulatedChannel second = call(host, 2, "9002");
            try (Visit visit = Visit.open(chromium, site, Look.USUAL).as(Role.SUPERVISOR, at(host))) {
                Locator dialog = opened(visit);
                dialog.getByLabel("Agent").first().check();
                Locator agents = dialog.locator("select[name=target]");
                assertThat(agents.locator("option"))
                        .hasText(new String[] {"6001: free", "6002: takes no calls for himself"});
                assertThat(agents.locator("option[value='6002']")).hasAttribute("disabled", "");
                visit.isAccessible().shoot("reach-agents-" + kind);
                dialog.locator(".strong").click();
                assertThat(dialog.locator(".progress .good")).isVisible();
                assertThat(second.await(Stage.SOON).target())
                        .startsWith("990009*" + direct + "**2**")
                        .endsWith("*6001*");
            }
            assertThat(List.of(host.at.value("SELECT status FROM <list> WHERE lead_id = 1")))
                    .doesNotContain("NEW");
        }
    }

    private static String at(BackroomHost host) {
        return "/console/calls/" + host.host().liveCalls().ids().getFirst();
    }

    private static Locator opened(Visit visit) {
        visit.button("Transfer: sales").click();
        Locator dialog = visit.page().locator("dialog");
        assertThat(dialog.locator("input[type=radio]")).hasCount(4);
        return dialog;
    }
}
