package org.parley.dialer.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallResult;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerCall;
import org.parley.dialer.DialerException;
import org.parley.store.TestDatabase;

/** The dialer room against real tables of both dialects; here, because its own module can start no server. */
final class SqlDialerIT {
    private static final String CODE = "V0101080000000001001";
    private static final Instant AT = Instant.parse("2026-12-01T15:30:00Z");

    private TestDatabase test;
    private Jdbi jdbi;

    @BeforeEach
    void open() {
        test = TestDatabase.open();
        jdbi = test.jdbi();
        test.loadDemoWithCalls();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void detectsOsdialWithItsVersion() {
        assertThat(SqlDialer.detect(jdbi).description()).isEqualTo("OSDial 3.0.2.128 (tables osdial_*)");
    }

    @Test
    void namesWhatItLookedForWhenThereIsNoDialer() {
        jdbi.useHandle(handle -> handle.execute("DROP TABLE osdial_live_agents"));
        assertThatThrownBy(() -> SqlDialer.detect(jdbi))
                .isInstanceOf(DialerException.class)
                .hasMessageContaining("osdial_live_agents or vicidial_live_agents")
                .hasMessageContaining("found neither");
    }

    @Test
    void refusesASchemaWithBothDialers() {
        jdbi.useHandle(handle -> handle.execute("CREATE TABLE vicidial_live_agents LIKE osdial_live_agents"));
        assertThatThrownBy(() -> SqlDialer.detect(jdbi)).hasMessageContaining("found both");
    }

    @Test
    void namesEveryMissingTableAndColumnAtOnce() {
        jdbi.useHandle(handle -> {
            handle.execute("DROP TABLE osdial_callbacks");
            handle.execute("ALTER TABLE osdial_list DROP COLUMN email, DROP COLUMN city");
        });
        assertThatThrownBy(() -> SqlDialer.detect(jdbi))
                .hasMessageContaining("table osdial_callbacks")
                .hasMessageContaining("column osdial_list.email")
                .hasMessageContaining("column osdial_list.city");
    }

    @Test
    void recognisesACallByItsAccountCode() {
        DialerCall call = SqlDialer.detect(jdbi).recognise(byCode(CODE)).orElseThrow();
        assertThat(call.code()).isEqualTo(CODE);
        assertThat(call.campaign()).isEqualTo("DEMO");
        assertThat(call.lead().firstName()).isEqualTo("Alice");
        assertThat(call.lead().listId()).isEqualTo(8300);
        assertThat(call.lineUser()).isEqualTo("9001");
    }

    @Test
    void recognisesTheLineThatTheDialerChose() {
        queue("9004", CODE, 1002);
        DialerCall call = SqlDialer.detect(jdbi).recognise(byCode(CODE)).orElseThrow();
        assertThat(call.lineUser()).isEqualTo("9004");
        // the line is believed, not the number in the code
        assertThat(call.lead().firstName()).isEqualTo("José");
    }

    @ParameterizedTest
    @ValueSource(strings = {CODE, CODE + " 8300", "\"" + CODE + "\" <2125550101>"})
    void recognisesACodeInTheCallerIdName(String name) {
        DialerCall call = SqlDialer.detect(jdbi)
                .recognise(new CallIdentity(name, "", "", "1.1", "SIP/x-1", "8300"))
                .orElseThrow();
        assertThat(call.code()).isEqualTo(CODE);
    }

    @Test
    void recognisesALineByTheUniqueIdWhenTheCodeWasLost() {
        queue("9002", CODE, 1001);
        DialerCall call = SqlDialer.detect(jdbi)
                .recognise(new CallIdentity("", "", "", "1700000000.1", "SIP/x-1", "8300"))
                .orElseThrow();
        assertThat(call.code()).isEqualTo(CODE);
        assertThat(call.lineUser()).isEqualTo("9002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2155550104", "(215) 555-0104", "215.555.0104"})
    void recognisesALeadByItsNumberAndTakesTheNewest(String number) {
        jdbi.useHandle(handle -> handle.execute("""
                INSERT INTO osdial_list (lead_id, phone_number, first_name, list_id, post_date)
                VALUES (900, '2155550104', 'older', 8300, NOW())"""));
        DialerCall call = SqlDialer.detect(jdbi).recognise(byNumber(number)).orElseThrow();
        assertThat(call.lead().firstName()).isEqualTo("شیرین");
        assertThat(call.code()).isEmpty();
        assertThat(call.campaign()).isEqualTo("DEMO");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1' OR '1'='1",
                "'; DROP TABLE osdial_list; --",
                "2155550104' OR lead_id > 0 -- ",
                "%",
                "٢١٥٥٥٥٠١٠٤",
                "V01010800000000010011",
                "V010108000000000100",
                "X0101080000000001001",
                "<list>",
                ":code"
            })
    void takesHostileTextAsUnknown(String hostile) {
        Dialer dialer = SqlDialer.detect(jdbi);
        for (String text : List.of(hostile, hostile + "x".repeat(5_000))) {
            CallIdentity identity = new CallIdentity(text, text, text, text, text, text);
            assertThat(dialer.recognise(identity)).isEmpty();
            dialer.record(new CallResult(identity, "NI", text, 3, new CallResult.CallBack(AT, text)));
        }
        assertThat(count("osdial_list WHERE status = 'NEW'")).isEqualTo(12);
        assertThat(count("osdial_callbacks")).isZero();
        assertThat(count("osdial_live_agents WHERE status = 'READY'")).isEqualTo(5);
    }

