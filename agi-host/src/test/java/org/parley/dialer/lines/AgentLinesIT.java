package org.parley.dialer.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.parley.dialer.DialerDatabase.SERVER;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;
import org.parley.dialer.DialerException;

/** Our agents' life at each dialer: what an admin's commands leave in the tables, and what its own programs make of it. */
final class AgentLinesIT {
    private static final AgentWish WISH =
            new AgentWish("9001", 3, "830055", "SALES", List.of("SUPPORT", "BILLING"), "sales", "", "ADMIN", true);

    // opened by each test, for its dialer
    @SuppressWarnings("NullAway.Init")
    private DialerDatabase at;

    @SuppressWarnings("NullAway.Init")
    private AgentLines agents;

    static Stream<Arguments> all() {
        return DialerDatabase.all();
    }

    private void open(Kind kind, Mode mode) {
        at = DialerDatabase.open(kind, mode);
        agents = AgentLines.of(at.jdbi());
    }

    @AfterEach
    void close() {
        at.close();
    }

    @ParameterizedTest
    @MethodSource("all")
    void addedOnceTheDialersDaemonMakesItsLinesAndASecondTimeNothingChanges(Kind kind, Mode mode) {
        open(kind, mode);
        AgentPlan plan = agents.plan(WISH);
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.wish().serverIp()).isEqualTo(SERVER);

        agents.carryOut(plan);
        at.natives().daemonSweep();

