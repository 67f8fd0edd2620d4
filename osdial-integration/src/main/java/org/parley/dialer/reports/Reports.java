package org.parley.dialer.reports;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.parley.dialer.DialerException;
import org.parley.dialer.PastCalls;
import org.parley.dialer.schema.Schema;

/** The figures of the dialer's reports, for AI users, from its tables and by its rules. Any thread may ask. */
public final class Reports {
    private static final int QUERY_SECONDS_MAX = 60;
    /** Above it a row of the agents' log is none: a clock was set, or a page was left open. */
    private static final int OSDIAL_SECONDS = 36_000;

    private static final int VICIDIAL_SECONDS = 65_000;
    private static final int DROP_SECONDS_MAX = 6_000;
    /** In an in-group's log: nobody has handled these. */
    private static final List<String> NOT_HANDLED = List.of(
            "DROP", "XDROP", "HXFER", "QVMAIL", "HOLDTO", "LIVE", "QUEUE", "TIMEOT", "AFTHRS", "NANQUE", "IQNANQ",
            "INBND", "MAXCAL");

    private final Jdbi jdbi;
    private final PastCalls calls;
    private final Schema schema;

    private Reports(Jdbi jdbi, PastCalls calls, Schema schema) {
        this.jdbi = jdbi;
        this.calls = calls;
        this.schema = schema;
    }

    /**
     * For the dialer that the database has.
     *
     * @throws DialerException when the database has no dialer's tables, or does not answer
     */
    public static Reports of(Jdbi jdbi, PastCalls calls) {
        try {
            return new Reports(jdbi, calls, jdbi.withHandle(Schema::read));
        } catch (JdbiException e) {
            throw Reconciler.failed("be looked for", e);
        }
    }

    /** What the dialer's clock shows: its reports, and these, go by it. */
    public LocalDateTime now() {
        return run(handle ->
                handle.createQuery("SELECT NOW()").mapTo(LocalDateTime.class).one());
    }

    /** The users of the AI's lines: those of our agents, and those that had calls of ours. */
    public Set<String> users() {
        return run(handle -> {
            Set<String> users = new TreeSet<>(new LineUsers(handle, schema).ofOurAgents());
            users.addAll(calls.users());
            return users;
        });
    }

    /** One line for each of these users who is in the dialer's users and has rows in the agents' log. */
    public List<AgentFigures> agents(Period period, Set<String> users) {
        if (users.isEmpty() || !schema.has("agent_log")) {
            return List.of();
        }
        int most = schema.isOsdial() ? OSDIAL_SECONDS : VICIDIAL_SECONDS;
        String dead = schema.has("agent_log", "dead_sec") ? "SUM(COALESCE(a.dead_sec, 0))" : "0";
        return run(handle -> {
            Map<String, AgentFigures> byUser = new LinkedHashMap<>();
            handle.createQuery("""
                            SELECT a.user, u.full_name, u.user_group, COALESCE(a.status, '') AS status,
                                   COUNT(*) AS row_count, SUM(COALESCE(a.pause_sec, 0)) AS pause,
                                   SUM(COALESCE(a.wait_sec, 0)) AS wait, SUM(COALESCE(a.talk_sec, 0)) AS talk,
                                   SUM(COALESCE(a.dispo_sec, 0)) AS dispo, <dead> AS dead
                              FROM <agent_log> a
                              JOIN <users> u ON u.user = a.user
                             WHERE a.event_time BETWEEN :first AND :last
                               AND a.user IN (<ai_users>)
                               AND COALESCE(a.pause_sec, 0) < :most
                               AND COALESCE(a.wait_sec, 0) < :most
                               AND COALESCE(a.talk_sec, 0) < :most
                               AND COALESCE(a.dispo_sec, 0) < :most
                             GROUP BY a.user, u.full_name, u.user_group, COALESCE(a.status, '')
                             ORDER BY LENGTH(a.user), a.user
                            """)
                    .define("dead", dead)
                    .bind("first", period.first())
                    .bind("last", period.last())
                    .bind("most", most)
                    .bindList("ai_users", users)
                    .map((row, context) -> {
                        String status = LogLook.text(row, "status");
                        long count = status.isEmpty() ? 0 : row.getLong("row_count");
                        long pause = row.getLong("pause");
                        long wait = row.getLong("wait");
                        long talk = row.getLong("talk");
                        long dispo = row.getLong("dispo");
                        return new AgentFigures(
                                row.getString("user"),
                                LogLook.text(row, "full_name"),
                                LogLook.text(row, "user_group"),
                                count,
                                pause + wait + talk + dispo,
                                pause,
                                wait,
                                talk,
                                dispo,
                                row.getLong("dead"),
                                count == 0 ? Map.of() : Map.of(status, count));
                    })
                    .forEach(part -> byUser.merge(part.user(), part, AgentFigures::and));
            return List.copyOf(byUser.values());
        });
    }