    @Test
    void claimsTheChosenLineOnceAndMarksLeadAndLogAsTheDaemonWould() {
        queue("9003", CODE, 1001);
        jdbi.useHandle(handle -> handle.execute("""
                INSERT INTO osdial_log (uniqueid, server_ip, lead_id, campaign_id, status, user)
                VALUES ('1700000000.1', '127.0.0.1', 1001, 'DEMO', 'QUEUE', 'VDAD')"""));
        Dialer dialer = SqlDialer.detect(jdbi);
        DialerCall call = dialer.recognise(byCode(CODE)).orElseThrow();
        assertThat(dialer.claim(call, byCode(CODE))).isTrue();
        assertThat(dialer.claim(call, byCode(CODE))).isFalse();
        assertThat(count("osdial_live_agents WHERE user = '9003' AND status = 'INCALL' AND comments = 'REMOTE'"
                        + " AND calls_today = 1"))
                .isEqualTo(1);
        assertThat(count("osdial_live_agents WHERE status = 'READY'")).isEqualTo(4);
        assertThat(count("osdial_list WHERE lead_id = 1001 AND status = 'XFER' AND user = '9003'"))
                .isEqualTo(1);
        assertThat(count("osdial_log WHERE status = 'XFER' AND user = '9003' AND comments = 'REMOTE'"))
                .isEqualTo(1);
    }

    @Test
    void marksTheNewestInGroupRowOfAnInboundCall() {
        String code = "Y0101080000000001002";
        queue("9001", code, 1002);
        jdbi.useHandle(handle -> {
            handle.execute("""
                    INSERT INTO osdial_auto_calls (server_ip, campaign_id, status, lead_id, uniqueid, callerid, call_type)
                    VALUES ('127.0.0.1', 'SUPPORT', 'CLOSER', 1002, '1700000000.1', ?, 'IN')""", code);
            handle.execute("""
                    INSERT INTO osdial_closer_log (closecallid, lead_id, campaign_id, status, uniqueid)
                    VALUES (1, 1002, 'SUPPORT', 'QUEUE', '1700000000.1'), (2, 1002, 'SUPPORT', 'QUEUE', '1700000000.1')""");
        });
        Dialer dialer = SqlDialer.detect(jdbi);
        DialerCall call = dialer.recognise(byCode(code)).orElseThrow();
        assertThat(call.campaign()).isEqualTo("SUPPORT");
        assertThat(dialer.claim(call, byCode(code))).isTrue();
        assertThat(count("osdial_closer_log WHERE status = 'XFER' AND closecallid = 2"))
                .isEqualTo(1);
        assertThat(count("osdial_closer_log WHERE status = 'QUEUE' AND closecallid = 1"))
                .isEqualTo(1);
    }

