package org.parley.dialer.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.dialer.CallResult;
import org.parley.dialer.CallResult.CallBack;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.CallResult.Recording;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.NativeDialer.Routed;
import org.parley.dialer.reports.Difference.Kind;
import org.parley.store.CallLog;

/** Each way in which the dialer's tables can fall short of a call: seen, told with its repair, repaired, gone. */
final class ReconcilerIT {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened by each test, with its dialect
    private Centre centre;

    @SuppressWarnings("NullAway.Init")
    private DialerDatabase at;

    private void open(DialerDatabase.Kind kind) {
        centre = new Centre(kind, folder);
        at = centre.at;
    }

    @AfterEach
    void close() {
        centre.close();
    }

    @ParameterizedTest
    @EnumSource
    void callsThatWentWellGiveNone(DialerDatabase.Kind kind) {
        open(kind);
        int lead = 0;
        for (How how : How.values()) {
            centre.call(at.natives().routeOutbound(++lead, "9001"), how, "SALE", 30);
            centre.call(at.natives().routeInbound(++lead, "SUPPORT", "9002"), how, "NI", 12);
        }
        centre.call(at.natives().routeOutbound(9, "9003"), whole());
        centre.call(at.natives().routeInbound(10, "SUPPORT", "9003"), whole());
        centre.call(at.natives().routeOutbound(1, "9003"), How.AGENT, "NOSUCH", 5);
        Routed going = at.natives().routeOutbound(3, "9001");
        CallLog running = centre.begin(going);

        Reconciliation all = centre.reconciler().run(Centre.DAY, Reconciler.CALLS_MAX, true);
        assertThat(all.differences()).isEmpty();
        assertThat(all.calls()).isEqualTo(11);
        assertThat(at.value("SELECT status FROM <live_agents> WHERE user = '9001'"))
                .isEqualTo("INCALL");
        assertThat(running.id()).isNotEmpty();
        assertThat(centre.reconciler().run(Centre.DAY, 3, false).cut()).isTrue();
        assertThat(centre.reconciler().run(Duration.ofSeconds(1), 3, false).calls())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aMissingEnd(DialerDatabase.Kind kind) {
        open(kind);
        String out = centre.call(at.natives().routeOutbound(1, "9001"), How.CALLER, "SALE", 30);
        String in = centre.call(at.natives().routeInbound(2, "SUPPORT", "9002"), How.AGENT, "SALE", 40);
        for (String role : List.of("log", "closer_log")) {
            at.execute("UPDATE <" + role + "> SET end_epoch = NULL, length_in_sec = NULL, term_reason = 'NONE'");
        }
        repaired(2, Kind.NO_END, out, in);
        assertThat(at.value("SELECT CONCAT_WS(' ', term_reason, end_epoch - start_epoch = length_in_sec,"
                        + " length_in_sec BETWEEN 30 AND 33) FROM <log>"))
                .isEqualTo("CALLER 1 1");
        assertThat(at.value("SELECT CONCAT_WS(' ', term_reason, length_in_sec BETWEEN 40 AND 43) FROM <closer_log>"))
                .isEqualTo("AGENT 1");
    }

    @ParameterizedTest
    @EnumSource
    void aStatusThatIsNoneAndACallThatWasTakenForDropped(DialerDatabase.Kind kind) {
        open(kind);
        String out = centre.call(at.natives().routeOutbound(1, "9001"), How.AGENT, "SALE", 30);
        String in = centre.call(at.natives().routeInbound(2, "SUPPORT", "9002"), How.AGENT, "SALE", 40);
        at.execute("UPDATE <log> SET status = 'DROP', user = 'VDAD', term_reason = 'ABANDON'");
        at.execute("UPDATE <closer_log> SET status = 'XFER'");
        repaired(2, Kind.STATUS, out, in);
        assertThat(at.value("SELECT CONCAT_WS(' ', status, user, term_reason, comments) FROM <log>"))
                .isEqualTo("SALE 9001 AGENT REMOTE");
        assertThat(at.value("SELECT CONCAT_WS(' ', status, user) FROM <closer_log>"))
                .isEqualTo("SALE 9002");
    }

    @ParameterizedTest
    @EnumSource
    void aLeadThatIsStillInItsCall(DialerDatabase.Kind kind) {
        open(kind);
        String out = centre.call(at.natives().routeOutbound(1, "9001"), How.AGENT, "SALE", 30);
        String back = centre.call(at.natives().routeInbound(2, "SUPPORT", "9002"), whole());
        at.execute("UPDATE <list> SET status = 'DROP', user = 'VDAD' WHERE lead_id = 1");
        at.execute("UPDATE <list> SET status = 'XFER' WHERE lead_id = 2");
        repaired(2, Kind.LEAD, out, back);
        assertThat(at.value("SELECT CONCAT_WS(' ', status, user) FROM <list> WHERE lead_id = 1"))
                .isEqualTo("SALE 9001");
        assertThat(at.value("SELECT status FROM <list> WHERE lead_id = 2")).isEqualTo("CBHOLD");
    }

    @ParameterizedTest
    @EnumSource
    void aLineThatIsStuckWithACallThatIsOver(DialerDatabase.Kind kind) {
        open(kind);
        Routed call = at.natives().routeOutbound(1, "9001");
        String id = centre.call(call, How.AGENT, "SALE", 30);
        stick("INCALL", call, "9001");
        onItsWay(call);
        repaired(1, Kind.STUCK_LINE, id);
        assertThat(at.count("<auto_calls>")).isZero();
        assertThat(at.count("<live_agents> WHERE status = 'READY' AND callerid = '' AND lead_id = 0"))
                .isEqualTo(3);
        at.execute("UPDATE <remote_agents> SET status = 'INACTIVE'");
        stick("QUEUE", call, "9001");
        repaired(1, Kind.STUCK_LINE, id);
        assertThat(at.value("SELECT status FROM <live_agents> WHERE user = '9001'"))
                .isEqualTo("PAUSED");
    }

    @ParameterizedTest
    @EnumSource
    void aLineThatIsStuckWithACallThatNeverReachedUs(DialerDatabase.Kind kind) {
        open(kind);
        at.remoteAgent(7001, 1, "8500", "SALES", "");
        Routed call = at.natives().routeOutbound(1, "9001");
        at.execute("UPDATE <live_agents> SET last_call_time = NOW() - INTERVAL 5 MINUTE, last_update_time = NOW()");
        assertThat(centre.differences()).as("on its way").isEmpty();
        at.execute("DELETE FROM <auto_calls>");
        stick("INCALL", call, "7001"); // somebody else's line
        at.execute("UPDATE <live_agents> SET last_call_time = NOW() - INTERVAL 5 MINUTE, last_update_time = NOW()");
        repaired(1, Kind.STUCK_LINE, "-");
        assertThat(at.value("SELECT status FROM <live_agents> WHERE user = '9001'"))
                .isEqualTo("READY");
        assertThat(at.value("SELECT status FROM <live_agents> WHERE user = '7001'"))
                .isEqualTo("INCALL");
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatIsLeftAmongThoseOnTheirWay(DialerDatabase.Kind kind) {
        open(kind);
        Routed call = at.natives().routeOutbound(1, "9001");
        String id = centre.call(call, How.AGENT, "SALE", 30);
        Routed other = at.natives().routeOutbound(2, "9002");
        onItsWay(call);
        repaired(1, Kind.STUCK_CALL, id);
        assertThat(at.value("SELECT callerid FROM <auto_calls>")).isEqualTo(other.code());
    }

    @ParameterizedTest
    @EnumSource
    void aRecordingAndACallBackWithoutTheirRows(DialerDatabase.Kind kind) {
        open(kind);
        String out = centre.call(at.natives().routeOutbound(1, "9001"), whole());
        String in = centre.call(at.natives().routeInbound(2, "SUPPORT", "9002"), whole());
        String recordings = "SELECT GROUP_CONCAT(filename, ' ', lead_id, ' ', length_in_sec, ' ', user, ' ', "
                + (kind.isOsdial() ? "uniqueid" : "vicidial_id") + " ORDER BY lead_id) FROM recording_log";
        String callBacks = "SELECT GROUP_CONCAT(lead_id, ' ', status, ' ', callback_time, ' ', user, ' ', recipient,"
                + " ' ', campaign_id, ' ', comments ORDER BY lead_id) FROM <callbacks>";
        String recordingsBefore = at.value(recordings);
        String callBacksBefore = at.value(callBacks);
        at.execute("DELETE FROM recording_log");
        repaired(2, Kind.NO_RECORDING, out, in);
        assertThat(at.value(recordings)).isEqualTo(recordingsBefore);
        at.execute("DELETE FROM <callbacks>");
        repaired(2, Kind.NO_CALLBACK, out, in);
        assertThat(at.value(callBacks)).isEqualTo(callBacksBefore);
    }

    @ParameterizedTest
    @EnumSource
    void aHoleInTheAgentsLog(DialerDatabase.Kind kind) {
        open(kind);
        String out = centre.call(at.natives().routeOutbound(1, "9001"), How.AGENT, "SALE", 30);
        String in = centre.call(at.natives().routeInbound(2, "SUPPORT", "9001"), How.AGENT, "NI", 40);
        String rows =
                "SELECT GROUP_CONCAT(user, ' ', lead_id, ' ', campaign_id, ' ', talk_sec, ' ', status, ' ', comments,"
                        + " ' ', dispo_epoch - talk_epoch, ' ', user_group, ' ', uniqueid ORDER BY lead_id)"
                        + " FROM <agent_log> WHERE lead_id > 0";
        String before = at.value(rows);
        at.execute("DELETE FROM <agent_log> WHERE lead_id > 0");
        repaired(2, Kind.NO_AGENT_LOG, out, in);
        assertThat(at.value(rows)).isEqualTo(before);
        at.execute("UPDATE <agent_log> SET talk_sec = 0, dispo_epoch = NULL, status = NULL WHERE lead_id = 1");
        at.execute("UPDATE <agent_log> SET talk_epoch = NULL, talk_sec = 0, dispo_epoch = NULL, status = NULL"
                + " WHERE lead_id = 2");
        repaired(2, Kind.OPEN_TALK, out, in);
        assertThat(at.value(rows)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void aCallOfWhichTheDatabaseHeardNothingIsFoundByItsCode(DialerDatabase.Kind kind) {
        open(kind);
        Routed seen = at.natives().routeOutbound(1, "9001");
        at.natives().daemonSweep();
        at.natives().hangup(seen);
        at.natives().daemonLoop();
        Routed unseen = at.natives().routeOutbound(2, "9002");
        at.natives().hangup(unseen);
        at.natives().daemonLoop();
        String first = centre.late(seen, Centre.result(How.CALLER, "SALE", 30, null, null));
        String second = centre.late(unseen, Centre.result(How.CALLER, "SALE", 30, null, null));
        assertThat(centre.differences()).isEmpty();

        at.execute("UPDATE <log> SET status = 'XFER' WHERE lead_id = 1");
        at.execute("UPDATE <list> SET status = 'XFER' WHERE lead_id = 1");
        at.execute("UPDATE <log> SET status = 'DROP' WHERE lead_id = 2");
        Reconciliation fixed = centre.reconciler().run(Centre.DAY, Reconciler.CALLS_MAX, true);
        assertThat(fixed.differences().stream().map(d -> d.call() + " " + d.kind() + " " + d.repaired()))
                .containsExactlyInAnyOrder(first + " STATUS true", first + " LEAD true", second + " STATUS true");
        assertThat(at.value("SELECT CONCAT_WS(' ', status, user, term_reason) FROM <log> WHERE lead_id = 1"))
                .isEqualTo("SALE 9001 CALLER");
        assertThat(at.value("SELECT CONCAT_WS(' ', status, user) FROM <log> WHERE lead_id = 2"))
                .as("nobody knows whose it was")
                .isEqualTo("SALE VDAD");
        assertThat(centre.differences()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatAPersonHasDecidedSinceStays(DialerDatabase.Kind kind) {
        open(kind);
        centre.call(at.natives().routeOutbound(1, "9001"), How.AGENT, "SALE", 30);
        centre.call(at.natives().routeInbound(2, "SUPPORT", "9002"), How.AGENT, "SALE", 30);
        centre.call(at.natives().routeOutbound(3, "9003"), How.AGENT, "SALE", 30);
        at.execute("UPDATE <log> SET status = 'NI' WHERE lead_id = 1");
        at.execute("UPDATE <list> SET status = 'DNC' WHERE lead_id = 1");
        at.execute("UPDATE <closer_log> SET status = 'NI', user = '1001'");
        at.execute("UPDATE <list> SET status = 'NEW', user = '' WHERE lead_id = 2");
        at.execute("UPDATE <list> SET status = 'NEW' WHERE lead_id = 3"); // put back by an admin
        String before = rows();

        Reconciliation fixed = centre.reconciler().run(Centre.DAY, Reconciler.CALLS_MAX, true);
        assertThat(fixed.differences())
                .hasSize(5)
                .allMatch(difference -> difference.kind() == Kind.CHANGED)
                .allMatch(difference -> difference.repair().isEmpty());
        assertThat(fixed.left()).isZero();
        assertThat(rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void aLeadThatIsCalledAgainBelongsToThatCall(DialerDatabase.Kind kind) {
        open(kind);
        centre.call(at.natives().routeOutbound(1, "9001"), How.AGENT, "SALE", 30);
        centre.begin(at.natives().routeOutbound(1, "9002"));
        assertThat(at.value("SELECT status FROM <list> WHERE lead_id = 1")).isEqualTo("XFER");
        assertThat(centre.reconciler()
                        .run(Centre.DAY, Reconciler.CALLS_MAX, true)
                        .differences())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aLogRowThatIsGoneIsForAPersonToKnow(DialerDatabase.Kind kind) {
        open(kind);
        String id = centre.call(at.natives().routeOutbound(1, "9001"), How.AGENT, "SALE", 30);
        at.execute("DELETE FROM <log>");
        Reconciliation fixed = centre.reconciler().run(Centre.DAY, Reconciler.CALLS_MAX, true);
        assertThat(fixed.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.NO_LOG_ROW);
            assertThat(difference.call()).isEqualTo(id);
            assertThat(difference.repair()).isEmpty();
        });
        assertThat(fixed.left()).isEqualTo(1);
        assertThat(at.count("<log>")).isZero();
    }

    /** Seen, with repairs that as printed do it, and by themselves do it; done twice, they change nothing more. */
    private void repaired(int count, Kind kind, String... calls) {
        List<Difference> seen = centre.differences();
        assertThat(seen).hasSize(count).allMatch(difference -> difference.kind() == kind);
        assertThat(seen).extracting(Difference::call).containsExactlyInAnyOrder(calls);
        assertThat(seen).allMatch(difference -> !difference.repair().isEmpty());

        Difference first = seen.getFirst();
        first.repair().forEach(this::asPrinted);
        assertThat(centre.differences()).as("the rest").hasSize(count - 1);
        Reconciliation fixed = centre.reconciler().run(Centre.DAY, Reconciler.CALLS_MAX, true);
        assertThat(fixed.repaired()).isEqualTo(count - 1);
        assertThat(fixed.left()).isZero();
        String after = rows();
        seen.forEach(difference -> difference.repair().forEach(this::asPrinted));
        assertThat(rows()).isEqualTo(after);
        assertThat(centre.differences()).isEmpty();
    }

    private void asPrinted(String sql) {
        at.test().jdbi().useHandle(handle -> handle.execute(sql.replaceAll(";$", "")));
    }

    private String rows() {
        StringBuilder all = new StringBuilder();
        for (String columns : List.of(
                "lead_id, status, user FROM <list>",
                "uniqueid, status, COALESCE(user, ''), COALESCE(end_epoch, 0), term_reason FROM <log>",
                "closecallid, status, COALESCE(user, ''), COALESCE(end_epoch, 0), term_reason FROM <closer_log>",
                "agent_log_id, COALESCE(talk_sec, -1), COALESCE(status, '-') FROM <agent_log>",
                "user, status, callerid FROM <live_agents>",
                "lead_id, filename FROM recording_log",
                "lead_id, callback_time FROM <callbacks>",
                "callerid, status FROM <auto_calls>")) {
            String[] parts = columns.split(" FROM ", -1);
            all.append(at.value("SELECT GROUP_CONCAT(CONCAT_WS(' ', " + parts[0] + ") ORDER BY 1) FROM " + parts[1]))
                    .append('\n');
        }
        return all.toString();
    }

    /** As a killed host, or a database that lost its last second, leaves a line. */
    private void stick(String status, Routed call, String user) {
        at.execute(
                "UPDATE <live_agents> SET status = ?, callerid = ?, uniqueid = ?, channel = ?, lead_id = ? WHERE user = ?",
                status,
                call.code(),
                call.uniqueId(),
                call.channel(),
                call.lead(),
                user);
    }

    private void onItsWay(Routed call) {
        at.insert(
                "auto_calls",
                "server_ip",
                DialerDatabase.SERVER,
                "campaign_id",
                "SALES",
                "status",
                "XFER",
                "lead_id",
                call.lead(),
                "uniqueid",
                call.uniqueId(),
                "callerid",
                call.code(),
                "call_type",
                "OUT");
    }

    private static CallResult whole() {
        return Centre.result(
                How.AGENT,
                "CALLBK",
                25,
                new CallBack(Instant.now().plusSeconds(86_400), "d'accord \\ \"é\" €"),
                new Recording("/recordings/it's-1.wav", 24));
    }
}
