package org.parley.dialer.lines;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads the remote agents that are ours, and their lines. Three narrow queries; the tables are small. */
final class OurAgents {
    /** How old a heartbeat may be for routing to take the line, with a second for the clock's ticks. */
    static final long FRESH_SECONDS = 6;

    private OurAgents() {}

    /**
     * One of ours, as we wrote it down.
     *
     * @param heldLines to how many the host has cut it; null when it has not
     */
    record Ours(
            String userStart,
            String serverIp,
            int wanted,
            String extension,
            String campaign,
            String script,
            String state,
            @Nullable Integer heldLines,
            String heldReason) {
        boolean isActive() {
            return state.equals("ACTIVE");
        }

        boolean isRemoved() {
            return state.equals("REMOVED");
        }

        String user(int index) {
            return String.valueOf(Long.parseLong(userStart) + index);
        }
    }

    /** A row of the dialer's remote_agents. */
    record Remote(
            String userStart,
            int lines,
            String serverIp,
            String extension,
            boolean active,
            String campaign,
            String closerCampaigns) {
        boolean isNumeric() {
            return userStart.matches("[1-9]\\d{0,14}");
        }

        long first() {
            return Long.parseLong(userStart);
        }

        /** Whether the dialer's daemon keeps that line alive. */
        boolean keeps(int index) {
            return active && index < lines;
        }
    }

    /**
     * A row of live_agents.
     *
     * @param age seconds since the last heartbeat; below 0 when it is stamped ahead
     * @param since for so many seconds it has had this status; -1 when the dialer does not write that down
     * @param routed whether the call on it is one that the dialer has on its way
     */
    record Live(
            String user,
            String status,
            String code,
            String uniqueId,
            long randomId,
            long age,
            long since,
            boolean routed,
            String routedCampaign) {
        boolean isIdle() {
            return code.isEmpty() && uniqueId.isEmpty();
        }

        boolean isReady() {
            return status.equals("READY") && isIdle();
        }
    }

    static List<Ours> ours(Handle handle) {
        return handle.createQuery("""
                        SELECT user_start, server_ip, number_of_lines, extension, campaign, script, state, held_lines,
                               held_reason
                          FROM parley_agent
                         ORDER BY LENGTH(user_start), user_start
                        """)
                .map((row, context) -> new Ours(
                        row.getString("user_start"),
                        row.getString("server_ip"),
                        row.getInt("number_of_lines"),
                        row.getString("extension"),
                        row.getString("campaign"),
                        row.getString("script"),
                        row.getString("state"),
                        row.getObject("held_lines", Integer.class),
                        row.getString("held_reason")))
                .list();
    }

    static Optional<Ours> ours(Handle handle, String userStart) {
        return ours(handle).stream()
                .filter(agent -> agent.userStart().equals(userStart))
                .findFirst();
    }

    static List<Remote> remotes(Handle handle, Tables tables) {
        return handle.createQuery(tables.sql("""
                        SELECT user_start, number_of_lines, server_ip, conf_exten, status, campaign_id, closer_campaigns
                          FROM <remote_agents>
                         ORDER BY remote_agent_id
                        """))
                .map((row, context) -> new Remote(
                        text(row, "user_start"),
                        row.getInt("number_of_lines"),
                        text(row, "server_ip"),
                        text(row, "conf_exten"),
                        "ACTIVE".equals(row.getString("status")),
                        text(row, "campaign_id"),
                        text(row, "closer_campaigns")))
                .list();
    }

    static Optional<Remote> remoteOf(List<Remote> remotes, Ours agent) {
        return remotes.stream()
                .filter(remote -> remote.userStart().equals(agent.userStart())
                        && remote.serverIp().equals(agent.serverIp()))
                .findFirst();
    }