    @Test
    void claimsAFreeLineOfTheExtensionForACallThatTheDialerHasOnItsWay() {
        Dialer dialer = SqlDialer.detect(jdbi);
        CallIdentity identity = new CallIdentity("", "", CODE, "1700000000.9", "SIP/x-9", "78300");
        DialerCall call = dialer.recognise(identity).orElseThrow();
        assertThat(dialer.claim(call, identity)).isTrue();
        assertThat(count("osdial_live_agents WHERE status = 'INCALL' AND uniqueid = '1700000000.9' AND lead_id = 1001"
                        + " AND channel = 'SIP/x-9' AND callerid = '" + CODE + "'"))
                .isEqualTo(1);
    }

    @Test
    void takesNoFreeLineForACallThatTheDialerDoesNotHave() {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM osdial_auto_calls"));
        Dialer dialer = SqlDialer.detect(jdbi);
        DialerCall call = dialer.recognise(byCode(CODE)).orElseThrow();
        assertThat(call.lead().id()).isEqualTo(1001);
        assertThat(dialer.claim(call, byCode(CODE))).isFalse();
        assertThat(dialer.claim(dialer.recognise(byNumber("2125550101")).orElseThrow(), byNumber("2125550101")))
                .isFalse();
        assertThat(count("osdial_live_agents WHERE status = 'READY'")).isEqualTo(5);
    }

    @Test
    void ofManyClaimsOfOneCallExactlyOneWins() throws Exception {
        Dialer dialer = SqlDialer.detect(jdbi);
        for (int round = 0; round < 10; round++) {
            test.loadDemoWithCalls();
            if (round % 2 == 0) {
                queue("9002", CODE, 1001);
            }
            DialerCall call = dialer.recognise(byCode(CODE)).orElseThrow();
            assertThat(together(4, n -> () -> dialer.claim(call, byCode(CODE)))).containsOnlyOnce(true);
            assertThat(count("osdial_live_agents WHERE status = 'INCALL'")).isEqualTo(1);
        }
    }

    @Test
    void callsThatComeTogetherGetALineEachAndTheSixthNone() throws Exception {
        Dialer dialer = SqlDialer.detect(jdbi);
        List<Boolean> claimed = together(6, n -> {
            CallIdentity identity = new CallIdentity("", "", code(1001 + n), "17." + n, "SIP/x-" + n, "8300");
            DialerCall call = dialer.recognise(identity).orElseThrow();
            return () -> dialer.claim(call, identity);
        });
        assertThat(claimed.stream().filter(won -> won)).hasSize(5);
        assertThat(count("osdial_live_agents WHERE status = 'INCALL'")).isEqualTo(5);
    }

    @Test
    void recordsTheResultOnceAndFreesTheLine() {
        Dialer dialer = SqlDialer.detect(jdbi);
        CallIdentity identity = byCode(CODE);
        dialer.claim(dialer.recognise(identity).orElseThrow(), identity);
        for (int round = 0; round < 2; round++) {
            dialer.record(new CallResult(
                    identity, "CALLBK", "later", 42, new CallResult.CallBack(AT, "بعد از ظهر 🙂 'quoted'")));
        }
        assertThat(count("osdial_list WHERE lead_id = 1001 AND status = 'CBHOLD' AND user = '9001'"))
                .isEqualTo(1);
        assertThat(count("osdial_callbacks WHERE lead_id = 1001 AND list_id = 8300 AND campaign_id = 'DEMO'"
                        + " AND status = 'ACTIVE' AND recipient = 'ANYONE' AND user = '9001'"
                        + " AND comments = 'بعد از ظهر 🙂 ''quoted''' AND UNIX_TIMESTAMP(callback_time) = "
                        + AT.getEpochSecond()))
                .isEqualTo(1);
        assertThat(count("osdial_callbacks")).isEqualTo(1);
        assertThat(count("osdial_live_agents WHERE status = 'READY' AND lead_id = 0 AND uniqueid = '' AND callerid = ''"
                        + " AND channel = ''"))
                .isEqualTo(5);
    }

