package org.parley.dialer.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.CallResult.CallBack;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerOptions;
import org.parley.dialer.Staff;
import org.parley.dialer.Staff.InGroup;

/** The dialer's people in every dialect: who is there, who is free, and what is written when somebody says no. */
final class StaffIT {
    private static final Duration LATER = Duration.ofSeconds(10);

    @SuppressWarnings("NullAway.Init") // opened by each test, with its dialect
    private World world;

    @SuppressWarnings("NullAway.Init")
    private Dialer dialer;

    @SuppressWarnings("NullAway.Init")
    private Staff staff;

    private void open(DialectDatabase.Kind kind) {
        world = new World(DialectDatabase.open(kind)).populate(3);
        world.run("UPDATE <campaigns> SET campaign_allow_inbound = 'Y', campaign_name = 'Spring'");
        dialer = SqlDialer.detect(DialectDatabase.ours(kind), DialerOptions.standard());
        staff = dialer.staff();
        for (String group : List.of("CLOSERS", "SHUT", "LATE", "EARLY")) {
            String time = group.equals("LATE") ? "never" : group.equals("EARLY") ? "today" : "always";
            inGroup(group, group, group.equals("SHUT") ? "N" : "Y", time);
        }
        callTime("always", 0, 2400, 0, 0);
        callTime("never", 2400, 2400, 0, 0);
        callTime("today", 2400, 2400, 1, 2400);
    }

    private void inGroup(String id, String name, String active, String callTime) {
        world.insert(
                "inbound_groups",
                World.row(
                        "group_id",
                        id,
                        "group_name",
                        name,
                        "active",
                        active,
                        "call_time_id",
                        callTime,
                        "playlist_id",
                        0));
    }

    private void callTime(String id, int start, int stop, int dayStart, int dayStop) {
        Map<String, Object> row =
                World.row("call_time_id", id, "call_time_name", id, "ct_default_start", start, "ct_default_stop", stop);
        for (String day : List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")) {
            row.put("ct_" + day + "_start", dayStart);
            row.put("ct_" + day + "_stop", dayStop);
        }
        world.insert("call_times", row);
    }

    private void person(String user, String status, String groups) {
        world.insert("live_agents", World.row(DialerDatabase.personRow(user, status, groups)));
    }

