package org.parley.dialer.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;

/** What is dialed for our campaigns, in each dialer's tables, by an account that may what grants.sql gives it. */
final class OutboundIT {
    @SuppressWarnings("NullAway.Init") // opened by each test, with its dialer
    private DialerDatabase at;

    @AfterEach
    void close() {
        at.close();
    }

    private void open(Kind kind) {
        at = DialerDatabase.open(kind, Mode.STRICT);
        for (String agent :
                List.of("'9001', 'SALES', 'ACTIVE'", "'9011', 'SURVEY', 'PAUSED'", "'9021', 'OLD', 'REMOVED'")) {
            at.execute(
                    "INSERT INTO parley_agent (user_start, campaign, state, server_ip, number_of_lines, extension, changed_at)"
                            + " VALUES (" + agent + ", '127.0.0.1', 2, '8300', NOW())");
        }
    }

    private OutboundCampaign campaign(String name, long linesReady) {
        return Outbound.of(at.jdbi()).campaigns(Map.of(name, linesReady)).stream()
                .filter(each -> each.campaign().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void leadsCallsAndCallBacksAreCountedByCampaign(Kind kind) {
        open(kind);
        at.execute("UPDATE <list> SET status = 'SALE' WHERE lead_id = 1"); // is not dialed
        at.execute("UPDATE <list> SET called_since_last_reset = 'Y' WHERE lead_id = 2");
        at.execute("UPDATE <list> SET list_id = 999 WHERE lead_id = 3"); // a list that is not active
        at.execute("UPDATE <list> SET status = 'CALLBK' WHERE lead_id = 4");
        hopper(5, "SALES", "READY");
        hopper(6, "SALES", "READY");
        hopper(7, "SALES", "INCALL");
        hopper(8, "OTHER", "READY");
        call("SALES", "SENT");
        call("SALES", "LIVE");
        call("SALES", "LIVE");
        call("SALES", "XFER");
        call("OTHER", "LIVE");
        callback("SALES", "ACTIVE", "NOW() - INTERVAL 1 MINUTE");
        callback("SALES", "LIVE", "NOW() - INTERVAL 1 HOUR");
        callback("SALES", "ACTIVE", "NOW() + INTERVAL 1 HOUR");
        callback("SALES", "INACTIVE", "NOW() - INTERVAL 1 HOUR");

        assertThat(campaign("SALES", 2).reasons()).isEmpty();
        assertThat(campaign("SALES", 2))
                .isEqualTo(new OutboundCampaign("SALES", "SALES", true, "RATIO", "1", 1, 2L, 7L, 1, 2, 1, 2, 1, 2));
        assertThat(Outbound.of(at.jdbi()).campaigns(Map.of()))
                .extracting(OutboundCampaign::campaign)
                .containsExactly("SALES", "SURVEY");
    }

    @ParameterizedTest
    @EnumSource
    void whyNothingIsDialedIsSaid(Kind kind) {
        open(kind);

        assertThat(campaign("SALES", 0).reasons())
                .containsExactly(
                        "none of our lines waits for a call",
                        "its hopper is empty: AST_VDhopper fills it, within its call times");
        assertThat(campaign("SURVEY", 1).reasons())
                .containsExactly(
                        "its dial method is MANUAL, by which people dial",
                        "no lead of its active lists is left to dial");
        at.execute("UPDATE <campaigns> SET active = 'N', auto_dial_level = '0.0' WHERE campaign_id = 'SALES'");
        hopper(1, "SALES", "READY");
        assertThat(campaign("SALES", 1).reasons())
                .containsExactly("the campaign is not active", "its auto dial level is 0");
    }

    private void hopper(int lead, String campaign, String status) {
        at.insert("hopper", "lead_id", lead, "campaign_id", campaign, "status", status, "list_id", 101);
    }

    private void call(String campaign, String status) {
        at.insert(
                "auto_calls",
                "server_ip",
                "127.0.0.1",
                "campaign_id",
                campaign,
                "status",
                status,
                "lead_id",
                1,
                "callerid",
                "V" + System.nanoTime(),
                "uniqueid",
                "",
                "call_type",
                "OUT",
                "channel",
                "",
                "phone_number",
                "1",
                "stage",
                "");
    }

    private void callback(String campaign, String status, String when) {
        at.execute(
                "INSERT INTO <callbacks> (lead_id, list_id, campaign_id, status, entry_time, callback_time, user, recipient)"
                        + " VALUES (1, 101, '" + campaign + "', '" + status + "', NOW(), " + when
                        + ", '9001', 'ANYONE')");
    }
}
