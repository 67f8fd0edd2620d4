package org.parley.dialer.calls;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.Lead;

/** Leads, the call-backs agreed with them, and the log rows of their calls. */
final class Leads {
    /** Statuses that the dialer, its daemon or Parley set while a call runs, so that its result may replace them. */
    private static final String IN_A_CALL = "('', 'NEW', 'QUEUE', 'INCALL', 'XFER', 'PU', 'DROP', 'INBND')";

    private static final String COLUMNS = """
            lead_id, list_id, status, first_name, last_name, phone_number, city, state, postal_code, email, comments""";

    private Leads() {}

    static Optional<Lead> byId(Handle handle, long leadId) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM <list> WHERE lead_id = :lead")
                .bind("lead", leadId)
                .map((row, context) -> lead(row))
                .findFirst();
    }

    /** The newest lead with exactly these digits. */
    static Optional<Lead> byPhone(Handle handle, String digits) {
        return handle.createQuery("SELECT " + COLUMNS + """
                         FROM <list>
                        WHERE phone_number = :digits
                        ORDER BY lead_id DESC
                        LIMIT 1
                        """)
                .bind("digits", digits)
                .map((row, context) -> lead(row))
                .findFirst();
    }

    /** The campaign that the lead's list belongs to, or "". */
    static String campaignOf(Handle handle, Lead lead) {
        return handle.createQuery("SELECT campaign_id FROM <lists> WHERE list_id = :list")
                .bind("list", lead.listId())
                .map((row, context) -> LiveCalls.text(row.getString("campaign_id")))
                .findFirst()
                .orElse("");
    }

    /** The daemon's part for a line that we took before it did: the lead is with this agent. */
    static void withAgent(Handle handle, long leadId, String user) {
        handle.createUpdate("""
                        UPDATE <list>
                           SET status = 'XFER',
                               user   = :user
                         WHERE lead_id = :lead
                        """).bind("lead", leadId).bind("user", user).execute();
    }

    /** The daemon's part for the log: without it the hang-up program writes the call down as dropped. */
    static void logWithAgent(Handle handle, LiveCalls.Routed call, String uniqueId, String user) {
        if (call.inbound()) {
            handle.createQuery("""
                            SELECT closecallid
                              FROM <closer_log>
                             WHERE lead_id = :lead
                               AND uniqueid = :uniqueid
                               AND campaign_id = :campaign
                             ORDER BY closecallid DESC
                             LIMIT 1
                            """)
                    .bind("lead", call.leadId())
                    .bind("uniqueid", uniqueId)
                    .bind("campaign", call.campaign())
                    .mapTo(Long.class)
                    .findFirst()
                    .ifPresent(id -> handle.createUpdate("""
                                    UPDATE <closer_log>
                                       SET status   = 'XFER',
                                           user     = :user,
                                           comments = 'REMOTE'
                                     WHERE closecallid = :id
                                       AND status IN ('QUEUE', 'XFER', 'INCALL')
                                    """)
                            .bind("id", id)
                            .bind("user", user)
                            .execute());
            return;
        }
        handle.createUpdate("""
                        UPDATE <log>
                           SET status   = 'XFER',
                               user     = :user,
                               comments = 'REMOTE'
                         WHERE uniqueid = :uniqueid
                           AND lead_id = :lead
                           AND status IN ('QUEUE', 'XFER')
                        """)
                .bind("uniqueid", uniqueId)
                .bind("lead", call.leadId())
                .bind("user", user)
                .execute();
    }

    /**
     * The result of the call, where the lead is still this call's: in the hands of its agent or in no state that
     * somebody gave it, and not on the line again with another code.
     */
    static boolean result(Handle handle, long leadId, String status, String user, String code, String seenStatus) {
        return handle.createUpdate("""
                        UPDATE <list>
                           SET status = :status,
                               user   = IF(:user = '', user, :user)
                         WHERE lead_id = :lead
                           AND ((:user != '' AND user = :user) OR status = :seen OR status IN
                        """ + IN_A_CALL + """
                        )
                           AND NOT EXISTS (SELECT 1
                                             FROM <auto_calls>
                                            WHERE lead_id = :lead
                                              AND callerid != :code)
                        """)
                        .bind("lead", leadId)
                        .bind("status", status)
                        .bind("user", user)
                        .bind("code", code)
                        .bind("seen", seenStatus)
                        .execute()
                > 0;
    }

    /**
     * Stores the call-back once, however often it is asked to: the same lead at the same moment is the same
     * call-back. Older open ones of the lead are set aside, as the agents' screen does. The moment is an epoch, which
     * the database turns into its own wall clock: the dialer reads it there.
     */
    static void callBack(Handle handle, Lead lead, String campaign, String user, long epochSecond, String comment) {
        int inserted = handle.createUpdate("""
                        INSERT INTO <callbacks>
                               (lead_id, list_id, campaign_id, status, entry_time, callback_time, user, recipient,
                                comments)
                        SELECT :lead, :list, :campaign, 'ACTIVE', NOW(), FROM_UNIXTIME(:at), :user, 'ANYONE', :comment
                          FROM DUAL
                         WHERE NOT EXISTS (SELECT 1
                                             FROM <callbacks>
                                            WHERE lead_id = :lead
                                              AND callback_time = FROM_UNIXTIME(:at))
                        """)
                .bind("lead", lead.id())
                .bind("list", lead.listId())
                .bind("campaign", campaign)
                .bind("at", epochSecond)
                .bind("user", user)
                .bind("comment", LiveCalls.cut(comment, 250))
                .execute();
        if (inserted > 0) {
            handle.createUpdate("""
                            UPDATE <callbacks>
                               SET status = 'INACTIVE'
                             WHERE lead_id = :lead
                               AND status = 'ACTIVE'
                               AND callback_time != FROM_UNIXTIME(:at)
                            """)
                    .bind("lead", lead.id())
                    .bind("at", epochSecond)
                    .execute();
        }
    }

    private static Lead lead(ResultSet row) throws SQLException {
        return new Lead(
                row.getLong("lead_id"),
                row.getLong("list_id"),
                LiveCalls.text(row.getString("status")),
                LiveCalls.text(row.getString("first_name")),
                LiveCalls.text(row.getString("last_name")),
                LiveCalls.text(row.getString("phone_number")),
                LiveCalls.text(row.getString("city")),
                LiveCalls.text(row.getString("state")),
                LiveCalls.text(row.getString("postal_code")),
                LiveCalls.text(row.getString("email")),
                LiveCalls.text(row.getString("comments")));
    }
}
