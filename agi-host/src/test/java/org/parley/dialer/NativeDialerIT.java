package org.parley.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;
import org.parley.dialer.NativeDialer.DaemonDied;
import org.parley.dialer.NativeDialer.Routed;

/** The adversary leaves what the dialers' real programs were seen to leave when no AI host is there. */
final class NativeDialerIT {

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCallThatTheDaemonSawEndsAsItsOwn(Kind kind) {
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.LENIENT)) {
            at.remoteAgent(9001, 5, "8300", "SALES", "SUPPORT BILLING");
            assertThat(at.count("<live_agents> WHERE status = 'READY' AND extension LIKE 'R/900_'"))
                    .isEqualTo(5);
            NativeDialer natives = at.natives();
            Routed call = natives.pick(natives.dial(3));
            assertThat(call.line()).isEqualTo("9001");
            assertThat(at.count("<live_agents> WHERE status = 'QUEUE' AND callerid = ?", call.code()))
                    .isEqualTo(1);
            natives.daemonSweep();
            assertThat(at.count("<live_agents> WHERE status = 'INCALL' AND comments = 'REMOTE' AND calls_today = 1"))
                    .isEqualTo(1);
            natives.hangup(call);
            natives.daemonLoop();
            assertThat(
                            at.value(
                                    "SELECT CONCAT_WS(' ', status, user, comments, term_reason, user_group, length_in_sec) FROM <log>"))
                    .matches("XFER 9001 REMOTE CALLER [0-9]");
            assertThat(at.value("SELECT CONCAT_WS(' ', status, user, called_count) FROM <list> WHERE lead_id = 3"))
                    .isEqualTo("XFER 9001 1");
            assertThat(at.count("<live_agents> WHERE status = 'READY' AND lead_id = 0 AND uniqueid = ''"))
                    .isEqualTo(5);
            assertThat(at.count("<auto_calls>")).isZero();
            assertThat(at.count("<agent_log>")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCallThatEndsBeforeTheDaemonComesIsADrop(Kind kind) {
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.STRICT)) {
            at.remoteAgent(9001, 2, "8300", "SALES", "");
            Routed call = at.natives().routeOutbound(4, "9002");
            at.natives().hangup(call);
            assertThat(at.value("SELECT CONCAT_WS(' ', status, user, term_reason) FROM <log>"))
                    .isEqualTo("DROP VDAD ABANDON");
            assertThat(at.value("SELECT status FROM <list> WHERE lead_id = 4")).isEqualTo("DROP");
            at.natives().daemonLoop();
            assertThat(at.count("<live_agents> WHERE status = 'READY'")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anInboundCallOfOsdialIsNeverFinishedAndKillsItsDaemon(Kind kind) {
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.LENIENT)) {
            at.remoteAgent(9001, 2, "8300", "SALES", "SUPPORT");
            NativeDialer natives = at.natives();
            assertThat(natives.pick(natives.arrive(6, "BILLING")).line()).isEmpty();
            Routed call = natives.pick(natives.arrive(5, "SUPPORT"));
            assertThat(call.line()).isEqualTo("9001");
            natives.daemonSweep();
            natives.hangup(call);
            String row = at.value(
                    "SELECT CONCAT_WS(' ', status, user, comments, term_reason, end_epoch > 10) FROM <closer_log> WHERE lead_id = 5");
            if (kind.isOsdial()) {
                assertThat(row).isEqualTo("XFER 9001 REMOTE NONE");
                assertThatThrownBy(natives::daemonLoop).isInstanceOf(DaemonDied.class);
            } else {
                assertThat(row).isEqualTo("XFER 9001 REMOTE CALLER 1");
                natives.daemonLoop();
                assertThat(at.count("<live_agents> WHERE status = 'READY'")).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void pausedLinesGoAndComeBackReady(Kind kind) {
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.LENIENT)) {
            at.remoteAgent(9001, 3, "8300", "SALES", "SUPPORT");
            at.execute("UPDATE <live_agents> SET status = 'PAUSED' WHERE user = '9002'");
            at.natives().daemonSweep();
            assertThat(at.count("<live_agents> WHERE status = 'READY'")).isEqualTo(3);
            at.execute("UPDATE <remote_agents> SET status = 'INACTIVE'");
            at.execute("UPDATE <live_agents> SET status = 'PAUSED' WHERE user = '9002'");
            at.natives().daemonSweep();
            assertThat(at.count("<live_agents>")).isEqualTo(2);
        }
    }
}
