package org.parley.dialer.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.CallResult.CallBack;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.CallResult.Recording;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerCall;
import org.parley.dialer.DialerOptions;

/** The rows that one call leaves, in every dialect, against what the dialer's own programs do to them meanwhile. */
final class CallRowsIT {
    private static final Duration LATER = Duration.ofSeconds(10);

    @SuppressWarnings("NullAway.Init") // opened by each test, with its dialect
    private World world;

    @SuppressWarnings("NullAway.Init")
    private Dialer dialer;

    private void open(DialectDatabase.Kind kind) {
        Jdbi jdbi = DialectDatabase.open(kind);
        world = new World(jdbi).populate(10);
        dialer = SqlDialer.detect(DialectDatabase.ours(kind), DialerOptions.standard());
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatWeEndIsAnAgentsCallFromItsFirstSecondToItsLast(DialectDatabase.Kind kind) {
        open(kind);
        World.Call call = world.routeOutbound(1001, "9002");
        DialerCall begun = dialer.begin(world.identity(call)).orElseThrow();
        CallKeys keys = dialer.begun(begun.keys());

        assertThat(begun.lead().firstName()).isEqualTo("Ana");
        assertThat(keys.claimed()).isTrue();
        assertThat(world.cell("live_agents", "status", "user = '9002'")).isEqualTo("INCALL");
        assertThat(world.cell("live_agents", "calls_today", "user = '9002'")).isEqualTo("1");
        assertThat(world.cell("log", "CONCAT(status, ' ', user, ' ', comments, ' ', user_group)", "lead_id = 1001"))
                .isEqualTo("XFER 9002 REMOTE AI");
        assertThat(world.cell("list", "CONCAT(status, ' ', user)", "lead_id = 1001"))
                .isEqualTo("XFER 9002");
        assertThat(world.cell("agent_log", "CONCAT(lead_id, ' ', wait_sec BETWEEN 38 AND 45)", "user = '9002'"))
                .isEqualTo("1001 1");

        world.daemonFlips(call);
        assertThat(world.cell("live_agents", "calls_today", "user = '9002'"))
                .as("counted once")
                .isEqualTo("1");

        CallResult result = result(How.AGENT, "SALE", 30);
        dialer.release(keys, result);
        world.hangUp(call);
        assertThat(dialer.settle(world.identity(call), keys, result, Duration.ZERO))
                .isTrue();

        assertThat(world.cell(
                        "log", "CONCAT(status, ' ', user, ' ', term_reason, ' ', length_in_sec)", "lead_id = 1001"))
                .isEqualTo("SALE 9002 AGENT 32");
        assertThat(world.cell("list", "CONCAT(status, ' ', user)", "lead_id = 1001"))
                .isEqualTo("SALE 9002");
        assertThat(world.cell("live_agents", "CONCAT(status, ' ', lead_id, callerid, uniqueid)", "user = '9002'"))
                .isEqualTo("READY 0");
        assertThat(world.count("auto_calls", "lead_id = 1001")).isZero();
        assertThat(world.cell("agent_log", "CONCAT(status, ' ', talk_sec)", "user = '9002' AND lead_id = 1001"))
                .isEqualTo("SALE 30");
        assertThat(world.count("agent_log", "user = '9002' AND talk_epoch IS NULL"))
                .as("the next wait")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aCallerWhoHangsUpAtOnceIsNoDrop(DialectDatabase.Kind kind) {
        open(kind);
        World.Call call = world.routeOutbound(1001, "9001");
        CallKeys keys =
                dialer.begun(dialer.begin(world.identity(call)).orElseThrow().keys());
        CallResult result = result(How.CALLER, "NI", 3);
        dialer.release(keys, result);
        assertThat(dialer.settle(world.identity(call), keys, result, Duration.ZERO))
                .as("before the hang-up program")
                .isFalse();
        world.hangUp(call);
        assertThat(dialer.settle(world.identity(call), keys, result, Duration.ZERO))
                .isTrue();

        assertThat(world.cell("log", "CONCAT(status, ' ', user, ' ', term_reason)", "lead_id = 1001"))
                .isEqualTo("NI 9001 CALLER");
        assertThat(world.cell("list", "status", "lead_id = 1001")).isEqualTo("NI");
        assertThat(world.cell("live_agents", "status", "user = '9001'")).isEqualTo("READY");
    }

    @ParameterizedTest
    @EnumSource
    void anInboundCallIsItsInGroupsAndFinishedEvenWhereTheHangUpProgramDoesNot(DialectDatabase.Kind kind) {
        open(kind);
        World.Call call = world.routeInbound(1002, "9003");
        CallKeys keys =
                dialer.begun(dialer.begin(world.identity(call)).orElseThrow().keys());
        assertThat(keys.campaign()).isEqualTo("SUPPORT");
        assertThat(keys.loginCampaign()).isEqualTo("SALES");
        CallResult result = result(How.CALLER, "SALE", 20);
        dialer.release(keys, result);
        world.hangUp(call);
        assertThat(dialer.settle(world.identity(call), keys, result, Duration.ZERO))
                .isTrue();

        assertThat(world.cell("closer_log", "CONCAT(status, ' ', user, ' ', term_reason)", "lead_id = 1002"))
                .isEqualTo("SALE 9003 CALLER");
        assertThat(world.cell("closer_log", "end_epoch > start_epoch AND length_in_sec >= 7", "lead_id = 1002"))
                .isEqualTo("1");
        assertThat(world.cell("closer_log", "CAST(queue_seconds AS UNSIGNED)", "lead_id = 1002"))
                .isEqualTo("7");
        assertThat(world.cell("agent_log", "CONCAT(campaign_id, ' ', comments)", "lead_id = 1002"))
                .isEqualTo("SALES INBOUND");
    }

    @ParameterizedTest
    @EnumSource
    void theDaemonMayBeFasterAndIsNotCountedTwice(DialectDatabase.Kind kind) {
        open(kind);
        World.Call call = world.routeOutbound(1001, "9001");
        world.daemonFlips(call);
        CallKeys keys = dialer.begin(world.identity(call)).orElseThrow().keys();

        assertThat(keys.claimed()).isFalse();
        assertThat(world.cell("live_agents", "CONCAT(status, calls_today)", "user = '9001'"))
                .isEqualTo("INCALL1");
        assertThat(world.cell("log", "comments", "lead_id = 1001")).isEqualTo("REMOTE");
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatWasAwayAtTheBeginningStillGetsTheEnd(DialectDatabase.Kind kind) {
        open(kind);
        World.Call call = world.routeOutbound(1001, "9001");
        world.hangUp(call); // nobody has marked the call: the hang-up program takes it for dropped
        assertThat(world.cell("log", "status", "lead_id = 1001")).isEqualTo("DROP");
        CallResult result = result(How.CALLER, "SALE", 12);
        assertThat(dialer.settle(world.identity(call), null, result, LATER)).isTrue();

        assertThat(world.cell("log", "CONCAT(status, ' ', user)", "lead_id = 1001"))
                .isEqualTo("SALE 9001");
        assertThat(world.cell("list", "status", "lead_id = 1001")).isEqualTo("SALE");
        assertThat(world.cell("live_agents", "status", "user = '9001'")).isEqualTo("READY");
    }

    @ParameterizedTest
    @EnumSource
    void everythingCanBeDoneTwice(DialectDatabase.Kind kind) {
        open(kind);
        World.Call call = world.routeOutbound(1001, "9001");
        CallKeys keys =
                dialer.begun(dialer.begin(world.identity(call)).orElseThrow().keys());
        CallResult result = new CallResult(
                How.AGENT,
                "NI",
                "asked for it",
                true,
                20,
                Instant.now(),
                new CallBack(Instant.parse("2027-02-01T15:30:00Z"), "in the afternoon"),
                Map.of("city", "Tampa"),
                new Recording("/recordings/20260101-1.wav", 20));
        for (int i = 0; i < 3; i++) {
            dialer.release(keys, result);
            assertThat(dialer.settle(world.identity(call), keys, result, LATER)).isTrue();
        }

        assertThat(world.cell("log", "status", "lead_id = 1001")).isEqualTo("CALLBK");
        assertThat(world.cell("list", "CONCAT(status, ' ', city)", "lead_id = 1001"))
                .isEqualTo("CBHOLD Tampa");
        assertThat(world.cell("callbacks", "CONCAT(status, ' ', recipient, ' ', campaign_id)", "lead_id = 1001"))
                .isEqualTo("ACTIVE ANYONE SALES");
        assertThat(world.cell("callbacks", "UNIX_TIMESTAMP(callback_time)", "lead_id = 1001"))
                .isEqualTo("1801495800");
        assertThat(world.count("callbacks", "lead_id = 1001")).isEqualTo(1);
        assertThat(world.count("recording_log", "lead_id = 1001")).isEqualTo(1);
        assertThat(world.count("agent_log", "user = '9001'")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aStatusThatTheCampaignDoesNotKnowIsNeverWritten(DialectDatabase.Kind kind) {
        open(kind);
        World.Call call = world.routeOutbound(1001, "9001");
        CallKeys keys =
                dialer.begun(dialer.begin(world.identity(call)).orElseThrow().keys());
        CallResult result = result(How.AGENT, "A_STATUS_OF_TWENTY_CH", 20);
        dialer.release(keys, result);
        assertThat(dialer.settle(world.identity(call), keys, result, LATER)).isTrue();
        assertThat(world.cell("log", "status", "lead_id = 1001")).isEqualTo("NI");
        assertThat(world.cell("list", "status", "lead_id = 1001")).isEqualTo("NI");
    }

    @ParameterizedTest
    @EnumSource
    void whoeverSaysNeverAgainIsPutOnTheListOfThoseNumbers(DialectDatabase.Kind kind) {
        open(kind);
        World.Call call = world.routeOutbound(1001, "9001");
        CallKeys keys =
                dialer.begun(dialer.begin(world.identity(call)).orElseThrow().keys());
        CallResult result = result(How.AGENT, "DNC", 20);
        dialer.release(keys, result);
        for (int i = 0; i < 2; i++) {
            assertThat(dialer.settle(world.identity(call), keys, result, LATER)).isTrue();
        }
        assertThat(world.count("dnc", "phone_number = '5550100001'")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aLeadThatSomebodyElseHasByNowIsLeftAlone(DialectDatabase.Kind kind) {
        open(kind);
        World.Call call = world.routeOutbound(1001, "9001");
        CallKeys keys = dialer.begin(world.identity(call)).orElseThrow().keys();
        world.run("UPDATE <list> SET status = 'SALE', user = '1001' WHERE lead_id = 1001");
        world.run("UPDATE <log> SET status = 'SALE', user = '1001' WHERE lead_id = 1001");
        CallResult result = result(How.CALLER, "NI", 20);
        assertThat(dialer.settle(world.identity(call), keys, result, LATER)).isTrue();

        assertThat(world.cell("list", "CONCAT(status, user)", "lead_id = 1001")).isEqualTo("SALE1001");
        assertThat(world.cell("log", "CONCAT(status, user)", "lead_id = 1001")).isEqualTo("SALE1001");
        assertThat(world.cell("live_agents", "status", "user = '9001'")).isEqualTo("READY");
    }

    @ParameterizedTest
    @EnumSource
    void aLineThatHasItsNextCallIsNotTouchedByALateEnd(DialectDatabase.Kind kind) {
        open(kind);
        World.Call first = world.routeOutbound(1001, "9001");
        CallKeys keys =
                dialer.begun(dialer.begin(world.identity(first)).orElseThrow().keys());
        world.hangUp(first);
        World.Call second = world.routeOutbound(1002, "9001");
        CallKeys next =
                dialer.begun(dialer.begin(world.identity(second)).orElseThrow().keys());
        assertThat(dialer.settle(world.identity(first), keys, result(How.CALLER, "NI", 9), LATER))
                .isTrue();

        assertThat(world.cell("live_agents", "CONCAT(status, callerid)", "user = '9001'"))
                .isEqualTo("INCALL" + second.code());
        assertThat(world.cell("log", "status", "lead_id = 1001")).isEqualTo("NI");
        assertThat(world.cell("agent_log", "status", "agent_log_id = " + next.agentLogId()))
                .isEqualTo("NULL");
        assertThat(world.count("agent_log", "user = '9001'"))
                .as("no wait behind the next call")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aDoubleBookedCallIsServedAndLoggedWithoutItsLine(DialectDatabase.Kind kind) {
        open(kind);
        World.Call first = world.routeInbound(1001, "9001");
        World.Call second = world.routeInbound(1002, "9001"); // the later one has the line
        CallKeys keys = dialer.begin(world.identity(first)).orElseThrow().keys();
        assertThat(keys.hasLine()).isFalse();
        assertThat(keys.lineUser()).isEqualTo("9001");
        CallResult result = result(How.AGENT, "SALE", 20);
        dialer.release(keys, result);
        assertThat(dialer.settle(world.identity(first), keys, result, LATER)).isTrue();

        assertThat(world.cell("closer_log", "CONCAT(status, ' ', term_reason)", "lead_id = 1001"))
                .isEqualTo("SALE AGENT");
        assertThat(world.cell("live_agents", "CONCAT(status, callerid)", "user = '9001'"))
                .isEqualTo("QUEUE" + second.code());
    }

    @ParameterizedTest
    @EnumSource
    void theCustomersClockIsAsTheDialerKeepsItForToday(DialectDatabase.Kind kind) {
        open(kind);
        world.run("UPDATE <list> SET gmt_offset_now = -3.5 WHERE lead_id = 1001");
        world.run("UPDATE <list> SET gmt_offset_now = 5.75 WHERE lead_id = 1002");
        world.run("UPDATE <list> SET gmt_offset_now = 99.99 WHERE lead_id = 1003");
        assertThat(clockOf(1001, "9001")).hasToString("-03:30");
        assertThat(clockOf(1002, "9002")).hasToString("+05:45");
        assertThat(clockOf(1003, "9003")).as("no clock is so far off").isNull();
    }

    private @Nullable ZoneOffset clockOf(long lead, String line) {
        World.Call call = world.routeOutbound(lead, line);
        return dialer.begin(world.identity(call)).orElseThrow().lead().clock();
    }

    private static CallResult result(How how, String status, int seconds) {
        return new CallResult(how, status, "", true, seconds, Instant.now(), null, Map.of(), null);
    }
}
