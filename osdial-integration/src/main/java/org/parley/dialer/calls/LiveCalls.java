package org.parley.dialer.calls;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.DialerCall;

/** The dialer's calls that are on the line now: live_agents and auto_calls. */
final class LiveCalls {
    private LiveCalls() {}

    /** An agent line that the dialer has chosen for a call, or that is free: lead 0 and code "" then. */
    record Line(long id, String user, String campaign, long leadId, String code) {}

    /** A call as the dialer's routing knows it; an inbound one's campaign is its in-group. */
    record Routed(String code, String campaign, long leadId, boolean inbound, String uniqueId) {}

    static Optional<Line> lineByCode(Handle handle, String code) {
        return handle.createQuery("""
                        SELECT live_agent_id, user, campaign_id, lead_id, callerid
                          FROM <live_agents>
                         WHERE callerid = :code
                           AND extension LIKE 'R/%'
                         ORDER BY live_agent_id
                         LIMIT 1
                        """)
                .bind("code", code)
                .map((row, context) -> line(row))
                .findFirst();
    }

    static Optional<Line> lineByUniqueId(Handle handle, String uniqueId) {
        return handle.createQuery("""
                        SELECT live_agent_id, user, campaign_id, lead_id, callerid
                          FROM <live_agents>
                         WHERE uniqueid = :uniqueid
                           AND extension LIKE 'R/%'
                         ORDER BY live_agent_id
                         LIMIT 1
                        """)
                .bind("uniqueid", uniqueId)
                .map((row, context) -> line(row))
                .findFirst();
    }

    /** The line of that extension that has waited longest. */
    static Optional<Line> freeLine(Handle handle, String extension) {
        return handle.createQuery("""
                        SELECT live_agent_id, user, campaign_id, lead_id, callerid
                          FROM <live_agents>
                         WHERE conf_exten IN (:extension, :bare)
                           AND extension LIKE 'R/%'
                           AND status = 'READY'
                           AND COALESCE(callerid, '') = ''
                         ORDER BY last_call_finish, live_agent_id
                         LIMIT 1
                        """)
                .bind("extension", extension)
                .bind("bare", withoutConferencePrefix(extension))
                .map((row, context) -> line(row))
                .findFirst();
    }

    static Optional<Routed> routed(Handle handle, String code) {
        return handle.createQuery("""
                        SELECT callerid, campaign_id, lead_id, call_type, uniqueid
                          FROM <auto_calls>
                         WHERE callerid = :code
                         LIMIT 1
                        """)
                .bind("code", code)
                .map((row, context) -> new Routed(
                        text(row.getString("callerid")),
                        text(row.getString("campaign_id")),
                        row.getLong("lead_id"),
                        "IN".equals(row.getString("call_type")),
                        text(row.getString("uniqueid"))))
                .findFirst();
    }

    /** Takes the line that the dialer has put this call on, unless it was taken already. */
    static boolean claimChosen(Handle handle, String code) {
        return handle.createUpdate("""
                        UPDATE <live_agents>
                           SET status         = 'INCALL',
                               last_call_time = NOW(),
                               comments       = 'REMOTE',
                               calls_today    = calls_today + 1
                               <state_change>
                         WHERE callerid = :code
                           AND extension LIKE 'R/%'
                           AND status = 'QUEUE'
                        """).bind("code", code).execute() > 0;
    }

    /** Puts the call on the longest waiting free line of its extension, unless it has a line. */
    static boolean claimFree(Handle handle, DialerCall call, CallIdentity identity) {
        return handle.createUpdate("""
                        UPDATE <live_agents>
                           SET status         = 'INCALL',
                               lead_id        = :lead,
                               uniqueid       = :uniqueid,
                               channel        = :channel,
                               callerid       = :code,
                               last_call_time = NOW(),
                               comments       = 'REMOTE',
                               calls_today    = calls_today + 1
                               <state_change>
                         WHERE conf_exten IN (:extension, :bare)
                           AND extension LIKE 'R/%'
                           AND status = 'READY'
                           AND COALESCE(callerid, '') = ''
                           AND NOT EXISTS (SELECT 1
                                             FROM (SELECT callerid FROM <live_agents> WHERE callerid = :code) AS taken)
                         ORDER BY user = :user DESC, last_call_finish, live_agent_id
                         LIMIT 1
                        """)
                        .bind("lead", call.lead().id())
                        .bind("uniqueid", cut(identity.uniqueId(), 20))
                        .bind("channel", cut(identity.channel(), 100))
                        .bind("code", call.code())
                        .bind("extension", identity.extension())
                        .bind("bare", withoutConferencePrefix(identity.extension()))
                        .bind("user", call.lineUser())
                        .execute()
                > 0;
    }

    /** Frees the line in one statement: cleared first and READY later, OSDial's daemon would remove it in between. */
    static void free(Handle handle, String code) {
        handle.createUpdate("""
                        UPDATE <live_agents>
                           SET status           = 'READY',
                               lead_id          = 0,
                               uniqueid         = '',
                               callerid         = '',
                               channel          = '',
                               last_call_finish = NOW()
                               <state_change>
                         WHERE callerid = :code
                           AND extension LIKE 'R/%'
                           AND status IN ('QUEUE', 'INCALL')
                        """).bind("code", code).execute();
    }

    /** OSDial sends inbound calls to the extension with a 7 in front, as for a conference. */
    private static String withoutConferencePrefix(String extension) {
        return extension.length() > 1 && extension.charAt(0) == '7' ? extension.substring(1) : extension;
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getLong("live_agent_id"),
                text(row.getString("user")),
                text(row.getString("campaign_id")),
                row.getLong("lead_id"),
                text(row.getString("callerid")));
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    static String cut(String text, int charactersMax) {
        return text.length() <= charactersMax ? text : text.substring(0, charactersMax);
    }
}