    private InGroup group(String id) {
        return staff.inGroup(id, "").orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void countsPeopleAndNotOurLines(DialectDatabase.Kind kind) {
        open(kind);
        world.run("UPDATE <live_agents> SET closer_campaigns = ' SUPPORT CLOSERS -'"); // our lines take them too
        assertThat(group("CLOSERS")).isEqualTo(new InGroup("CLOSERS", true, 0, 0));

        person("6001", "CLOSER", " CLOSERS SUPPORT -");
        person("6002", "READY", " CLOSERS -");
        person("6003", "INCALL", " CLOSERS -");
        person("6004", "PAUSED", " CLOSERS -");
        person("6005", "CLOSER", " MORECLOSERS -");
        assertThat(group("CLOSERS")).isEqualTo(new InGroup("CLOSERS", true, 4, 2));

        world.insert(
                "auto_calls",
                World.row(
                        "server_ip",
                        World.SERVER,
                        "campaign_id",
                        "CLOSERS",
                        "status",
                        "LIVE",
                        "lead_id",
                        7,
                        "callerid",
                        "Y1",
                        "uniqueid",
                        "1.1",
                        "channel",
                        "x",
                        "call_type",
                        "IN",
                        "phone_number",
                        "1",
                        "call_time",
                        "2026-01-01 00:00:00"));
        assertThat(group("CLOSERS").free()).as("somebody waits already").isEqualTo(1);

        world.run("UPDATE <live_agents> SET last_update_time = NOW() - INTERVAL 5 MINUTE");
        assertThat(group("CLOSERS").present()).as("their screens are gone").isZero();
    }

    @ParameterizedTest
    @EnumSource
    void knowsWhichInGroupsAreOpen(DialectDatabase.Kind kind) {
        open(kind);
        assertThat(staff.inGroup("NOBODYS", "")).isEmpty();
        assertThat(staff.inGroup("x' OR '1'='1", "")).isEmpty();
        assertThat(group("SHUT").open()).as("not active").isFalse();
        assertThat(group("LATE").open()).as("out of its time").isFalse();
        assertThat(group("CLOSERS").open()).isTrue();
        // the first minute of a day belongs to nobody here
        assertThat(group("EARLY").open() || isMidnight())
                .as("this day has hours of its own")
                .isTrue();
    }

    private boolean isMidnight() {
        return world.count("list", "lead_id = 1001 AND HOUR(NOW()) + MINUTE(NOW()) = 0") > 0;
    }

    @ParameterizedTest
    @EnumSource
    void findsTheInGroupOfOneAgent(DialectDatabase.Kind kind) {
        open(kind);
        boolean osdial = kind == DialectDatabase.Kind.OSDIAL;
        String direct = osdial ? "A2A_6001" : "AGENTDIRECT";
        assertThat(staff.directGroup("6001")).isEmpty();
        inGroup(direct, direct, "Y", "always");
        person("6001", "CLOSER", " " + direct + " -");
        person("6002", "PAUSED", " " + direct + " -");
        assertThat(staff.directGroup("6001")).isEqualTo(direct);
        assertThat(staff.inGroup(direct, "6001")).contains(new InGroup(direct, true, 1, 1));
        assertThat(staff.inGroup(direct, "6002")).contains(new InGroup(direct, true, 1, 0));
        assertThat(staff.inGroup(direct, "6003")).contains(new InGroup(direct, true, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void showsEverybodyToWhomACallerMayBeSent(DialectDatabase.Kind kind) {
        open(kind);
        world.run("UPDATE <live_agents> SET closer_campaigns = ' SUPPORT CLOSERS -'"); // our lines take them too
        String direct = kind == DialectDatabase.Kind.OSDIAL ? "A2A_6001" : "AGENTDIRECT";
        inGroup(direct, "x", "Y", "always");
        person("6001", "CLOSER", " CLOSERS " + direct + " -");
        person("6002", "PAUSED", " CLOSERS -");
        world.insert("users", World.row("user", "6001", "pass", "x", "full_name", "Carla", "user_group", "ADMIN"));
        world.run("UPDATE <inbound_groups> SET group_name = 'Those who close' WHERE group_id = 'CLOSERS'");

        Staff.Floor floor = staff.floor(50);

        assertThat(floor.whole()).isTrue();
        assertThat(floor.people())
                .containsExactly(
                        new Staff.Colleague("6001", "Carla", "SALES", "CLOSER", true, true),
                        new Staff.Colleague("6002", "", "SALES", "PAUSED", false, false));
        assertThat(floor.inGroups()).contains(new Staff.Named("Those who close", new InGroup("CLOSERS", true, 2, 1)));
        assertThat(floor.inGroups())
                .extracting(each -> each.now().id())
                .contains("LATE")
                .doesNotContain("SHUT", direct)
                .isSorted();
        for (Staff.Named each : floor.inGroups()) { // what one look says of all is what each says of itself
            assertThat(group(each.now().id())).isEqualTo(each.now());
        }
        Staff.Floor part = staff.floor(1);
        assertThat(part.whole()).isFalse();
        assertThat(part.people()).hasSize(1);
        assertThat(part.inGroups()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheCampaignWithItsStatuses(DialectDatabase.Kind kind) {
        open(kind);
        Staff.Campaign campaign = staff.campaign("SALES").orElseThrow();
        assertThat(campaign.name()).isEqualTo("Spring");
        assertThat(campaign.statuses()).contains("SALE", "DNC");
        assertThat(staff.campaign("NONE")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void forbidsNumbersWhateverTheStatusAndTheCampaignSay(DialectDatabase.Kind kind) {
        open(kind);
        world.run("UPDATE <campaigns> SET use_internal_dnc = 'N'");
        World.Call call = world.routeOutbound(1001, "9001");
        CallKeys keys =
                dialer.begun(dialer.begin(world.identity(call)).orElseThrow().keys());
        CallResult result = result(null, List.of("", "2125559999"));
        dialer.release(keys, result);
        for (int i = 0; i < 3; i++) {
            assertThat(dialer.settle(world.identity(call), keys, result, LATER)).isTrue();
        }
        assertThat(world.count("dnc", "phone_number IN ('5550100001', '2125559999', '5550101001')"))
                .isEqualTo(2);
        assertThat(world.cell("list", "status", "lead_id = 1001")).isEqualTo("NI");
    }

    @ParameterizedTest
    @EnumSource
    void keepsACallBackForAnAgent(DialectDatabase.Kind kind) {
        open(kind);
        World.Call call = world.routeOutbound(1001, "9001");
        CallKeys keys =
                dialer.begun(dialer.begin(world.identity(call)).orElseThrow().keys());
        CallResult result = result(new CallBack(Instant.parse("2027-02-01T15:30:00Z"), "a quote", "6001"), List.of());
        dialer.release(keys, result);
        assertThat(dialer.settle(world.identity(call), keys, result, LATER)).isTrue();
        assertThat(world.cell("callbacks", "CONCAT(user, ' ', recipient, ' ', comments)", "lead_id = 1001"))
                .isEqualTo("6001 USERONLY a quote");
    }

    private static CallResult result(@Nullable CallBack callBack, List<String> doNotCall) {
        return new CallResult(How.AGENT, "NI", "", true, 20, Instant.now(), callBack, Map.of(), null, doNotCall);
    }
}
