package org.parley.dialer.calls;

import java.util.List;
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
        Optional<Long> waiting = newest(handle, keys, since);
        long id = waiting.orElseGet(() -> insert(handle, schema, keys, since));
        handle.createUpdate("""
                        UPDATE <agent_log>
                           SET wait_sec   = LEAST(:max, GREATEST(0, :now - CAST(wait_epoch AS SIGNED))),
                               talk_epoch = :now,
                               lead_id    = :lead,
                               comments   = :how,
                               uniqueid   = :uniqueid
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
                .bind("uniqueid", keys.uniqueId())
                .bind("how", keys.inbound() ? "INBOUND" : "AUTO")
                .bind("id", id)
                .execute();
        return id;
    }

    /**
     * The call's own row, which an earlier attempt may have made; else the newest of the line, if that is the wait
     * before this call.
     */
    private static Optional<Long> newest(Handle handle, CallKeys keys, long since) {
        record Row(long id, boolean own, boolean waits) {}
        List<Row> rows = handle.createQuery("""
                        SELECT agent_log_id, COALESCE(uniqueid = :uniqueid, FALSE) AS own,
                               status IS NULL AND talk_epoch IS NULL AND COALESCE(sub_status, '') = ''
                               AND COALESCE(wait_epoch, 0) BETWEEN :since AND :soon AS waits
                          FROM <agent_log>
                         WHERE user = :user
                         ORDER BY agent_log_id DESC
                         LIMIT 5
                        """)
                .bind("user", keys.lineUser())
                .bind("since", since - 60)
                .bind("soon", keys.beganEpoch() + 60)
                .bind("uniqueid", keys.uniqueId())
                .map((row, context) ->
                        new Row(row.getLong("agent_log_id"), row.getBoolean("own"), row.getBoolean("waits")))
                .list();
        return rows.stream()
                .filter(Row::own)
                .findFirst()
                .or(() -> rows.stream().limit(1).filter(Row::waits).findFirst())
                .map(Row::id);
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
    static void end(Handle handle, Schema schema, CallKeys keys, String status, int seconds) {
        handle.createUpdate("""
                        UPDATE <agent_log>
                           SET talk_sec    = LEAST(:max, :seconds),
                               dispo_epoch = talk_epoch + :seconds,
                               dispo_sec   = 0,
                               status      = :status
                         WHERE agent_log_id = :id
                           AND user = :user
                           AND status IS NULL
                        """)
                .bind("max", SECONDS_MAX)
                .bind("seconds", seconds)
                .bind("status", status)
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
        if (!newer) {
            long _ = insert(handle, schema, keys, keys.beganEpoch() + seconds);
        }
    }
}
