package org.parley.dialer.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.dialer.CallResult;
import org.parley.dialer.CallResult.CallBack;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;
import org.parley.dialer.NativeDialer;
import org.parley.dialer.NativeDialer.Routed;

/**
 * Calls whose beginning never reached the database, and which have left the live tables when their end does: the
 * hang-up program has closed them as it closes calls that nobody took, and the daemon has emptied their line.
 */
final class LostCallsIT {
    private static final Duration LATER = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource
    void aCallThatWasServedIsNoDrop(Kind kind) {
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.STRICT)) {
            Routed call = over(at, false);
            assertThat(log(at, "log")).isEqualTo("DROP VDAD ABANDON");
            String length = at.value("SELECT CONCAT_WS(' ', end_epoch, length_in_sec) FROM <log>");

            settle(at, call, served("SALE"));

            assertThat(log(at, "log")).isEqualTo("SALE VDAD CALLER");
            assertThat(at.value("SELECT CONCAT_WS(' ', end_epoch, length_in_sec) FROM <log>"))
                    .isEqualTo(length);
            assertThat(lead(at)).isEqualTo("SALE VDAD");
            assertThat(at.count("<callbacks> WHERE lead_id = 3")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatNobodyHeardStaysADrop(Kind kind) {
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.STRICT)) {
            Routed call = over(at, false);
            settle(at, call, new CallResult(How.CALLER, "NI", "", false, 1, Instant.now(), null, Map.of(), null));
            assertThat(log(at, "log")).isEqualTo("DROP VDAD ABANDON");
            assertThat(lead(at)).isEqualTo("DROP VDAD");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallOfAnInGroupKeepsItsAgent(Kind kind) {
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.STRICT)) {
            Routed call = over(at, true);
            settle(at, call, served("SALE"));
            assertThat(log(at, "closer_log")).isEqualTo("SALE 9001 CALLER");
            assertThat(at.value("SELECT end_epoch > 10 AND length_in_sec >= 0 FROM <closer_log>"))
                    .isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPromisedIsKept(Kind kind) {
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.STRICT)) {
            Routed call = over(at, false);
            CallBack agreed = new CallBack(Instant.now().plus(Duration.ofDays(1)), "in the morning");
            settle(at, call, new CallResult(How.CALLER, "NI", "", true, 9, Instant.now(), agreed, Map.of(), null));
            assertThat(log(at, "log")).isEqualTo("CALLBK VDAD CALLER");
            assertThat(lead(at)).isEqualTo("CBHOLD VDAD");
            assertThat(at.count("<callbacks> WHERE lead_id = 3 AND status = 'ACTIVE' AND campaign_id = 'SALES'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatSomebodyHasSaidSinceAndTheNextCallAreLeftAlone(Kind kind) {
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.STRICT)) {
            Routed call = over(at, false);
            at.execute("UPDATE <log> SET status = 'DNC', user = '1001'");
            Routed next = at.natives().routeOutbound(3, "9002");
            settle(at, call, served("SALE"));
            assertThat(at.value("SELECT status FROM <log> WHERE uniqueid = ?", call.uniqueId()))
                    .isEqualTo("DNC");
            assertThat(at.value("SELECT status FROM <log> WHERE uniqueid = ?", next.uniqueId()))
                    .isEqualTo("QUEUE");
            assertThat(at.count("<live_agents> WHERE status = 'QUEUE' AND callerid = ?", next.code()))
                    .isEqualTo(1);
            assertThat(at.value("SELECT user FROM <list> WHERE lead_id = 3")).isEqualTo("VDAD");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatWentOnToAnotherInGroupIsTakenOnlyWhereItsRowIsKnown(Kind kind) {
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.STRICT)) {
            NativeDialer natives = at.natives();
            lines(at);
            Routed call = natives.routeInbound(3, "SUPPORT", "9001");
            at.execute("DELETE FROM <auto_calls>");
            at.execute("UPDATE <live_agents> SET status = 'READY', lead_id = 0, uniqueid = '', callerid = ''");
            natives.hangup(natives.person(natives.arrive(3, "BILLING", call.uniqueId(), call.channel()), "1001"));
            String theirs = row(at, "BILLING");

            settle(at, call, served("SALE"));

            assertThat(row(at, "BILLING")).isEqualTo(theirs);
            assertThat(at.value("SELECT status FROM <closer_log> WHERE campaign_id = 'SUPPORT'"))
                    .isEqualTo(kind.isOsdial() ? "SALE" : kind == Kind.VICIDIAL_2013 ? "SENT" : "QUEUE");
        }
    }

    private static void lines(DialerDatabase at) {
        at.remoteAgent(9001, 2, "8300", "SALES", "SUPPORT");
    }

    private static Routed over(DialerDatabase at, boolean inbound) {
        lines(at);
        NativeDialer natives = at.natives();
        Routed call = inbound ? natives.routeInbound(3, "SUPPORT", "9001") : natives.routeOutbound(3, "9001");
        natives.hangup(call);
        at.execute(
                "UPDATE <live_agents> SET status = 'READY', lead_id = 0, uniqueid = '', callerid = '', channel = ''");
        return call;
    }

    private static CallResult served(String status) {
        return new CallResult(How.CALLER, status, "", true, 9, Instant.now(), null, Map.of(), null);
    }

    private static void settle(DialerDatabase at, Routed call, CallResult result) {
        Dialer dialer = at.dialer();
        for (int time = 0; time < 2; time++) { // what is done twice is done once
            assertThat(dialer.settle(at.natives().identity(call), null, result, LATER))
                    .isTrue();
        }
    }

    private static String log(DialerDatabase at, String role) {
        return at.value("SELECT CONCAT_WS(' ', status, user, term_reason) FROM <" + role + "> WHERE lead_id = 3");
    }

    private static String lead(DialerDatabase at) {
        return at.value("SELECT CONCAT_WS(' ', status, user) FROM <list> WHERE lead_id = 3");
    }

    private static String row(DialerDatabase at, String group) {
        return at.value(
                "SELECT CONCAT_WS(' ', status, user, term_reason, end_epoch) FROM <closer_log> WHERE campaign_id = ?",
                group);
    }
}
