package org.parley.dialer;

import static org.parley.dialer.DialerDatabase.SERVER;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.NativeDialer.DaemonDied;

/** The daemon of remote agents, a loop every 2 s, and what other programs do to its lines. */
final class NativeDaemon {
    private final NativeDialer natives;

    NativeDaemon(NativeDialer natives) {
        this.natives = natives;
    }

    /** Lines that were paused go, and those with a call that has reached them are promoted. */
    void everyFifthLoop() {
        natives.run(handle -> {
            if (!natives.isOsdial()) {
                handle.execute(
                        "DELETE FROM <live_inbound_agents> WHERE user IN (SELECT user FROM <live_agents>"
                                + " WHERE server_ip = ? AND status = 'PAUSED' AND extension LIKE 'R/%')",
                        SERVER);
            }
            handle.execute(
                    "DELETE FROM <live_agents> WHERE server_ip = ? AND status = 'PAUSED'" + " AND extension LIKE 'R/%'",
                    SERVER);
            rows(handle, """
                    SELECT la.live_agent_id AS id, la.user, la.lead_id, la.uniqueid, ac.call_type, ac.campaign_id
                      FROM <live_agents> la
                      JOIN <auto_calls> ac ON ac.uniqueid = la.uniqueid AND ac.channel = la.channel
                     WHERE la.status = 'QUEUE' AND la.extension LIKE 'R/%' AND la.server_ip = ?""", SERVER).forEach(line -> promote(handle, line));
            return true;
        });
    }

    private void promote(Handle handle, Row line) {
        boolean osdial = natives.isOsdial();
        boolean inbound = line.get("call_type").equals("IN");
        String calls = osdial
                ? "(SELECT n FROM (SELECT calls_today + 1 AS n FROM <live_agents> WHERE extension LIKE 'R/%' LIMIT 1) any_line)"
                : "calls_today + 1";
        handle.execute(
                "UPDATE <live_agents> SET status = 'INCALL', last_call_time = NOW(), comments = 'REMOTE',"
                        + " calls_today = " + calls + (osdial ? "" : ", last_state_change = NOW()")
                        + " WHERE live_agent_id = ?",
                line.get("id"));
        int logged;
        if (inbound) {
            logged = handle.execute(
                    "UPDATE <closer_log> SET status = 'XFER', user = ?, comments = 'REMOTE'"
                            + (osdial
                                    ? " WHERE uniqueid = ? AND server_ip = '" + SERVER + "' AND status NOT LIKE 'V%'"
                                    : " WHERE uniqueid = ? AND lead_id = " + line.get("lead_id")
                                            + " ORDER BY closecallid DESC LIMIT 1"),
                    line.get("user"),
                    line.get("uniqueid"));
        } else {
            logged = handle.execute(
                    "UPDATE <log> SET status = 'XFER', user = ?, comments = 'REMOTE' WHERE uniqueid = ?"
                            + (osdial ? " AND server_ip = '" + SERVER + "' AND status NOT LIKE 'V%'" : ""),
                    line.get("user"),
                    line.get("uniqueid"));
        }
        if (logged > 0 || !osdial) {
            handle.execute(
                    "UPDATE <list> SET status = 'XFER', user = ? WHERE lead_id = ?",
                    line.get("user"),
                    line.get("lead_id"));
        }
        if (inbound && !osdial) {
            String counter = natives.schema().has("live_inbound_agents", "calls_today_filtered")
                    ? "calls_today_filtered"
                    : "calls_today";
            for (String role : List.of("live_inbound_agents", "inbound_group_agents")) {
                handle.execute(
                        "UPDATE <" + role + "> SET " + counter + " = " + counter + " + 1 WHERE user = ?"
                                + " AND group_id = ?",
                        line.get("user"),
                        line.get("campaign_id"));
            }
        }
    }