        assertThat(at.value("SELECT GROUP_CONCAT(user ORDER BY user) FROM <users> WHERE user LIKE '900%'"))
                .isEqualTo("9001,9002,9003");
        assertThat(at.value("SELECT COUNT(DISTINCT pass) FROM <users> WHERE user LIKE '900%' AND LENGTH(pass) = 10"))
                .isEqualTo("3");
        assertThat(at.value("SELECT closer_campaigns FROM <remote_agents> WHERE user_start = '9001'"))
                .isEqualTo(" SUPPORT BILLING -");
        assertThat(at.count("<inbound_group_agents> WHERE user = '9001'")).isEqualTo(2);
        assertThat(at.count("<statuses> WHERE status = 'RAXFER' AND human_answered = 'Y'"))
                .isEqualTo(1);
        assertThat(at.count("<live_agents> WHERE status = 'READY' AND conf_exten = '830055'"))
                .isEqualTo(3);
        AgentPlan again = agents.plan(WISH);
        assertThat(again.isAlreadySo()).as("%s", again).isTrue();
        plan.changes().forEach(change -> at.execute(change.text().replaceFirst(";$", "")));
        assertThat(at.count("<users> WHERE user LIKE '900%'")).isEqualTo(3);
        assertThat(at.count("<remote_agents>")).isEqualTo(1);
        assertThat(at.count("<inbound_group_agents> WHERE user = '9001'")).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("all")
    void thePrintedStatementsDoWhatAddDoes(Kind kind, Mode mode) {
        open(kind, mode);
        AgentPlan plan = agents.plan(WISH);

        plan.changes()
                .forEach(change -> at.jdbi()
                        .useHandle(handle -> handle.createScript(change.text()).execute()));

        assertThat(agents.plan(WISH).isAlreadySo()).isTrue();
        assertThat(agents.show("9001"))
                .hasValueSatisfying(agent -> assertThat(agent.linesInForce()).isEqualTo(3));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPlanChangesNothing(Kind kind, Mode mode) {
        open(kind, mode);

        agents.plan(WISH);

        assertThat(at.count("<remote_agents>")).isZero();
        assertThat(at.count("<users>")).isEqualTo(1);
        assertThat(at.count("parley_agent")).isZero();
        assertThat(at.count("<inbound_group_agents>")).isZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void tellsAllThatSpeaksAgainstItAtOnce(Kind kind, Mode mode) {
        open(kind, mode);
        at.remoteAgent(9000, 2, "830077", "SALES", "");
        at.insert("phones", "extension", "cc100", "dialplan_number", "830055", "server_ip", SERVER, "protocol", "SIP");
        at.insert("users", "user", "9003", "full_name", "Jane Doe", "user_group", "ADMIN", "pass", "x");

        List<String> problems = agents.plan(
                        new AgentWish("9001", 3, "830055", "OLD", List.of("NOBODY"), "sales", "", "GHOSTS", true))
                .problems();

        assertThat(problems)
                .anyMatch(text -> text.startsWith("users 9001 to 9003: remote agent 9000"))
                .anyMatch(text -> text.equals("user 9003: exists already ('Jane Doe'); take other numbers"))
                .anyMatch(text -> text.startsWith("extension: 830055 is phone cc100"))
                .anyMatch(text -> text.startsWith("campaign: OLD is not active"))
                .anyMatch(text -> text.startsWith("in-group: NOBODY is not in"))
                .anyMatch(text -> text.startsWith("user group: GHOSTS is not in"));
        assertThat(at.count("parley_agent")).isZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesWhatADialerCannotCountOrHold(Kind kind, Mode mode) {
        open(kind, mode);
        at.remoteAgent(7000, 1, "830077", "SALES", "");

        assertThat(problems("va9001", 3, "830055")).anyMatch(text -> text.contains("va and tmp"));
        assertThat(problems("09001", 3, "830055")).anyMatch(text -> text.contains("zero in front"));
        assertThat(problems("9", 3, "830055")).anyMatch(text -> text.startsWith("user start: expected"));
        assertThat(problems("9001'; DROP TABLE x", 3, "830055")).anyMatch(text -> text.startsWith("user start:"));
        assertThat(problems("9001", 256, "830055")).anyMatch(text -> text.startsWith("lines: expected 1 to 255"));
        assertThat(problems("9001", 0, "830055")).anyMatch(text -> text.startsWith("lines: expected 1 to 255"));
        assertThat(problems("9001", 3, "_83XX")).anyMatch(text -> text.startsWith("extension: expected"));
        assertThat(problems("9001", 3, "830077")).anyMatch(text -> text.contains("is that of remote agent 7000"));
        assertThat(problems("9001", 3, "999999999999")).anyMatch(text -> text.contains("a meaning of its own"));
        assertThat(problems("9001", 3, "830055")).isEmpty();
        if (kind.isOsdial()) {
            assertThat(problems("9001", 3, "87000001")).anyMatch(text -> text.contains("begin with 87"));
            assertThat(problems("9001", 3, "7830077")).anyMatch(text -> text.contains("is that of remote agent"));
            assertThat(problems("9001", 3, "830")).anyMatch(text -> text.contains("three digits"));
        }
    }

    private List<String> problems(String start, int lines, String extension) {
        return agents.plan(new AgentWish(start, lines, extension, "SALES", List.of(), "sales", SERVER, "ADMIN", true))
                .problems();
    }

    @ParameterizedTest
    @MethodSource("all")
    void sayWhyALineIsAsItIs(Kind kind, Mode mode) {
        open(kind, mode);
        agents.carryOut(agents.plan(WISH));
        assertThat(reasons()).allMatch(reason -> reason.contains("AST_VDremote_agents"));

        at.natives().daemonSweep();
        assertThat(reasons()).containsOnly("waits for a call");
        at.execute("UPDATE <live_agents> SET last_update_time = NOW() - INTERVAL 40 SECOND WHERE user = '9001'");
        at.execute("UPDATE <live_agents> SET status = 'QUEUE', callerid = 'V0101010101000000001', uniqueid = '1.1'"
                + " WHERE user = '9002'");

        assertThat(reasons().get(0)).startsWith("no heartbeat for 4");
        assertThat(reasons().get(1)).startsWith("call V0101010101000000001");
        assertThat(agents.show("9001").orElseThrow().ready()).isEqualTo(1);
        assertThat(agents.show("9001").orElseThrow().busy()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void sayForHowLongALineIsSoWhereTheDialerWritesThatDown(Kind kind, Mode mode) {
        open(kind, mode);
        agents.carryOut(agents.plan(WISH));
        assertThat(seconds()).as("there is no row yet").containsOnly(-1L);

        at.natives().daemonSweep();
        assertThat(seconds()).allSatisfy(seconds -> assertThat(seconds).isBetween(0L, 30L));
        at.execute("UPDATE <live_agents> SET last_call_time = NOW() - INTERVAL 500 SECOND,"
                + " last_call_finish = NOW() - INTERVAL 400 SECOND"
                + (kind.isOsdial() ? "" : ", last_state_change = NOW() - INTERVAL 400 SECOND"));
        at.execute("UPDATE <live_agents> SET status = 'INCALL', last_call_time = NOW() - INTERVAL 100 SECOND"
                + (kind.isOsdial() ? "" : ", last_state_change = NOW() - INTERVAL 100 SECOND")
                + " WHERE user = '9002'");
        at.execute("UPDATE <live_agents> SET status = 'QUEUE' WHERE user = '9003'");

        assertThat(seconds().get(0)).as("waits since its last call has ended").isBetween(400L, 430L);
        assertThat(seconds().get(1)).as("has had this call so long").isBetween(100L, 130L);
        assertThat(seconds().get(2))
                .as("no dialer writes down when it routed a call")
                .isEqualTo(-1);
    }

    private List<Long> seconds() {
        return agents.show("9001").orElseThrow().lines().stream()
                .map(LineView::seconds)
                .toList();
    }

    private List<String> reasons() {
        return agents.show("9001").orElseThrow().lines().stream()
                .map(LineView::reason)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void pausedItsIdleLinesGoAtOnceAndTheOneWithACallWhenItEnds(Kind kind, Mode mode) {
        open(kind, mode);
        agents.carryOut(agents.plan(WISH));
        at.natives().daemonSweep();
        busy("9002");

        agents.pause("9001");

        assertThat(statuses()).isEqualTo("9001 PAUSED,9002 INCALL,9003 PAUSED");
        at.natives().daemonSweep();
        assertThat(statuses()).isEqualTo("9002 INCALL");

        agents.resume("9001");
        at.natives().daemonSweep();
        assertThat(statuses()).isEqualTo("9001 READY,9002 INCALL,9003 READY");
    }

    @ParameterizedTest
    @MethodSource("all")
    void hasMoreAndFewerLinesAsToldButNeverEndsACall(Kind kind, Mode mode) {
        open(kind, mode);
        agents.carryOut(agents.plan(WISH));
        agents.setLines("9001", 5);
        at.natives().daemonSweep();
        assertThat(at.count("<live_agents> WHERE status = 'READY'")).isEqualTo(5);
        assertThat(at.count("<users> WHERE user LIKE '900%'")).isEqualTo(5);
        busy("9005");

        agents.setLines("9001", 2);
        at.natives().daemonSweep();

        assertThat(statuses()).isEqualTo("9001 READY,9002 READY,9005 INCALL");
        at.insert("users", "user", "9006", "full_name", "Jane Doe", "user_group", "ADMIN", "pass", "x");
        assertThatThrownBy(() -> agents.setLines("9001", 6))
                .isInstanceOf(DialerException.class)
                .hasMessageContaining("Jane Doe");
        assertThatThrownBy(() -> agents.setLines("9001", 256)).hasMessageContaining("1 to 255");
    }

    @ParameterizedTest
    @MethodSource("all")
    void removedItWaitsForTheLastCallAndItsUsersStay(Kind kind, Mode mode) {
        open(kind, mode);
        agents.carryOut(agents.plan(WISH));
        at.natives().daemonSweep();
        busy("9002");

        assertThat(agents.remove("9001")).isEqualTo(1);
        assertThat(at.value("SELECT status FROM <remote_agents>")).isEqualTo("INACTIVE");
        at.natives().daemonSweep();
        assertThat(statuses()).isEqualTo("9002 INCALL");

        at.execute("UPDATE <live_agents> SET status = 'PAUSED', callerid = '', uniqueid = '', lead_id = 0");
        assertThat(agents.remove("9001")).isZero();
        at.natives().daemonSweep();

        assertThat(at.count("<live_agents>")).isZero();
        assertThat(at.count("<remote_agents>")).isZero();
        assertThat(at.count("<inbound_group_agents>")).isZero();
        assertThat(at.count("<users> WHERE user LIKE '900%'")).isEqualTo(3);
        assertThat(agents.list()).isEmpty();
        if (!kind.isOsdial()) {
            assertThat(at.count("<users> WHERE user LIKE '900%' AND active = 'N'"))
                    .isEqualTo(3);
        }

        agents.carryOut(agents.plan(WISH));
        at.natives().daemonSweep();
        assertThat(statuses()).isEqualTo("9001 READY,9002 READY,9003 READY");
        if (!kind.isOsdial()) {
            assertThat(at.count("<users> WHERE user LIKE '900%' AND active = 'N'"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void anAgentThatIsNotOursIsNotTouched(Kind kind, Mode mode) {
        open(kind, mode);
        at.remoteAgent(7000, 2, "830077", "SALES", "");

        for (String user : List.of("7000", "x'; DROP TABLE y; --")) {
            assertThatThrownBy(() -> agents.pause(user)).hasMessageContaining("no agent of ours");
            assertThatThrownBy(() -> agents.remove(user)).hasMessageContaining("no agent of ours");
        }
        assertThat(statuses()).isEqualTo("7000 READY,7001 READY");
    }

    private void busy(String user) {
        at.execute(
                "UPDATE <live_agents> SET status = 'INCALL', callerid = 'V0101010101000000001', uniqueid = '100.1',"
                        + " channel = 'SIP/x', lead_id = 1 WHERE user = ?",
                user);
        at.insert(
                "auto_calls",
                "server_ip",
                SERVER,
                "campaign_id",
                "SALES",
                "status",
                "XFER",
                "lead_id",
                1,
                "uniqueid",
                "100.1",
                "callerid",
                "V0101010101000000001",
                "channel",
                "SIP/x",
                "call_type",
                "OUT");
    }

    private String statuses() {
        return at.value("SELECT GROUP_CONCAT(user, ' ', status ORDER BY user) FROM <live_agents>");
    }
}