    @Test
    void setsAnOlderCallBackOfTheLeadAside() {
        Dialer dialer = SqlDialer.detect(jdbi);
        for (int hour = 0; hour < 2; hour++) {
            dialer.record(new CallResult(
                    byCode(CODE), "CALLBK", "", 1, new CallResult.CallBack(AT.plusSeconds(3_600L * hour), "")));
        }
        assertThat(count("osdial_callbacks WHERE status = 'INACTIVE'")).isEqualTo(1);
        assertThat(count("osdial_callbacks WHERE status = 'ACTIVE' AND UNIX_TIMESTAMP(callback_time) = "
                        + (AT.getEpochSecond() + 3_600)))
                .isEqualTo(1);
    }

    @Test
    void leavesALeadAloneThatSomebodyElseHasByNow() {
        Dialer dialer = SqlDialer.detect(jdbi);
        dialer.claim(dialer.recognise(byCode(CODE)).orElseThrow(), byCode(CODE));
        jdbi.useHandle(handle ->
                handle.execute("UPDATE osdial_list SET status = 'DNC', user = 'supervisor' WHERE lead_id = 1001"));
        dialer.record(new CallResult(byCode(CODE), "SALE", "", 1, null));
        assertThat(count("osdial_list WHERE lead_id = 1001 AND status = 'DNC' AND user = 'supervisor'"))
                .isEqualTo(1);
        assertThat(count("osdial_live_agents WHERE status = 'READY'")).isEqualTo(5);
    }