    /** A heartbeat for each line that there shall be, a row for each that is missing; then the ended calls' lines. */
    void everyLoop() {
        natives.run(handle -> {
            List<String> active = new ArrayList<>();
            rows(handle, "SELECT * FROM <remote_agents> WHERE server_ip = ? AND status = 'ACTIVE'", SERVER)
                    .forEach(agent -> {
                        for (int n = 0; n < Integer.parseInt(agent.get("number_of_lines")); n++) {
                            String user = String.valueOf(Long.parseLong(agent.get("user_start")) + n);
                            active.add(user);
                            line(handle, agent, user);
                        }
                    });
            if (natives.isOsdial()) {
                handle.execute(
                        "UPDATE <live_agents> SET status = 'PAUSED' WHERE server_ip = ? AND status = 'INCALL'"
                                + " AND extension LIKE 'R/%' AND lead_id = 0 AND uniqueid = '' AND callerid = ''",
                        SERVER);
            }
            List<Row> dead = rows(handle, """
                    SELECT live_agent_id AS id, user, uniqueid, callerid FROM <live_agents> la
                     WHERE server_ip = ? AND extension LIKE 'R/%' AND uniqueid > 10
                       AND NOT EXISTS (SELECT 1 FROM <auto_calls> ac WHERE ac.uniqueid = la.uniqueid)
                    """, SERVER);
            dead.forEach(line -> wipe(handle, line, active.contains(line.get("user"))));
            return true;
        });
    }

    private void line(Handle handle, Row agent, String user) {
        boolean osdial = natives.isOsdial();
        String groups = agent.get("closer_campaigns");
        String time = osdial ? ", last_update_time = NOW() + INTERVAL 60 SECOND" : "";
        long random = 10_000_000 + (long) (Math.random() * 9_000_000);
        List<Row> same = rows(
                handle,
                "SELECT campaign_id, conf_exten, closer_campaigns FROM <live_agents> WHERE user = ? AND server_ip = ?",
                user,
                SERVER);
        if (same.isEmpty()) {
            insert(handle, agent, user, random);
        } else if (same.getFirst().get("campaign_id").equals(agent.get("campaign_id"))
                && same.getFirst().get("conf_exten").equals(agent.get("conf_exten"))
                && (osdial || groups.equals(same.getFirst().get("closer_campaigns")))) {
            handle.execute(
                    "UPDATE <live_agents> SET random_id = ?" + time + " WHERE user = ? AND server_ip = ?",
                    random,
                    user,
                    SERVER);
        } else {
            handle.execute(
                    "UPDATE <live_agents> SET random_id = ?, campaign_id = ?, conf_exten = ?, closer_campaigns = ?,"
                            + " status = 'READY'" + time + " WHERE user = ? AND server_ip = ?",
                    random,
                    agent.get("campaign_id"),
                    agent.get("conf_exten"),
                    groups,
                    user,
                    SERVER);
        }
        if (!osdial) {
            for (String group : groups.strip().split(" ", -1)) {
                if (!group.equals("-") && !group.isEmpty()) {
                    handle.execute(
                            "INSERT IGNORE INTO <live_inbound_agents> (user, group_id, group_weight, calls_today,"
                                    + " last_call_time, last_call_finish) VALUES (?, ?, 0, 0, NOW(), NOW())",
                            user,
                            group);
                }
            }
        }
    }

    private void insert(Handle handle, Row agent, String user, long random) {
        boolean osdial = natives.isOsdial();
        handle.execute(
                """
                INSERT INTO <live_agents> (user, server_ip, conf_exten, extension, status, campaign_id, random_id,
                       last_call_time, last_update_time, last_call_finish, closer_campaigns, channel, uniqueid,
                       callerid, user_level, comments %s)
                VALUES (?, ?, ?, ?, 'READY', ?, ?, NOW(), NOW() + INTERVAL %d SECOND, NOW(), ?, '', '', '', ?, 'REMOTE' %s)
                """.formatted(
                                osdial ? "" : ", last_state_change, outbound_autodial, ra_user, lead_id",
                                osdial ? 60 : 10,
                                osdial ? "" : ", NOW(), 'Y', '" + agent.get("user_start") + "', 0"),
                user,
                SERVER,
                agent.get("conf_exten"),
                "R/" + user,
                agent.get("campaign_id"),
                random,
                agent.get("closer_campaigns"),
                osdial ? 7 : 1);
        if (osdial) {
            for (String event : List.of("AGENT_LOGIN", "AGENT_PAUSE", "AGENT_UNPAUSE")) {
                handle.execute(
                        "INSERT INTO <events> (event_time, server_ip, user, campaign_id, event, data3)"
                                + " VALUES (NOW(), ?, ?, ?, ?, ?)",
                        SERVER,
                        user,
                        agent.get("campaign_id"),
                        event,
                        agent.get("conf_exten"));
            }
        }
    }

