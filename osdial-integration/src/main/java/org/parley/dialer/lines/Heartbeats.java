package org.parley.dialer.lines;

import static org.parley.dialer.lines.Writes.ordered;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.lines.OurAgents.Live;
import org.parley.dialer.lines.OurAgents.Ours;
import org.parley.dialer.lines.OurAgents.Remote;
import org.parley.dialer.lines.Tables.Worked;

/** What the dialer's daemon does to lines, as far as they are ours; kinder: no call is ever cleared off its line. */
final class Heartbeats {
    private static final String LINE = """
             WHERE user = :user
               AND server_ip = :server
               AND extension = :extension
            """;

    private final Tables tables;

    Heartbeats(Tables tables) {
        this.tables = tables;
    }

    /** OSDial's programs take a line whose time is ahead; VICIdial's give a new one some time ahead as well. */
    private String freshTime() {
        return tables.schema().isOsdial() ? "NOW() + INTERVAL 60 SECOND" : "NOW()";
    }

    private String stateChange() {
        return tables.schema().when("live_agents", "last_state_change", ", last_state_change = NOW()");
    }

    private static Map<String, Object> key(Ours agent, int index) {
        return ordered("user", agent.user(index), "server", agent.serverIp(), "extension", "R/" + agent.user(index));
    }

    /** The line lives, and has what the remote agent says; with a call on it only its life is told. */
    void beat(Handle handle, Ours agent, Remote told, int index, long number) {
        Map<String, Object> values = key(agent, index);
        values.put("number", number);
        values.put("conf", told.extension());
        values.put("campaign", told.campaign());
        values.put("groups", told.closerCampaigns());
        tables.change("heartbeat", """
                        UPDATE <live_agents>
                           SET conf_exten       = IF(COALESCE(callerid, '') = '', :conf, conf_exten),
                               campaign_id      = IF(COALESCE(callerid, '') = '', :campaign, campaign_id),
                               closer_campaigns = IF(COALESCE(callerid, '') = '', :groups, closer_campaigns),
                               random_id        = :number,
                               last_update_time = %s
                        """.formatted(freshTime()) + LINE, values).carryOut(handle);
    }

    void make(Handle handle, Ours agent, Remote told, int index, long number) {
        String user = agent.user(index);
        String method = first(handle, "SELECT dial_method FROM <campaigns> WHERE campaign_id = :key", told.campaign());
        String level = first(handle, "SELECT user_level FROM <users> WHERE user = :key", agent.userStart());
        boolean byHand = method.equals("MANUAL") || method.equals("INBOUND_MAN");
        Worked now = new Worked("NOW()");
        tables.insert(
                        "line " + user,
                        "live_agents",
                        ordered(
                                "user",
                                user,
                                "server_ip",
                                agent.serverIp(),
                                "conf_exten",
                                told.extension(),
                                "extension",
                                "R/" + user,
                                "status",
                                "READY",
                                "lead_id",
                                0,
                                "campaign_id",
                                told.campaign(),
                                "uniqueid",
                                "",
                                "callerid",
                                "",
                                "channel",
                                "",
                                "random_id",
                                number,
                                "last_call_time",
                                now,
                                "last_update_time",
                                new Worked(freshTime()),
                                "last_call_finish",
                                now,
                                "closer_campaigns",
                                told.closerCampaigns(),
                                "user_level",
                                level.matches("\\d{1,3}") ? Integer.parseInt(level) : 1,
                                "comments",
                                "REMOTE",
                                "last_state_change",
                                now,
                                "outbound_autodial",
                                byHand ? "N" : "Y",
                                "ra_user",
                                agent.userStart(),
                                "last_inbound_call_time",
                                now,
                                "last_inbound_call_finish",
                                now),
                        List.of("user", "server_ip"))
                .carryOut(handle);
    }

    /** VICIdial routes in-groups by a table of their own. */
    void joinInGroups(Handle handle, Ours agent, Remote told, int index) {
        if (tables.schema().isOsdial() || !tables.schema().has("live_inbound_agents")) {
            return;
        }
        for (String group : told.closerCampaigns().strip().split(" +", -1)) {
            if (!group.isEmpty() && !group.equals("-")) {
                tables.insert(
                                "in-group " + group,
                                "live_inbound_agents",
                                ordered(
                                        "user",
                                        agent.user(index),
                                        "group_id",
                                        group,
                                        "group_weight",
                                        0,
                                        "calls_today",
                                        0,
                                        "last_call_time",
                                        new Worked("NOW()"),
                                        "last_call_finish",
                                        new Worked("NOW()")),
                                List.of("user", "group_id"))
                        .carryOut(handle);
            }
        }
    }