    @Test
    void leavesALeadAloneThatIsOnTheLineAgain() {
        Dialer dialer = SqlDialer.detect(jdbi);
        jdbi.useHandle(handle ->
                handle.execute("UPDATE osdial_auto_calls SET callerid = 'V0202080000000001001' WHERE lead_id = 1001"));
        dialer.record(new CallResult(byCode(CODE), "SALE", "", 1, null));
        assertThat(count("osdial_list WHERE lead_id = 1001 AND status = 'NEW'")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TOOLONG", "sale", "A B", "A'", "ПРИВЕТ"})
    void refusesAStatusThatTheColumnCannotHoldBeforeAnyWrite(String status) {
        Dialer dialer = SqlDialer.detect(jdbi);
        dialer.claim(dialer.recognise(byCode(CODE)).orElseThrow(), byCode(CODE));
        assertThatThrownBy(() ->
                        dialer.record(new CallResult(byCode(CODE), status, "", 1, new CallResult.CallBack(AT, ""))))
                .isInstanceOf(DialerException.class)
                .hasMessageContaining("1 to 6 capitals or digits")
                .hasMessageContaining("nothing was written");
        assertThat(count("osdial_callbacks")).isZero();
        assertThat(count("osdial_live_agents WHERE status = 'INCALL'")).isEqualTo(1);
    }

    @Test
    void saysWhatItCouldNotDoWhenTheDatabaseRefuses() {
        Dialer dialer = SqlDialer.detect(jdbi);
        jdbi.useHandle(handle -> handle.execute("DROP TABLE osdial_auto_calls"));
        assertThatThrownBy(() -> dialer.recognise(byCode(CODE)))
                .isInstanceOf(DialerException.class)
                .hasMessageContaining("could not recognise a call")
                .hasMessageContaining("osdial_auto_calls");
    }

    @Test
    void worksOnAStrictServerWithLatin1MyIsamTablesOfVicidial() {
        jdbi.useHandle(handle -> {
            for (String role :
                    List.of("live_agents", "auto_calls", "list", "lists", "callbacks", "log", "closer_log")) {
                handle.execute("RENAME TABLE osdial_" + role + " TO vicidial_" + role);
                handle.execute("ALTER TABLE vicidial_" + role + " ENGINE = MyISAM");
            }
            handle.execute("ALTER TABLE vicidial_list CONVERT TO CHARACTER SET latin1");
            handle.execute("ALTER TABLE vicidial_callbacks CONVERT TO CHARACTER SET latin1");
            handle.execute(
                    "ALTER TABLE vicidial_live_agents ADD last_state_change DATETIME, MODIFY callerid VARCHAR(20) NULL");
            handle.execute("UPDATE vicidial_live_agents SET callerid = NULL");
        });
        Jdbi strict = Jdbi.create(
                test.settings().url() + "?sessionVariables=sql_mode='STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE'",
                test.settings().user(),
                test.settings().password().reveal());
        // VICIdial: nine digits of a date, ten of the lead, in the caller-id name
        String code = "V0101080000000001002".substring(0, 10) + "0000001002";
        jdbi.useHandle(
                handle -> handle.execute("UPDATE vicidial_auto_calls SET callerid = ? WHERE lead_id = 1002", code));
        CallIdentity identity = new CallIdentity(code + " 8300", "3055550102", "", "1700000000.1", "SIP/x", "8300");
        Dialer dialer = SqlDialer.detect(strict);
        assertThat(dialer.description()).startsWith("VICIdial");
        DialerCall call = dialer.recognise(identity).orElseThrow();
        assertThat(call.lead().lastName()).isEqualTo("Muñoz");
        assertThat(dialer.claim(call, identity)).isTrue();
        assertThat(count("vicidial_live_agents WHERE status = 'INCALL' AND last_state_change IS NOT NULL"))
                .isEqualTo(1);
        dialer.record(new CallResult(identity, "CALLBK", "", 1, new CallResult.CallBack(AT, "mañana سلام 🙂")));
        assertThat(count("vicidial_callbacks WHERE comments = 'mañana ???? ?'")).isEqualTo(1);
        assertThat(count("vicidial_list WHERE lead_id = 1002 AND status = 'CBHOLD'"))
                .isEqualTo(1);
        assertThat(count("vicidial_live_agents WHERE status = 'READY'")).isEqualTo(5);
    }

    private static String code(int lead) {
        return "V0101080000%09d".formatted(lead);
    }

    private static CallIdentity byCode(String code) {
        return new CallIdentity("unknown", "2125559999", code, "1700000000.1", "SIP/x-1", "8300");
    }

    private static CallIdentity byNumber(String number) {
        return new CallIdentity("Somebody", number, "", "1700000000.5", "SIP/x-5", "8300");
    }

    /** What the dialer's routing writes when it gives a call to a line. */
    private void queue(String user, String code, int lead) {
        jdbi.useHandle(handle -> {
            handle.execute("""
                    UPDATE osdial_live_agents
                       SET status = 'QUEUE', callerid = ?, lead_id = ?, uniqueid = '1700000000.1', channel = 'SIP/x-1'
                     WHERE user = ?""", code, lead, user);
            handle.execute("UPDATE osdial_auto_calls SET uniqueid = '1700000000.1' WHERE callerid = ?", code);
        });
    }

    private int count(String from) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + from.replace(":", "\\:"))
                .mapTo(Integer.class)
                .one());
    }

    /** Runs so many tasks from the same starting line. */
    private static List<Boolean> together(int tasks, IntFunction<Callable<Boolean>> task) throws Exception {
        CyclicBarrier line = new CyclicBarrier(tasks);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> prepared =
                    IntStream.range(0, tasks).mapToObj(task).toList();
            List<Future<Boolean>> results = prepared.stream()
                    .map(one -> threads.submit(() -> {
                        line.await(20, TimeUnit.SECONDS);
                        return one.call();
                    }))
                    .toList();
            List<Boolean> won = new ArrayList<>();
            for (Future<Boolean> result : results) {
                won.add(result.get(30, TimeUnit.SECONDS));
            }
            return won;
        }
    }
}
