package org.parley.dialer.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.parley.dialer.reports.Difference.Kind;

/** The call's row in the agent's log: without it, or with its talk left open, the agents' reports lack the call. */
final class AgentLogLook {
    private final Look look;

    AgentLogLook(Look look) {
        this.look = look;
    }

    /** The epoch is 0 where the row has none. */
    private record Row(long id, boolean complete, long talkEpoch) {}

    void look() {
        if (!look.keys.hasLine() || !look.schema.has("agent_log") || look.keys.leadId() == 0) {
            return;
        }
        Optional<Row> row = find("agent_log_id = :agentlog AND COALESCE(uniqueid, '') IN ('', :uniqueid)")
                .or(() -> find("lead_id = :lead AND uniqueid = :uniqueid"));
        if (row.isEmpty()) {
            missing();
        } else if (!row.get().complete()) {
            open(row.get());
        }
    }

    private Optional<Row> find(String which) {
        return look.query("""
                        SELECT agent_log_id, COALESCE(talk_epoch, 0) AS talk_epoch,
                               status IS NOT NULL AND talk_epoch IS NOT NULL AND dispo_epoch IS NOT NULL AS complete
                          FROM <agent_log>
                         WHERE user = :user
                           AND\s""" + which + "\n ORDER BY agent_log_id LIMIT 1")
                .map((row, context) -> row(row))
                .findFirst();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong("agent_log_id"), row.getBoolean("complete"), row.getLong("talk_epoch"));
    }

    private void missing() {
        boolean marks = look.schema.has("agent_log", "lead_called_count");
        boolean type = look.schema.has("agent_log", "pause_type");
        Repair repair = look.repair(
                """
                INSERT INTO <agent_log>
                       (user, server_ip, event_time, lead_id, campaign_id, pause_epoch, pause_sec, wait_epoch, wait_sec,
                        talk_epoch, talk_sec, dispo_epoch, dispo_sec, status, user_group, comments, uniqueid%s%s)
                SELECT :user, :server, FROM_UNIXTIME(:began), :lead, :campaign, :began, 0, :began, 0, :began, :talk,
                       :end, 0, :status, :group, :how, :uniqueid%s%s
                  FROM DUAL
                 WHERE NOT EXISTS (SELECT 1 FROM <agent_log>
                                    WHERE lead_id = :lead AND user = :user AND uniqueid = :uniqueid)
                """.formatted(
                                marks ? ", lead_called_count" : "",
                                type ? ", pause_type" : "",
                                marks ? ", COALESCE((SELECT called_count FROM <list> WHERE lead_id = :lead), 0)" : "",
                                type ? ", 'SYSTEM'" : ""),
                "campaign",
                look.schema.storable("agent_log", "campaign_id", look.keys.loginCampaign()),
                "how",
                look.keys.inbound() ? "INBOUND" : "AUTO");
        look.add(
                Kind.NO_AGENT_LOG,
                "agent_log of " + look.keys.lineUser() + " at " + look.keys.beganEpoch(),
                "absent",
                "%d s of talk, %s".formatted(look.seconds(), look.status),
                repair);
    }

    private void open(Row row) {
        Repair repair = look.repair("""
                UPDATE <agent_log>
                   SET wait_sec    = IF(talk_epoch IS NULL,
                                        LEAST(:max, GREATEST(0, :began - CAST(wait_epoch AS SIGNED))), wait_sec),
                       talk_epoch  = COALESCE(talk_epoch, :began),
                       talk_sec    = :talk,
                       dispo_epoch = talk_epoch + :seconds,
                       dispo_sec   = 0,
                       lead_id     = :lead,
                       uniqueid    = :uniqueid,
                       status      = COALESCE(status, :status)
                 WHERE agent_log_id = :row
                   AND user = :user
                   AND (status IS NULL OR talk_epoch IS NULL OR dispo_epoch IS NULL)
                   AND COALESCE(uniqueid, '') IN ('', :uniqueid)
                """, "row", row.id());
        look.add(
                Kind.OPEN_TALK,
                "agent_log " + row.id(),
                row.talkEpoch() == 0 ? "waiting" : "talking since " + row.talkEpoch(),
                "%d s of talk, %s".formatted(look.seconds(), look.status),
                repair);
    }
}