    /** All of these together. */
    public static AgentFigures total(List<AgentFigures> agents) {
        return agents.stream().reduce(AgentFigures.none("total", "", ""), AgentFigures::and);
    }

    /** One line for each campaign, then for each in-group, of which these users had calls. */
    public List<CallFigures> calls(Period period, Set<String> users) {
        if (users.isEmpty()) {
            return List.of();
        }
        return run(handle -> {
            KnownStatuses statuses = new KnownStatuses(handle);
            List<CallFigures> all = new ArrayList<>(calls(handle, statuses, period, users, false));
            all.addAll(calls(handle, statuses, period, users, true));
            return List.copyOf(all);
        });
    }

    private List<CallFigures> calls(
            Handle handle, KnownStatuses statuses, Period period, Set<String> users, boolean inGroup) {
        Query query = handle.createQuery("""
                        SELECT campaign_id, COALESCE(status, '') AS status, COUNT(*) AS row_count,
                               SUM(status = 'DROP' AND COALESCE(length_in_sec, 0) <= :dropped) AS drops,
                               SUM(COALESCE(length_in_sec, 0)) AS length, <queue> AS queue,
                               SUM(COALESCE(term_reason, '') = 'CALLER') AS by_caller,
                               SUM(COALESCE(term_reason, '') = 'AGENT') AS by_agent
                          FROM <call_rows>
                         WHERE call_date BETWEEN :first AND :last
                           AND user IN (<ai_users>)
                         GROUP BY campaign_id, COALESCE(status, '')
                         ORDER BY campaign_id
                        """)
                .define("call_rows", schema.table(inGroup ? "closer_log" : "log"))
                .define("queue", inGroup ? "ROUND(SUM(COALESCE(queue_seconds, 0)))" : "0");
        Map<String, CallFigures> byCampaign = new LinkedHashMap<>();
        query.bind("dropped", DROP_SECONDS_MAX)
                .bind("first", period.first())
                .bind("last", period.last())
                .bindList("ai_users", users)
                .map((row, context) -> {
                    String campaign = LogLook.text(row, "campaign_id");
                    String status = LogLook.text(row, "status");
                    long count = row.getLong("row_count");
                    boolean answered = inGroup ? !NOT_HANDLED.contains(status) : statuses.isAnswered(campaign, status);
                    return new CallFigures(
                            inGroup,
                            campaign,
                            count,
                            answered ? count : 0,
                            row.getLong("drops"),
                            row.getLong("length"),
                            row.getLong("queue"),
                            row.getLong("by_caller"),
                            row.getLong("by_agent"),
                            Map.of(status.isEmpty() ? "-" : status, count));
                })
                .forEach(part -> byCampaign.merge(part.campaign(), part, CallFigures::and));
        return List.copyOf(byCampaign.values());
    }

    /** All of these together. */
    public static CallFigures totalOfCalls(List<CallFigures> campaigns) {
        return campaigns.stream().reduce(CallFigures.none(false, "total"), CallFigures::and);
    }

    private <T> T run(Function<Handle, T> work) {
        try {
            return jdbi.withHandle(handle -> work.apply(schema.define(handle)
                    .configure(SqlStatements.class, statements -> statements.setQueryTimeout(QUERY_SECONDS_MAX))));
        } catch (JdbiException e) {
            throw Reconciler.failed("be reported from", e);
        }
    }
}