    /** A line whose call is no longer on its way is free, in one statement. */
    void release(Handle handle, Ours agent, int index, Live line, boolean kept) {
        Map<String, Object> values = key(agent, index);
        values.put("code", line.code());
        values.put("uniqueid", line.uniqueId());
        values.put("status", kept ? "READY" : "PAUSED");
        tables.change("line free again", """
                        UPDATE <live_agents>
                           SET status           = :status,
                               lead_id          = 0,
                               uniqueid         = '',
                               callerid         = '',
                               channel          = '',
                               last_call_finish = NOW()
                        """ + stateChange() + "\n" + LINE + """
                               AND uniqueid = :uniqueid
                               AND COALESCE(callerid, '') = :code
                               AND NOT EXISTS (SELECT 1
                                                 FROM <auto_calls> ac
                                                WHERE ac.uniqueid = :uniqueid
                                                   OR (ac.callerid = :code AND :code <> ''))
                        """, values)
                .carryOut(handle);
    }

    /** How a line leaves: nobody keeps it, and it has no call. */
    void delete(Handle handle, Ours agent, int index) {
        Map<String, Object> values = key(agent, index);
        int gone = tables.change(
                        "line gone",
                        "DELETE FROM <live_agents>\n" + LINE
                                + " AND status = 'PAUSED' AND COALESCE(callerid, '') = ''"
                                + " AND COALESCE(uniqueid, '') = ''",
                        values)
                .carryOut(handle);
        if (gone > 0 && !tables.schema().isOsdial() && tables.schema().has("live_inbound_agents")) {
            tables.change(
                            "in-groups left",
                            "DELETE FROM <live_inbound_agents> WHERE user = :user",
                            ordered("user", agent.user(index)))
                    .carryOut(handle);
        }
    }

    private record Queued(long line, long lead, String uniqueId, boolean inbound, String group) {}

    /** A call that has reached its line, and whose host has not said so: line, log and lead know it then. */
    void promote(Handle handle, Ours agent, int index, Live line) {
        List<Queued> queued = new ArrayList<>(handle.createQuery(tables.sql("""
                        SELECT la.live_agent_id, la.lead_id, la.uniqueid, ac.call_type, ac.campaign_id
                          FROM <live_agents> la
                          JOIN <auto_calls> ac ON ac.uniqueid = la.uniqueid AND ac.channel = la.channel
                         WHERE la.user = :user
                           AND la.server_ip = :server
                           AND la.extension = :extension
                           AND la.status = 'QUEUE'
                        """))
                .bindMap(key(agent, index))
                .map((row, context) -> new Queued(
                        row.getLong("live_agent_id"),
                        row.getLong("lead_id"),
                        OurAgents.text(row, "uniqueid"),
                        "IN".equals(row.getString("call_type")),
                        OurAgents.text(row, "campaign_id")))
                .list());
        for (Queued call : queued) {
            Map<String, Object> values = ordered(
                    "line", call.line(),
                    "code", line.code(),
                    "lead", call.lead(),
                    "uniqueid", call.uniqueId(),
                    "group", call.group(),
                    "user", agent.user(index));
            int taken = tables.change(
                            "line in call",
                            """
                            UPDATE <live_agents>
                               SET status = 'INCALL', last_call_time = NOW(), comments = 'REMOTE',
                                   calls_today = calls_today + 1
                            """ + stateChange()
                                    + " WHERE live_agent_id = :line AND callerid = :code AND status = 'QUEUE'",
                            values)
                    .carryOut(handle);
            if (taken == 0) {
                continue;
            }
            tables.change(
                            "log with agent",
                            call.inbound()
                                    ? "UPDATE <closer_log> SET status = 'XFER', user = :user, comments = 'REMOTE'"
                                            + " WHERE lead_id = :lead AND uniqueid = :uniqueid AND campaign_id = :group"
                                            + " AND status IN ('QUEUE', 'XFER') ORDER BY closecallid DESC LIMIT 1"
                                    : "UPDATE <log> SET status = 'XFER', user = :user, comments = 'REMOTE'"
                                            + " WHERE uniqueid = :uniqueid AND lead_id = :lead"
                                            + " AND status IN ('QUEUE', 'XFER')",
                            values)
                    .carryOut(handle);
            tables.change(
                            "lead with agent",
                            "UPDATE <list> SET status = 'XFER', user = :user WHERE lead_id = :lead",
                            values)
                    .carryOut(handle);
        }
    }

    private String first(Handle handle, String sql, String key) {
        return handle.createQuery(tables.sql(sql))
                .bind("key", key)
                .map((row, context) -> {
                    String value = row.getString(1);
                    return value == null ? "" : value;
                })
                .findFirst()
                .orElse("");
    }
}
