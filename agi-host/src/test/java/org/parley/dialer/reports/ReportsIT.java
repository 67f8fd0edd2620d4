package org.parley.dialer.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.DialerDatabase;
import org.parley.store.StoredCalls;

/** The figures beside those that the dialers' pages get, asked for here as those pages ask. */
final class ReportsIT {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened by each test, with its dialect
    private Centre centre;

    @SuppressWarnings("NullAway.Init")
    private DialerDatabase at;

    private Reports open(DialerDatabase.Kind kind) {
        centre = new Centre(kind, folder);
        at = centre.at;
        return Reports.of(at.jdbi(), new StoredCalls(at.jdbi()));
    }

    @AfterEach
    void close() {
        centre.close();
    }

    @ParameterizedTest
    @EnumSource
    void agentsHaveTheTimesAndCallsOfTheAgentPages(DialerDatabase.Kind kind) {
        Reports reports = open(kind);
        someCalls();
        long bound = kind.isOsdial() ? 36_000 : 65_000;
        agentRow("9001", "NOW()", 40_000, "SALE"); // too long for OSDial's pages only
        agentRow("9001", "NOW()", 65_001, "SALE");
        agentRow("9001", "NOW() - INTERVAL 3 DAY", 70, "SALE");
        agentRow("1001", "NOW()", 80, "SALE"); // a person
        agentRow("9099", "NOW()", 90, "SALE");
        at.execute("DELETE FROM <users> WHERE user = '9003'"); // whom no page shows then

        Period period = around(reports);
        List<AgentFigures> agents = reports.agents(period, reports.users());

        assertThat(agents).extracting(AgentFigures::user).containsExactly("9001", "9002");
        for (AgentFigures agent : agents) {
            String where = " FROM <users>, <agent_log> WHERE event_time >= '" + period.first() + "' AND event_time <= '"
                    + period.last() + "' AND <users>.user = <agent_log>.user AND pause_sec < " + bound
                    + " AND wait_sec < " + bound + " AND talk_sec < " + bound + " AND dispo_sec < " + bound
                    + " AND <agent_log>.user = '" + agent.user() + "'";
            assertThat(agent.calls()).isEqualTo(number("COUNT(*)" + where + " AND status IS NOT NULL"));
            assertThat(agent.pause()).isEqualTo(number("SUM(pause_sec)" + where));
            assertThat(agent.waited()).isEqualTo(number("SUM(wait_sec)" + where));
            assertThat(agent.talk()).isEqualTo(number("SUM(talk_sec)" + where));
            assertThat(agent.dispo()).isEqualTo(number("SUM(dispo_sec)" + where));
            assertThat(agent.time()).isEqualTo(number("SUM(pause_sec + wait_sec + talk_sec + dispo_sec)" + where));
            assertThat(agent.dead()).isEqualTo(kind.isOsdial() ? 0 : number("SUM(dead_sec)" + where));
            agent.statuses()
                    .forEach((status, count) ->
                            assertThat(count).isEqualTo(number("COUNT(*)" + where + " AND status = '" + status + "'")));
            assertThat(agent.statuses().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(agent.calls());
        }
        AgentFigures total = Reports.total(agents);
        assertThat(total.talk()).isEqualTo(30 + 12 + 40 + 20 + (kind.isOsdial() ? 0 : 40_000));
        assertThat(total.statuses()).isEqualTo(Map.of("SALE", kind.isOsdial() ? 2L : 3L, "NI", 1L, "A", 1L));
        assertThat(reports.agents(period, Set.of("9001"))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void callsHaveTheFiguresOfTheirCampaignAndInGroup(DialerDatabase.Kind kind) {
        Reports reports = open(kind);
        someCalls();
        at.execute("UPDATE <log> SET status = 'DROP', length_in_sec = 6001 WHERE lead_id = 3");
        at.execute("UPDATE <closer_log> SET queue_seconds = 4, length_in_sec = length_in_sec + 4 WHERE lead_id = 2");
        at.execute("UPDATE <closer_log> SET status = 'TIMEOT' WHERE lead_id = 4");
        at.natives().hangup(at.natives().dial(8)); // dropped: the call of nobody
        centre.call(at.natives().routeOutbound(9, "9001"), How.AGENT, "SALE", 50);
        at.execute("UPDATE <log> SET call_date = call_date - INTERVAL 2 DAY WHERE lead_id = 9");

        Period period = around(reports);
        List<CallFigures> campaigns = reports.calls(period, reports.users());

        assertThat(campaigns).extracting(CallFigures::campaign).containsExactly("SALES", "SUPPORT");
        String users = " AND user IN ('9001', '9002', '9003') AND call_date >= '" + period.first()
                + "' AND call_date <= '" + period.last() + "'";
        CallFigures sales = campaigns.getFirst();
        String out = " FROM <log> WHERE campaign_id = 'SALES'" + users;
        assertThat(sales.calls()).isEqualTo(number("COUNT(*)" + out)).isEqualTo(3);
        assertThat(sales.answered())
                .isEqualTo(number("COUNT(*)" + out + " AND status IN (SELECT status FROM <statuses>"
                        + " WHERE human_answered = 'Y' UNION SELECT status FROM <campaign_statuses>"
                        + " WHERE human_answered = 'Y' AND campaign_id = 'SALES')"))
                .isEqualTo(2);
        assertThat(sales.drops())
                .isEqualTo(number("COUNT(*)" + out + " AND status = 'DROP' AND length_in_sec <= 6000"))
                .isZero();
        assertThat(sales.length()).isEqualTo(number("SUM(length_in_sec)" + out)).isGreaterThan(6_001);
        assertThat(sales.queue()).isZero();
        assertThat(sales.byCaller()).isEqualTo(number("COUNT(*)" + out + " AND term_reason = 'CALLER'"));
        assertThat(sales.byAgent()).isEqualTo(number("COUNT(*)" + out + " AND term_reason = 'AGENT'"));
        assertThat(sales.statuses()).isEqualTo(Map.of("SALE", 1L, "DROP", 1L, "A", 1L));

        CallFigures support = campaigns.getLast();
        String in = " FROM <closer_log> WHERE campaign_id = 'SUPPORT'" + users;
        assertThat(support.calls()).isEqualTo(number("COUNT(*)" + in)).isEqualTo(2);
        assertThat(support.answered())
                .isEqualTo(number("COUNT(*)" + in + " AND status NOT IN ('DROP', 'XDROP', 'HXFER', 'QVMAIL', 'HOLDTO',"
                        + " 'LIVE', 'QUEUE', 'TIMEOT', 'AFTHRS', 'NANQUE', 'IQNANQ', 'INBND', 'MAXCAL')"))
                .isEqualTo(1);
        assertThat(support.talk()).isEqualTo(number("SUM(length_in_sec - queue_seconds)" + in));
        assertThat(support.queue()).isEqualTo(number("SUM(queue_seconds)" + in)).isEqualTo(4);
        assertThat(support.byCaller()).isEqualTo(1);
        assertThat(support.byAgent()).isEqualTo(1);
        assertThat(Reports.totalOfCalls(campaigns).calls()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void aUserWhoseAgentIsGoneIsKnownByTheCalls(DialerDatabase.Kind kind) {
        Reports reports = open(kind);
        assertThat(reports.users()).containsExactly("9001", "9002", "9003");
        at.execute("DELETE FROM parley_agent");
        assertThat(reports.users()).isEmpty();
        centre.call(at.natives().routeOutbound(1, "9002"), How.AGENT, "SALE", 30);
        assertThat(reports.users()).containsExactly("9002");
        assertThat(reports.calls(around(reports), Set.of())).isEmpty();
    }

    private void someCalls() {
        centre.call(at.natives().routeOutbound(1, "9001"), How.AGENT, "SALE", 30);
        centre.call(at.natives().routeInbound(2, "SUPPORT", "9001"), How.CALLER, "NI", 12);
        centre.call(at.natives().routeOutbound(3, "9002"), How.CALLER, "A", 40);
        centre.call(at.natives().routeInbound(4, "SUPPORT", "9002"), How.AGENT, "SALE", 20);
        centre.call(at.natives().routeOutbound(5, "9003"), How.AGENT, "A", 10);
    }

    /** Wide enough for calls around midnight. */
    private static Period around(Reports reports) {
        LocalDateTime now = reports.now();
        return new Period(now.minusDays(1), now.plusDays(1));
    }

    private void agentRow(String user, String when, int talk, String status) {
        at.execute(
                "INSERT INTO <agent_log> (user, server_ip, event_time, lead_id, campaign_id, pause_sec, wait_sec, talk_sec,"
                        + " dispo_sec, status) VALUES (?, '127.0.0.1', " + when + ", 1, 'SALES', 1, 2, ?, 3, ?)",
                user,
                talk,
                status);
    }

    private long number(String select) {
        return Math.round(Double.parseDouble(at.value("SELECT " + select)));
    }
}
