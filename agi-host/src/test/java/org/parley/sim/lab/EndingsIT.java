package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.Parley;
import org.parley.ami.Watch.Step;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.NativeDialer.Routed;
import org.parley.settings.HostPort;
import org.parley.sim.lab.DialerSite.Visit;

/**
 * All ways in which a call ends, on a real Asterisk with the dialers' includes, while the dialer's hang-up program runs
 * from the h extension and its daemon in its loops: what is in the tables after.
 */
@ExtendWith(AsteriskExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // the calls of a test share the lines of their dialer with the next
final class EndingsIT {
    private static final int SECONDS_MAX = 8;

    @TempDir
    private static Path folder;

    private final Map<Kind, DialerSite> sites = new EnumMap<>(Kind.class);
    private final Map<Kind, Parley> hosts = new EnumMap<>(Kind.class);

    @BeforeAll
    void open() throws Exception {
        for (Kind kind : Kind.values()) {
            DialerSite site = DialerSite.open(kind);
            sites.put(kind, site);
            hosts.put(kind, site.host(folder.resolve(kind.name())));
        }
    }

    @AfterEach
    void linesAreFree() {
        sites.values().forEach(site -> site.allLinesAreFree(0));
    }

    @AfterAll
    void close() throws Exception {
        hosts.values().forEach(Parley::close);
        for (DialerSite site : sites.values()) {
            site.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"OSDIAL, false", "OSDIAL, true", "VICIDIAL, false", "VICIDIAL, true", "VICIDIAL_2013, true"})
    void theCallerHangsUp(Kind kind, boolean inbound, AsteriskLab lab) throws Exception {
        try (Visit visit = call(kind, lab, inbound, "talk")) {
            Routed call = visit.isServed();
            visit.route().caller().hangUp();
            site(kind).leaves(call, "SALE", "CALLER", SECONDS_MAX);
            assertThat(site(kind).lead(visit.lead())).isEqualTo("SALE " + call.line());
        }
    }

    @ParameterizedTest
    @CsvSource({"OSDIAL, false", "OSDIAL, true", "VICIDIAL, false", "VICIDIAL, true", "VICIDIAL_2013, true"})
    void weHangUp(Kind kind, boolean inbound, AsteriskLab lab) throws Exception {
        try (Visit visit = call(kind, lab, inbound, "hang up")) {
            Routed call = visit.isServed();
            assertThat(visit.route().caller().awaitEnd(DialerSite.SOON)).isTrue();
            site(kind).leaves(call, "SALE", "AGENT", SECONDS_MAX);
            assertThat(site(kind).lead(visit.lead())).isEqualTo("SALE " + call.line());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void theScriptComesToItsEnd(Kind kind, AsteriskLab lab) throws Exception {
        try (Visit visit = call(kind, lab, false, "end")) {
            Routed call = visit.isServed();
            assertThat(visit.route().caller().awaitEnd(DialerSite.SOON)).isTrue();
            site(kind).leaves(call, "SALE", "AGENT", SECONDS_MAX);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OSDIAL, false, BILLING**, 9001*", "OSDIAL, true, A2A_1001**, 9001*",
        "VICIDIAL, false, BILLING**, 9001*", "VICIDIAL, true, AGENTDIRECT**, 9001*1001*"
    })
    void theCallGoesOnToAnInGroupOrToSomebodysOwn(
            Kind kind, boolean inbound, String group, String rest, AsteriskLab lab) throws Exception {
        DialerSite site = site(kind);
        String target = "990009*" + group + site.nextLead() + "**" + site.nextPhone() + "*" + rest;
        try (Visit visit = call(kind, lab, inbound, "to " + target)) {
            Routed call = visit.isServed();
            assertThat(visit.route().step("UserEvent", site.context()).map(Step::extension))
                    .contains(target);
            site.leaves(call, "SALE", "AGENT", SECONDS_MAX);
            Routed next = visit.awaitsAnother(call);
            assertThat(site(kind).programs().lateLines()).doesNotContain(call.code());
            assertThat(next.inGroup() + "**").isEqualTo(group);
            assertThat(site.lead(visit.lead())).isEqualTo("INCALL 1001");
            goesOnWithoutUs(visit, call, next);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OSDIAL, false, 500",
        "OSDIAL, true, 912125550199",
        "VICIDIAL, true, 500",
        "VICIDIAL, false, 912125550199"
    })
    void theCallGoesOnToAnExtensionOrOutside(Kind kind, boolean inbound, String target, AsteriskLab lab)
            throws Exception {
        try (Visit visit = call(kind, lab, inbound, "to " + target)) {
            Routed call = visit.isServed();
            assertThat(visit.route().step("UserEvent", site(kind).context()).map(Step::extension))
                    .contains(target);
            site(kind).leaves(call, "SALE", "AGENT", SECONDS_MAX);
            goesOnWithoutUs(visit, call, call);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void aTransferWithoutAResultHasTheDialersOwnStatusForIt(Kind kind, AsteriskLab lab) throws Exception {
        try (Visit visit = call(kind, lab, false, "blank")) {
            site(kind).leaves(visit.isServed(), "RAXFER", "AGENT", SECONDS_MAX);
            assertThat(site(kind).lead(visit.lead())).startsWith("RAXFER ");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void theScriptFailsAndPeopleTakeTheCall(Kind kind, AsteriskLab lab) throws Exception {
        try (Visit visit = call(kind, lab, false, "broken")) {
            Routed call = visit.isServed();
            Routed next = visit.awaitsAnother(call);
            assertThat(site(kind).programs().lateLines()).doesNotContain(call.code());
            assertThat(next.inGroup()).isEqualTo("BILLING");
            site(kind).leaves(call, "SALE", "AGENT", SECONDS_MAX);
            goesOnWithoutUs(visit, call, next);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void asteriskDies(Kind kind) throws Exception {
        try (AsteriskLab mortal = AsteriskLab.start(LabSettings.standard(new HostPort("127.0.0.1", 1)));
                Visit visit = call(kind, mortal, true, "talk")) {
            Routed call = visit.isServed();
            ProcessHandle.of(mortal.pid()).orElseThrow().destroyForcibly();
            site(kind).leaves(call, "SALE", "CALLER", SECONDS_MAX);
            assertThat(site(kind).lead(visit.lead())).isEqualTo("SALE " + call.line());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void theHostIsKilledAndStartedAgain(Kind kind, AsteriskLab lab, @TempDir Path home) throws Exception {
        DialerSite site = site(kind);
        try (HostProcess mortal = site.process(home);
                Visit stays = site.call(lab, mortal.address(), true, "talk");
                Visit leaves = site.call(lab, mortal.address(), "", false, "talk")) {
            Routed first = stays.isServed();
            Routed second = leaves.isServed();
            await().atMost(DialerSite.SOON)
                    .until(() -> site.at().count("<agent_log> WHERE talk_epoch > 0 AND status IS NULL") == 2);

            mortal.kill();

            Routed withPeople = stays.awaitsAnother(first);
            assertThat(leaves.route().step("Playback", human(kind))).isPresent();
            leaves.route().caller().hangUp();
            site.awaitHangup(second);
            try (HostProcess _ = site.process(home)) {
                site.leaves(first, "SALE", "AGENT", 60);
                site.leaves(second, "SALE", "CALLER", 60);
                site.allLinesAreFree(1);
                assertThat(site.lead(stays.lead())).as("a person has him").isEqualTo("INCALL 1001");
                assertThat(site.lead(leaves.lead())).isEqualTo("SALE " + second.line());
                goesOnWithoutUs(stays, first, withPeople);
            }
        }
    }

    private static String human(Kind kind) {
        return kind.isOsdial() ? "parley-osdial-human" : "parley-vicidial-human";
    }

    /** The line is free long before he hangs up, and what he hangs up on is not our call. */
    private void goesOnWithoutUs(Visit visit, Routed call, Routed next) throws InterruptedException {
        DialerSite site = visit.site();
        String row = site.row(call);
        String lead = site.lead(visit.lead());
        visit.route().caller().hangUp();
        site.awaitHangup(next);
        assertThat(site.row(call)).isEqualTo(row);
        assertThat(site.lead(visit.lead())).isEqualTo(lead);
    }

    private DialerSite site(Kind kind) {
        return Objects.requireNonNull(sites.get(kind));
    }

    private Visit call(Kind kind, AsteriskLab lab, boolean inbound, String plan) {
        int door = Objects.requireNonNull(hosts.get(kind)).agiAddress().getPort();
        return site(kind).call(lab, "127.0.0.1:" + door, inbound, plan);
    }
}
