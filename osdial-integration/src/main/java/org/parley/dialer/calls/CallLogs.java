package org.parley.dialer.calls;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.parley.dialer.CallKeys;
import org.parley.dialer.schema.Schema;

/**
 * The log rows of calls: log for those of a campaign, closer_log for those through an in-group. The dialer's routing
 * makes them; a call's row is found once and then named by its key.
 */
final class CallLogs {
    /** Where routing and daemon leave a call that an agent has; a fork of 2013 calls one through an in-group SENT. */
    private static final String OPEN = "'QUEUE', 'XFER', 'INCALL', 'SENT'";

    private CallLogs() {}

    /** A call's log row: its key, "" or 0 where the table has none of that kind, when it began, and who has it. */
    record Row(long id, long startEpoch, String user, String campaign) {}

    /** How the dialer logged a call that is over. */
    record Past(String uniqueId, String campaign) {}

    static Optional<Row> find(
            Handle handle, Schema schema, boolean inbound, long leadId, String uniqueId, String campaign) {
        if (uniqueId.isEmpty()) {
            return Optional.empty();
        }
        Query query = inbound
                ? handle.createQuery("""
                        SELECT closecallid AS id, start_epoch, user, campaign_id
                          FROM <closer_log>
                         WHERE lead_id = :lead
                           AND uniqueid = :uniqueid
                           AND (:campaign = '' OR campaign_id = :campaign)
                         ORDER BY closecallid DESC
                         LIMIT 1
                        """).bind("campaign", campaign)
                : handle.createQuery("""
                        SELECT <key> AS id, start_epoch, user, campaign_id
                          FROM <log>
                         WHERE lead_id = :lead
                           AND uniqueid = :uniqueid
                         LIMIT 1
                        """).define("key", schema.has("log", "id") ? "id" : "0");
        return query.bind("lead", leadId)
                .bind("uniqueid", uniqueId)
                .map((row, context) -> new Row(
                        row.getLong("id"),
                        row.getLong("start_epoch"),
                        LiveLines.text(row, "user"),
                        LiveLines.text(row, "campaign_id")))
                .findFirst();
    }

    /**
     * The unique id and in-group or campaign under which the dialer logged a call of which nothing else is left. Empty
     * also when there are several, as of a call that went on to another in-group: which one was ours nobody knows.
     */
    static Optional<Past> past(Handle handle, Schema schema, String code, long leadId, String uniqueId) {
        String role = CallCodes.isInbound(code) ? "closer_log" : "log";
        List<Past> rows = handle.createQuery("""
                        SELECT uniqueid, campaign_id
                          FROM <log_role>
                         WHERE lead_id = :lead
                           AND <own>
                         LIMIT 2
                        """)
                .define("log_role", schema.table(role))
                .define("own", schema.has(role, "callerid") ? "callerid = :code" : "uniqueid = :uniqueid")
                .bind("lead", leadId)
                .bindMap(schema.has(role, "callerid") ? Map.of("code", code) : Map.of("uniqueid", uniqueId))
                .map((row, context) -> new Past(LiveLines.text(row, "uniqueid"), LiveLines.text(row, "campaign_id")))
                .list();
        return rows.size() == 1 ? Optional.of(rows.getFirst()) : Optional.empty();
    }

    /** The call is an agent's: without this the hang-up program writes it down as dropped. Some call QUEUE SENT. */
    static void withAgent(Handle handle, Schema schema, CallKeys keys) {
        update(handle, schema, keys, """
                       SET status     = 'XFER',
                           user       = :user,
                           user_group = :group,
                           comments   = 'REMOTE'
                """, "AND status IN (" + OPEN + ")").execute();
    }

    /**
     * The row's final state, where nobody else has given it one. What the dialer's hang-up program has written of the
     * end stays; what it has not is filled in.
     *
     * @param term who ended it, one of the words that the column knows
     * @param spoke a call that the hang-up program took for dropped is ours if the agent was heard
     */
    static boolean finish(
            Handle handle, Schema schema, CallKeys keys, String status, String term, long endEpoch, boolean spoke) {
        return update(handle, schema, keys, """
                       SET term_reason   = IF(COALESCE(term_reason, 'NONE') IN ('NONE', '', <abandoned>), :term,
                                              term_reason),
                           status        = :status,
                           user          = IF(:user = '', user, :user),
                           user_group    = IF(:user = '', user_group, :group),
                           comments      = 'REMOTE',
                           length_in_sec = IF(COALESCE(end_epoch, 0) = 0 OR length_in_sec IS NULL,
                                              GREATEST(0, :end - CAST(start_epoch AS SIGNED)), length_in_sec),
                           end_epoch     = IF(COALESCE(end_epoch, 0) = 0, :end, end_epoch)
                """, "AND COALESCE(status, '') IN ('', 'LIVE', :dropped, " + OPEN + ")")
                        .define("abandoned", spoke ? "'ABANDON'" : "'NONE'")
                        .bind("term", term)
                        .bind("status", status)
                        .bind("end", endEpoch)
                        .bind("dropped", spoke ? "DROP" : "XFER")
                        .execute()
                > 0;
    }

    private static Update update(Handle handle, Schema schema, CallKeys keys, String set, String guard) {
        String role = keys.inbound() ? "closer_log" : "log";
        boolean byId = keys.logId() > 0;
        String key = !byId ? "uniqueid = :key" : keys.inbound() ? "closecallid = :key" : "id = :key";
        Update update = handle.createUpdate(
                "UPDATE <" + role + ">\n" + set + " WHERE " + key + "\n   AND lead_id = :lead\n   " + guard);
        return (byId ? update.bind("key", keys.logId()) : update.bind("key", keys.uniqueId()))
                .bind("lead", keys.leadId())
                .bind("user", schema.storable(role, "user", keys.lineUser()))
                .bind("group", schema.storable(role, "user_group", keys.userGroup()));
    }
}
