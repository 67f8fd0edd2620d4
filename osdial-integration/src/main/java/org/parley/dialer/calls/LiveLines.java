package org.parley.dialer.calls;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.CallKeys;
import org.parley.dialer.schema.Schema;

/** The agent lines, and the calls that are on their way: live_agents and auto_calls. */
final class LiveLines {
    private static final String LINE = """
            SELECT la.live_agent_id, la.user, la.status, la.lead_id, la.uniqueid, la.callerid, la.campaign_id,
                   la.server_ip, UNIX_TIMESTAMP(la.last_call_finish) AS idle_since, u.user_group,
                   ac.call_type, ac.campaign_id AS routed_campaign, ac.lead_id AS routed_lead,
                   ac.uniqueid AS routed_uniqueid, ac.phone_number,
                   ac.callerid AS routed_code, UNIX_TIMESTAMP() AS now_epoch
              FROM <live_agents> la
              LEFT JOIN <auto_calls> ac ON ac.callerid = la.callerid
              LEFT JOIN <users> u ON u.user = la.user
             WHERE la.extension LIKE 'R/%'
               AND\s""";

    private static final String ROUTED = """
            SELECT 0 AS live_agent_id, '' AS user, '' AS status, lead_id, uniqueid, callerid, '' AS campaign_id,
                   server_ip, 0 AS idle_since, '' AS user_group,
                   call_type, campaign_id AS routed_campaign, lead_id AS routed_lead,
                   uniqueid AS routed_uniqueid, phone_number,
                   callerid AS routed_code, UNIX_TIMESTAMP() AS now_epoch
              FROM <auto_calls>
             WHERE\s""";

    private LiveLines() {}

    /**
     * A line with the call that is on it, or a call that has no line.
     *
     * @param lineId 0 for a call without a line
     * @param serverIp of the line, which in a cluster need not be the call's
     * @param routed whether the dialer still knows the call as one that is on its way
     * @param campaign the in-group of an inbound call, "" when the dialer has forgotten it
     */
    record Found(
            long lineId,
            String user,
            String userGroup,
            String status,
            String loginCampaign,
            String code,
            long leadId,
            String uniqueId,
            String serverIp,
            long idleSince,
            boolean routed,
            boolean inbound,
            String campaign,
            String phoneNumber,
            long nowEpoch) {}

    static Optional<Found> byCode(Handle handle, String code) {
        return find(handle, LINE + "la.callerid = :code", Map.of("code", code))
                .or(() -> find(handle, ROUTED + "callerid = :code", Map.of("code", code)));
    }

    /** Two servers can have made the same unique id. */
    static Optional<Found> byUniqueId(Handle handle, String uniqueId, String serverIp) {
        return find(
                handle,
                LINE + "la.uniqueid = :id AND (:server = '' OR la.server_ip = :server OR la.call_server_ip = :server)",
                Map.of("id", uniqueId, "server", serverIp));
    }

    static Optional<Found> byChannel(Handle handle, String channel, String serverIp) {
        return find(
                handle,
                LINE + "la.channel = :id AND la.status IN ('QUEUE', 'INCALL')"
                        + " AND (:server = '' OR la.server_ip = :server OR la.call_server_ip = :server)",
                Map.of("id", channel, "server", serverIp));
    }

    private static Optional<Found> find(Handle handle, String sql, Map<String, ?> values) {
        return handle.createQuery(sql + "\n LIMIT 1")
                .bindMap(values)
                .map((row, context) -> found(row))
                .findFirst();
    }

    private static Found found(ResultSet row) throws SQLException {
        boolean routed = row.getString("routed_code") != null;
        String code = text(row, "callerid");
        // once the dialer has forgotten the call its code still tells how it came: Y through an in-group
        boolean inbound = routed ? "IN".equals(row.getString("call_type")) : CallCodes.isInbound(code);
        long lead = row.getLong("lead_id");
        String uniqueId = text(row, "routed_uniqueid");
        String campaign = text(row, "routed_campaign");
        return new Found(
                row.getLong("live_agent_id"),
                text(row, "user"),
                text(row, "user_group"),
                text(row, "status"),
                text(row, "campaign_id"),
                code,
                lead > 0 ? lead : row.getLong("routed_lead"),
                uniqueId.isEmpty() ? text(row, "uniqueid") : uniqueId,
                text(row, "server_ip"),
                row.getLong("idle_since"),
                routed,
                inbound,
                campaign.isEmpty() && !inbound ? text(row, "campaign_id") : campaign,
                text(row, "phone_number"),
                row.getLong("now_epoch"));
    }

    /**
     * Takes the line for its call; true when it was we who did. The dialer's daemon does the same to lines that it
     * finds in QUEUE, every 10 s, and leaves alone the one that it does not.
     */
    static boolean claim(Handle handle, Schema schema, Found line) {
        return handle.createUpdate("""
                        UPDATE <live_agents>
                           SET status         = 'INCALL',
                               last_call_time = NOW(),
                               comments       = 'REMOTE',
                               calls_today    = calls_today + 1
                               <state_change>
                        """
                                + (line.inbound()
                                        ? schema.when(
                                                "live_agents",
                                                "last_inbound_call_time",
                                                ", last_inbound_call_time = NOW()\n")
                                        : "")
                                + """
                         WHERE live_agent_id = :line
                           AND callerid = :code
                           AND status = 'QUEUE'
                        """)
                        .bind("line", line.lineId())
                        .bind("code", line.code())
                        .execute()
                > 0;
    }

    /**
     * Frees the line. One statement: a line that is cleared first and READY later is removed by OSDial's daemon in
     * between. A line whose remote agent was switched off goes as the daemon would let it go.
     */
    static void free(Handle handle, Schema schema, CallKeys keys) {
        if (!keys.hasLine()) {
            return;
        }
        handle.createUpdate("""
                        UPDATE <live_agents>
                           SET status           = IF(COALESCE((SELECT MIN(ra.status)
                                                                 FROM <remote_agents> ra
                                                                WHERE ra.server_ip = <live_agents>.server_ip
                                                                  AND ra.conf_exten = <live_agents>.conf_exten),
                                                              'ACTIVE') = 'INACTIVE', 'PAUSED', 'READY'),
                               lead_id          = 0,
                               uniqueid         = '',
                               callerid         = '',
                               channel          = '',
                               last_call_finish = NOW()
                               <state_change>
                               <ring>
                         WHERE live_agent_id = :line
                           AND callerid = :code
                        """)
                .define("ring", schema.when("live_agents", "ring_callerid", ", ring_callerid = ''"))
                .bind("line", keys.lineId())
                .bind("code", keys.code())
                .execute();
    }

    /**
     * Takes the call off the dialer's table of those on their way, after its line is free: the daemons clean a line up
     * against that table, and OSDial's falls over a line whose call is not there.
     */
    static void forget(Handle handle, CallKeys keys) {
        if (!keys.code().isEmpty()) {
            handle.createUpdate("DELETE FROM <auto_calls> WHERE callerid = :code")
                    .bind("code", keys.code())
                    .execute();
        }
    }

    /** Whether the dialer still has the call on its way: its hang-up program has not been there. */
    static boolean isRouted(Handle handle, String code) {
        return handle.createQuery("SELECT 1 FROM <auto_calls> WHERE callerid = :code LIMIT 1")
                .bind("code", code)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }

    static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }
}
