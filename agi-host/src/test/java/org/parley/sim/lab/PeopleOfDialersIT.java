package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.Parley;
import org.parley.ami.Watch.Step;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.NativeDialer.Routed;
import org.parley.sim.lab.DialerSite.Visit;

/** Callers whom a script sends to people of a dialer, on a real Asterisk with the dialer's tables and programs. */
@ExtendWith(AsteriskExtension.class)
final class PeopleOfDialersIT {
    private static final int SECONDS_MAX = 10;
    private static final Duration SOON = DialerSite.SOON;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "OSDIAL, false, in BILLING, BILLING**, ''",
        "OSDIAL, true, agent 1001, A2A_1001**, 1001*",
        "VICIDIAL, true, in BILLING, BILLING**, ''",
        "VICIDIAL, false, agent 1001, AGENTDIRECT**, 1001*",
        "VICIDIAL_2013, false, in BILLING, BILLING**, ''"
    })
    void goesToThoseWhoAreThere(Kind kind, boolean inbound, String plan, String group, String rest, AsteriskLab lab)
            throws Exception {
        try (DialerSite site = DialerSite.open(kind);
                Parley host = site.host(folder)) {
            String direct = group.replace("*", "");
            if (!direct.equals("BILLING")) {
                site.at().directGroup(direct);
            }
            site.at().person("1001", "CLOSER", direct);
            String start = "990009*" + group + site.nextLead() + "**" + site.nextPhone() + "*";
            try (Visit visit = site.call(lab, address(host), inbound, plan)) {
                Routed call = visit.isServed();
                assertThat(visit.route().step("UserEvent", site.context()).map(Step::extension))
                        .contains(start + call.line() + "*" + rest);
                site.leaves(call, "SALE", "AGENT", SECONDS_MAX);
                assertThat(site.programs().lateLines()).doesNotContain(call.code());
            }
        }
    }

    @Test
    void waitsWithMusicUntilSomebodyIsFree(AsteriskLab lab) throws Exception {
        try (DialerSite site = DialerSite.open(Kind.OSDIAL);
                Parley host = site.host(folder)) {
            site.at().person("1001", "CLOSER", "BILLING");
            site.at().execute("UPDATE <live_agents> SET status = 'INCALL' WHERE user = '1001'");
            try (Visit visit = site.call(lab, address(host), false, "wait BILLING")) {
                visit.isServed();
                assertThat(visit.route().hearing().awaitSound(Duration.ofSeconds(4), 0, SOON))
                        .as("music")
                        .isTrue();
                site.at().execute("UPDATE <live_agents> SET status = 'READY' WHERE user = '1001'");

                assertThat(visit.route().step("UserEvent", site.context()).map(Step::extension))
                        .hasValueSatisfying(target -> assertThat(target).startsWith("990009*BILLING**"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void staysWithTheScriptWhenNobodyIsThere(Kind kind, AsteriskLab lab) throws Exception {
        try (DialerSite site = DialerSite.open(kind);
                Parley host = site.host(folder)) {
            try (Visit visit = site.call(lab, address(host), false, "in BILLING")) {
                assertThat(visit.route().step("UserEvent", site.context()).map(Step::extension))
                        .contains("500");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void hasTheLineFreeWhileTheCallerTalksToWhomTheScriptHasCalled(Kind kind, AsteriskLab lab) throws Exception {
        try (DialerSite site = DialerSite.open(kind);
                Parley host = site.host(folder)) {
            try (Visit visit = site.call(lab, address(host), false, "call 500")) {
                Routed call = visit.isServed();
                String person = kind.isOsdial() ? "parley-osdial-person" : "parley-vicidial-person";
                assertThat(visit.route().step("Bridge", person)).isPresent();
                site.leaves(call, "SALE", "AGENT", SECONDS_MAX);
                site.allLinesAreFree(0);
                String row = site.row(call);
                assertThat(visit.route().hearing().awaitSound(Duration.ofMillis(500), System.nanoTime(), SOON))
                        .as("they talk")
                        .isTrue();

                visit.route().caller().hangUp();
                site.awaitHangup(call);
                assertThat(site.row(call)).isEqualTo(row);
                assertThat(site.lead(visit.lead())).startsWith("SALE ");
            }
        }
    }

    private static String address(Parley host) {
        return "127.0.0.1:" + host.agiAddress().getPort();
    }
}
