package org.parley.dialer.calls;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.CallKeys;
import org.parley.dialer.schema.Schema;

/**
 * The agent's log, from which all agent reports are made, and of which the dialer's daemon writes nothing for remote
 * agents: an unbroken chain of rows per line, each from the wait for a call to the end of it. Seconds are SMALLINT and
 * the reports leave out anything above 36 000.
 */
final class AgentLog {
    private static final int SECONDS_MAX = 35_999;
    private static final int DAY = 86_400;

    private AgentLog() {}

    /** The wait is over: closes the row that waits, or makes one for the wait that was; the row's id. */
    static long begin(Handle handle, Schema schema, CallKeys keys) {
        long now = keys.beganEpoch();
        long idle = keys.idleSince();
        long since = idle > 0 && idle <= now && now - idle < DAY ? idle : now;
        Optional<Long> waiting = open(handle, keys, since);
        long id = waiting.orElseGet(() -> insert(handle, schema, keys, since));
        handle.createUpdate("""
                        UPDATE <agent_log>
                           SET wait_sec   = LEAST(:max, GREATEST(0, :now - CAST(wait_epoch AS SIGNED))),
                               talk_epoch = :now,
                               lead_id    = :lead,
                               comments   = :how
                               <lead_marks>
                         WHERE agent_log_id = :id
                           AND talk_epoch IS NULL
                        """)
                .define(
                        "lead_marks",
                        schema.has("agent_log", "lead_called_count") ? """
                                  , lead_called_count = COALESCE((SELECT called_count FROM <list>
                                                                   WHERE lead_id = :lead), 0)
                                  """.replace("<list>", schema.table("list")) : "")
                .bind("max", SECONDS_MAX)
                .bind("now", now)
                .bind("lead", keys.leadId())
                .bind("how", keys.inbound() ? "INBOUND" : "AUTO")
                .bind("id", id)
                .execute();
        return id;
    }

    /** The newest row of the line, if it is a wait that belongs to this turn of the line. */
    private static Optional<Long> open(Handle handle, CallKeys keys, long since) {
        return handle.createQuery("""
                        SELECT agent_log_id, talk_epoch IS NULL AND COALESCE(sub_status, '') = ''
                               AND COALESCE(wait_epoch, 0) BETWEEN :since AND :now AS waits
                          FROM <agent_log>
                         WHERE user = :user
                         ORDER BY agent_log_id DESC
                         LIMIT 1
                        """)
                .bind("user", keys.lineUser())
                .bind("since", since - 60)
                .bind("now", keys.beganEpoch() + 60)
                .map((row, context) -> row.getBoolean("waits") ? row.getLong("agent_log_id") : 0L)
                .findFirst()
                .filter(id -> id > 0);
    }

    private static long insert(Handle handle, Schema schema, CallKeys keys, long since) {
        return handle.createUpdate("""
                        INSERT INTO <agent_log>
                               (user, server_ip, event_time, lead_id, campaign_id, pause_epoch, pause_sec, wait_epoch,
                                user_group <type>)
                        VALUES (:user, :server, FROM_UNIXTIME(:since), <nobody>, :campaign, :since, 0, :since,
                                :group <system>)
                        """)
                .define(
                        "nobody",
                        schema.column("agent_log", "lead_id").orElseThrow().nullable() ? "NULL" : "0")
                .define("type", schema.when("agent_log", "pause_type", ", pause_type"))
                .define("system", schema.when("agent_log", "pause_type", ", 'SYSTEM'"))
                .bind("user", keys.lineUser())
                .bind("server", keys.serverIp())
                .bind("since", since)
                .bind("campaign", schema.storable("agent_log", "campaign_id", keys.loginCampaign()))
                .bind("group", schema.storable("agent_log", "user_group", keys.userGroup()))
                .executeAndReturnGeneratedKeys("agent_log_id")
                .mapTo(Long.class)
                .one();
    }

    /** The talk is over, and the line waits again, unless it has a newer row already. */
    static void end(Handle handle, Schema schema, CallKeys keys, String status, long endEpoch) {
        int ended = handle.createUpdate("""
                        UPDATE <agent_log>
                           SET talk_sec    = LEAST(:max, GREATEST(0, :end - CAST(talk_epoch AS SIGNED))),
                               dispo_epoch = GREATEST(:end, talk_epoch),
                               dispo_sec   = 0,
                               status      = :status,
                               uniqueid    = :uniqueid
                         WHERE agent_log_id = :id
                           AND user = :user
                           AND status IS NULL
                        """)
                .bind("max", SECONDS_MAX)
                .bind("end", endEpoch)
                .bind("status", status)
                .bind("uniqueid", keys.uniqueId())
                .bind("id", keys.agentLogId())
                .bind("user", keys.lineUser())
                .execute();
        boolean newer = handle.createQuery(
                        "SELECT 1 FROM <agent_log> WHERE user = :user AND agent_log_id > :id LIMIT 1")
                .bind("user", keys.lineUser())
                .bind("id", keys.agentLogId())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
        if (ended > 0 && !newer) {
            long _ = insert(handle, schema, keys, endEpoch);
        }
    }
}
