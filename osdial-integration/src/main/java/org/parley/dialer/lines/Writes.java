package org.parley.dialer.lines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.lines.OurAgents.Ours;
import org.parley.dialer.lines.OurAgents.Remote;
import org.parley.dialer.lines.Tables.Worked;

/** The statements that change what the dialer knows of our agents; each guarded by what it expects to find. */
final class Writes {
    /** Statuses that Parley writes by itself, with their names; whether a person answered is true of all. */
    private static final Map<String, String> STATUSES = statuses();

    private static final String OURS = " WHERE user_start = :start AND server_ip = :server";

    private Writes() {}

    private static Map<String, String> statuses() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("XFER", "Call transferred");
        names.put("RAXFER", "Remote agent transferred");
        names.put("NI", "Not interested");
        names.put("CALLBK", "Call back");
        names.put("CBHOLD", "Call back hold");
        names.put("DNC", "Do not call");
        return names;
    }

    /** What is missing for that wish, ours first and the remote agent last: half of it serves nobody by mistake. */
    static List<Change> add(Handle handle, Tables tables, AgentWish wish) {
        List<Change> changes = new ArrayList<>();
        changes.add(own(wish));
        for (int i = 0; i < wish.lines(); i++) {
            changes.addAll(user(tables, wish, String.valueOf(Long.parseLong(wish.userStart()) + i), i + 1));
        }
        for (String group : wish.inGroups()) {
            changes.add(tables.insert(
                    "in-group " + group + " for " + wish.userStart(),
                    "inbound_group_agents",
                    ordered("user", wish.userStart(), "group_id", group, "group_rank", 0, "group_weight", 0),
                    List.of("user", "group_id")));
        }
        STATUSES.forEach((status, name) -> changes.add(tables.insert(
                "status " + status,
                "statuses",
                ordered("status", status, "status_name", name, "selectable", "Y", "human_answered", "Y"),
                List.of("status"))));
        changes.add(tables.insert(
                "remote agent " + wish.userStart(),
                "remote_agents",
                ordered(
                        "user_start",
                        wish.userStart(),
                        "number_of_lines",
                        wish.lines(),
                        "server_ip",
                        wish.serverIp(),
                        "conf_exten",
                        wish.extension(),
                        "status",
                        wish.active() ? "ACTIVE" : "INACTIVE",
                        "campaign_id",
                        wish.campaign(),
                        "closer_campaigns",
                        wish.closerCampaigns()),
                List.of("user_start", "server_ip")));
        return changes.stream().filter(change -> isMissing(handle, change)).toList();
    }

    /** A statement is missing if the row that it guards against is not there. */
    private static boolean isMissing(Handle handle, Change change) {
        int guard = change.sql().indexOf("NOT EXISTS (");
        if (guard < 0) {
            return true;
        }
        String look = change.sql()
                .substring(guard + "NOT EXISTS (".length(), change.sql().length() - 1);
        return handle.createQuery(look)
                .bindMap(change.values())
                .mapTo(Integer.class)
                .findFirst()
                .isEmpty();
    }

    private static Change own(AgentWish wish) {
        return new Change(
                "Parley's own note of the agent",
                """
                INSERT INTO parley_agent (user_start, server_ip, number_of_lines, extension, campaign, script, state,
                                          changed_at)
                VALUES (:start, :server, :lines, :extension, :campaign, :script, :state, NOW())
                    ON DUPLICATE KEY UPDATE server_ip = VALUES(server_ip), number_of_lines = VALUES(number_of_lines),
                       extension = VALUES(extension), campaign = VALUES(campaign), script = VALUES(script),
                       state = VALUES(state), held_lines = NULL, held_reason = '', changed_at = NOW()""",
                ordered(
                        "start",
                        wish.userStart(),
                        "server",
                        wish.serverIp(),
                        "lines",
                        wish.lines(),
                        "extension",
                        wish.extension(),
                        "campaign",
                        wish.campaign(),
                        "script",
                        wish.script(),
                        "state",
                        wish.active() ? "ACTIVE" : "PAUSED"));
    }

    /** Nobody can log in as a line: its password is known to nobody. */
    static List<Change> user(Tables tables, AgentWish wish, String user, int number) {
        List<Change> changes = new ArrayList<>();
        changes.add(tables.insert(
                "user " + user,
                "users",
                ordered(
                        "user",
                        user,
                        "pass",
                        new Worked("LEFT(SHA2(CONCAT(UUID(), RAND(), RAND()), 256), 10)"),
                        "full_name",
                        "AI %s %d".formatted(wish.script(), number),
                        "user_level",
                        1,
                        "user_group",
                        wish.userGroup(),
                        "phone_login",
                        "",
                        "phone_pass",
                        "",
                        "closer_campaigns",
                        wish.closerCampaigns(),
                        "active",
                        "Y"),
                List.of("user")));
        return changes;
    }

    /** Users that an earlier removal has put to rest. */
    static List<Change> wake(Tables tables, String first, int lines) {
        if (!tables.schema().has("users", "active")) {
            return List.of();
        }
        return List.of(tables.change(
                "users active again",
                "UPDATE <users> SET active = 'Y' WHERE user IN (" + places(lines) + ") AND active = 'N'",
                users(first, lines)));
    }

    static List<Change> rest(Tables tables, String first, int lines) {
        if (!tables.schema().has("users", "active")) {
            return List.of();
        }
        return List.of(tables.change(
                "users no longer active; their rows stay for the reports",
                "UPDATE <users> SET active = 'N' WHERE user IN (" + places(lines) + ") AND active = 'Y'",
                users(first, lines)));
    }

    private static String places(int lines) {
        StringBuilder places = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            places.append(i == 0 ? ":u" : ", :u").append(i);
        }
        return places.toString();
    }

    private static Map<String, Object> users(String first, int lines) {
        Map<String, Object> users = new LinkedHashMap<>();
        for (int i = 0; i < lines; i++) {
            users.put("u" + i, String.valueOf(Long.parseLong(first) + i));
        }
        return users;
    }

    /**
     * What the dialer is told, if it is still told what we have seen.
     *
     * @return whether it was
     */
    static boolean tell(Handle handle, Tables tables, Ours agent, Remote seen, boolean active, int lines) {
        return tables.change(
                                "what the dialer is told",
                                """
                        UPDATE <remote_agents>
                           SET status = :status, number_of_lines = :lines
                        """ + OURS + " AND status = :seen_status AND number_of_lines = :seen_lines",
                                ordered(
                                        "status",
                                        active ? "ACTIVE" : "INACTIVE",
                                        "lines",
                                        lines,
                                        "start",
                                        agent.userStart(),
                                        "server",
                                        agent.serverIp(),
                                        "seen_status",
                                        seen.active() ? "ACTIVE" : "INACTIVE",
                                        "seen_lines",
                                        seen.lines()))
                        .carryOut(handle)
                > 0;
    }

    /** What the admin wants of it. */
    static void note(Handle handle, Ours agent, String state, int lines) {
        new Change(
                        "what the admin wants",
                        "UPDATE parley_agent SET state = :state, number_of_lines = :lines, changed_at = NOW()" + OURS,
                        ordered("state", state, "lines", lines, "start", agent.userStart(), "server", agent.serverIp()))
                .carryOut(handle);
    }

    /** To how many lines the host has cut it; below 0 for not at all. */
    static void hold(Handle handle, Ours agent, int lines, String reason) {
        new Change(
                        "what the host keeps back",
                        "UPDATE parley_agent SET held_lines = NULLIF(:lines, -1), held_reason = :reason,"
                                + " changed_at = NOW()" + OURS,
                        ordered(
                                "lines",
                                Math.max(-1, lines),
                                "reason",
                                reason.length() <= 255 ? reason : reason.substring(0, 255),
                                "start",
                                agent.userStart(),
                                "server",
                                agent.serverIp()))
                .carryOut(handle);
    }

    /**
     * Takes an idle line out of routing: its heartbeat alone would leave it there for up to 75 s at OSDial, and come
     * and go at VICIdial. Only a line that the daemon does not keep, which else made it READY again. The daemon then
     * deletes the row.
     */
    static boolean takeOut(Handle handle, Tables tables, Ours agent, int index) {
        return line(
                handle,
                tables,
                agent,
                index,
                "PAUSED",
                "READY",
                "(ra.status = 'INACTIVE' OR ra.number_of_lines <= :index)");
    }

    /** Gives a line back whose row the daemon has not deleted yet. */
    static boolean giveBack(Handle handle, Tables tables, Ours agent, int index) {
        return line(
                handle,
                tables,
                agent,
                index,
                "READY",
                "PAUSED",
                "ra.status = 'ACTIVE' AND ra.number_of_lines > :index");
    }

    private static boolean line(
            Handle handle, Tables tables, Ours agent, int index, String status, String seen, String kept) {
        return tables.change(
                                "a line of " + agent.userStart(),
                                """
                        UPDATE <live_agents>
                           SET status = :status %s
                         WHERE user = :user
                           AND server_ip = :server
                           AND extension = :extension
                           AND status = :seen
                           AND COALESCE(callerid, '') = ''
                           AND COALESCE(uniqueid, '') = ''
                           AND EXISTS (SELECT 1
                                         FROM <remote_agents> ra
                                        WHERE ra.user_start = :start
                                          AND ra.server_ip = :server
                                          AND %s)
                        """.formatted(
                                                tables.schema()
                                                        .when(
                                                                "live_agents",
                                                                "last_state_change",
                                                                ", last_state_change = NOW()"),
                                                kept),
                                ordered(
                                        "status",
                                        status,
                                        "user",
                                        agent.user(index),
                                        "server",
                                        agent.serverIp(),
                                        "extension",
                                        "R/" + agent.user(index),
                                        "seen",
                                        seen,
                                        "start",
                                        agent.userStart(),
                                        "index",
                                        index))
                        .carryOut(handle)
                > 0;
    }

    /** The last of it: the dialer forgets the agent, the users stay. */
    static List<Change> remove(Tables tables, Ours agent, int lines) {
        Map<String, Object> key = ordered("start", agent.userStart(), "server", agent.serverIp());
        List<Change> changes = new ArrayList<>();
        changes.add(tables.change(
                "in-groups",
                "DELETE FROM <inbound_group_agents> WHERE user = :start",
                ordered("start", agent.userStart())));
        changes.addAll(rest(tables, agent.userStart(), lines));
        changes.add(
                tables.change("remote agent", "DELETE FROM <remote_agents>" + OURS + " AND status = 'INACTIVE'", key));
        return changes;
    }

    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }
}