    /** The lines of one server by their user. */
    static Map<String, Live> live(Handle handle, Tables tables, String serverIp) {
        Map<String, Live> lines = new HashMap<>();
        // Vicidial's time of the last change is left as it was when a call is routed to the line; OSDial has none
        String since = tables.schema()
                .when(
                        "live_agents",
                        "last_state_change",
                        "CASE WHEN la.status NOT IN ('QUEUE') THEN la.last_state_change END");
        if (since.isEmpty()) {
            since = "CASE la.status WHEN 'INCALL' THEN la.last_call_time WHEN 'READY' THEN la.last_call_finish END";
        }
        handle.createQuery(tables.sql("""
                        SELECT la.user, la.status, la.callerid, la.uniqueid, la.random_id,
                               UNIX_TIMESTAMP() - UNIX_TIMESTAMP(la.last_update_time) AS age,
                               UNIX_TIMESTAMP() - NULLIF(UNIX_TIMESTAMP(MAX(SINCE)), 0) AS since,
                               MAX(ac.auto_call_id) AS routed, MAX(ac.campaign_id) AS routed_campaign
                          FROM <live_agents> la
                          LEFT JOIN <auto_calls> ac ON ac.callerid = la.callerid AND la.callerid LIKE '_%'
                         WHERE la.server_ip = :server
                           AND la.extension LIKE 'R/%'
                         GROUP BY la.live_agent_id, la.user, la.status, la.callerid, la.uniqueid, la.random_id,
                                  la.last_update_time
                        """.replace("SINCE", since)))
                .bind("server", serverIp)
                .map((row, context) -> live(row))
                .forEach(line -> lines.put(line.user(), line));
        return lines;
    }

    private static Live live(ResultSet row) throws SQLException {
        return new Live(
                text(row, "user"),
                text(row, "status"),
                text(row, "callerid"),
                text(row, "uniqueid"),
                row.getLong("random_id"),
                row.getLong("age"),
                row.getObject("since") == null ? -1 : Math.max(0, row.getLong("since")),
                row.getObject("routed") != null,
                text(row, "routed_campaign"));
    }

    /** Everything about ours that an admin may want to see. */
    static List<AgentView> views(Handle handle, Tables tables) {
        List<AgentView> views = new ArrayList<>();
        List<Remote> remotes = remotes(handle, tables);
        Map<String, Map<String, Live>> live = new HashMap<>();
        for (Ours agent : ours(handle)) {
            if (agent.isRemoved()) {
                continue;
            }
            Optional<Remote> remote = remoteOf(remotes, agent);
            Map<String, Live> lines = live.computeIfAbsent(agent.serverIp(), server -> live(handle, tables, server));
            int known = Math.max(agent.wanted(), remote.map(Remote::lines).orElse(0));
            List<LineView> shown = new ArrayList<>();
            for (int i = 0; i < known; i++) {
                Live line = lines.get(agent.user(i));
                if (i < agent.wanted() || line != null) {
                    shown.add(view(agent, remote, i, line));
                }
            }
            views.add(new AgentView(
                    agent.userStart(),
                    agent.wanted(),
                    remote.filter(Remote::active).map(Remote::lines).orElse(0),
                    agent.serverIp(),
                    agent.extension(),
                    agent.campaign(),
                    remote.map(Remote::closerCampaigns)
                            .orElse("")
                            .replaceFirst(" -$", "")
                            .strip(),
                    agent.script(),
                    agent.state(),
                    agent.heldLines() == null ? "" : agent.heldReason(),
                    shown));
        }
        return views;
    }

    private static LineView view(Ours agent, Optional<Remote> remote, int index, @Nullable Live line) {
        String user = agent.user(index);
        boolean kept = remote.isPresent() && remote.get().keeps(index);
        String off = off(agent, remote);
        if (line == null) {
            String why =
                    kept ? "not made yet: the dialer's AST_VDremote_agents on " + agent.serverIp() + " does that" : off;
            return new LineView(user, "-", why, false, "", -1);
        }
        boolean fresh = line.age() <= FRESH_SECONDS;
        String why = switch (line.status()) {
            case "READY" -> {
                if (!line.isIdle()) {
                    yield "being cleared after a call";
                }
                yield fresh
                        ? kept ? "waits for a call" : "about to be taken out: " + off
                        : "no heartbeat for " + line.age() + " s, so no calls: is AST_VDremote_agents running on "
                                + agent.serverIp() + "?";
            }
            case "QUEUE" -> "call %s of %s is on its way".formatted(line.code(), line.routedCampaign());
            case "INCALL" ->
                line.routed()
                        ? "call %s of %s".formatted(line.code(), line.routedCampaign())
                        : "its call has ended; the line is being cleared";
            case "PAUSED" -> kept ? "about to come back" : off;
            default -> "";
        };
        return new LineView(user, line.status(), why, line.isReady() && fresh, line.code(), line.since());
    }

    private static String off(Ours agent, Optional<Remote> remote) {
        if (remote.isEmpty()) {
            return "its row in remote_agents is gone; ./parley agents add writes it again";
        }
        if (agent.heldLines() != null) {
            return "kept back by the host: " + agent.heldReason();
        }
        return agent.isActive() ? "more lines than remote_agents has" : "paused; ./parley agents resume";
    }

    static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }
}