    /** Two statements: between them the line is neither busy nor ready. */
    private void wipe(Handle handle, Row line, boolean active) {
        if (natives.isOsdial() && !ended(handle, line)) {
            throw new DaemonDied(line.get("uniqueid"));
        }
        handle.execute(
                "UPDATE <live_agents> SET last_call_finish = NOW(), lead_id = '', uniqueid = '', callerid = '',"
                        + " channel = ''" + (natives.isOsdial() ? "" : ", last_state_change = NOW()")
                        + " WHERE live_agent_id = ?",
                line.get("id"));
        handle.execute(
                "UPDATE <live_agents> SET status = ? WHERE live_agent_id = ?",
                active ? "READY" : "PAUSED",
                line.get("id"));
    }

    private static boolean ended(Handle handle, Row line) {
        String code = line.get("callerid");
        return !rows(
                                handle,
                                "SELECT 1 AS n FROM call_log WHERE caller_code = ? AND end_epoch > 10"
                                        + " AND channel NOT LIKE 'Local%'",
                                code)
                        .isEmpty()
                || rows(
                                        handle,
                                        "SELECT 1 AS n FROM call_log WHERE caller_code = ? AND end_epoch > 10"
                                                + " AND channel LIKE 'Local%'",
                                        code)
                                .size()
                        > 1;
    }

    /** Only current VICIdials mind remote agents: a row in the agent's log, and a fresh time by their own writing. */
    void silentLines() {
        if (natives.kind() != DialerDatabase.Kind.VICIDIAL) {
            return;
        }
        natives.run(handle -> {
            String silent = " FROM <live_agents> WHERE last_update_time < NOW() - INTERVAL 30 SECOND";
            List<Row> lines = rows(handle, "SELECT user, campaign_id" + silent);
            lines.forEach(line -> {
                handle.execute(
                        "UPDATE <live_agents> SET pause_code = 'LAGGED', random_id = 10 WHERE user = ?",
                        line.get("user"));
                handle.execute(
                        "INSERT INTO <agent_log> (event_time, campaign_id, user, server_ip, user_group, pause_sec,"
                                + " pause_epoch, wait_epoch, pause_type) VALUES (NOW(), ?, ?, ?, 'ADMIN', 0, UNIX_TIMESTAMP(),"
                                + " UNIX_TIMESTAMP(), 'SYSTEM')",
                        line.get("campaign_id"),
                        line.get("user"),
                        SERVER);
            });
            return handle.execute("UPDATE <live_agents> SET status = 'PAUSED'"
                    + " WHERE last_update_time < NOW() - INTERVAL 30 SECOND");
        });
    }

    private static List<Row> rows(Handle handle, String sql, Object... parameters) {
        var query = handle.createQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.bind(i, parameters[i]);
        }
        return query.map((row, context) -> {
                    Map<String, String> values = new HashMap<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        values.put(row.getMetaData().getColumnLabel(i), String.valueOf((Object) row.getString(i)));
                    }
                    return new Row(values);
                })
                .list();
    }

    /** A row with all its values as text. */
    private record Row(Map<String, String> values) {
        String get(String column) {
            String value = values.get(column);
            if (value == null) {
                throw new IllegalStateException("Expected the column " + column + " in " + values.keySet());
            }
            return value;
        }
    }
}
