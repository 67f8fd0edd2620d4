package org.parley.dialer.reports;

import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.DialerException;
import org.parley.dialer.schema.Schema;

/** Looks what the dialer dials for the campaigns of our lines; changes nothing. Any thread may ask. */
public final class Outbound {
    private static final int QUERY_SECONDS_MAX = 5;
    private static final int CAMPAIGNS_MAX = 50;

    private final Jdbi jdbi;
    private final Schema schema;

    private Outbound(Jdbi jdbi, Schema schema) {
        this.jdbi = jdbi;
        this.schema = schema;
    }

    /**
     * At the dialer that the database has.
     *
     * @throws DialerException when it has none, or does not answer
     */
    public static Outbound of(Jdbi jdbi) {
        try {
            Schema schema = jdbi.withHandle(Schema::read);
            schema.require(Map.of(
                    "campaigns", List.of("campaign_name", "active", "dial_method", "auto_dial_level", "dial_statuses"),
                    "lists", List.of("active"),
                    "list", List.of("called_since_last_reset"),
                    "auto_calls", List.of("status")));
            return new Outbound(jdbi, schema);
        } catch (JdbiException e) {
            throw Reconciler.failed("be looked for", e);
        }
    }

    /** A campaign, as its admin has set it up. */
    private record Campaign(
            String id,
            String name,
            boolean active,
            String method,
            String level,
            long hopperLevel,
            List<String> statuses) {}

    /**
     * The campaigns of our lines, by name.
     *
     * @param linesReady how many of our lines of each campaign wait for a call
     */
    public List<OutboundCampaign> campaigns(Map<String, Long> linesReady) {
        try {
            return jdbi.withHandle(handle -> {
                schema.define(handle)
                        .configure(SqlStatements.class, statements -> statements.setQueryTimeout(QUERY_SECONDS_MAX));
                Map<String, Map<String, Long>> calls = calls(handle);
                Map<String, Map<String, Long>> callbacks = callbacks(handle);
                Map<String, Long> hopper = hopper(handle);
                List<OutboundCampaign> all = new ArrayList<>();
                for (Campaign campaign : ours(handle)) {
                    Map<String, Long> by = calls.getOrDefault(campaign.id(), Map.of());
                    Map<String, Long> due = callbacks.getOrDefault(campaign.id(), Map.of());
                    all.add(new OutboundCampaign(
                            campaign.id(),
                            campaign.name(),
                            campaign.active(),
                            campaign.method(),
                            campaign.level(),
                            campaign.hopperLevel(),
                            schema.has("hopper") ? hopper.getOrDefault(campaign.id(), 0L) : null,
                            dialable(handle, campaign),
                            by.getOrDefault("dialing", 0L),
                            by.getOrDefault("waiting", 0L),
                            by.getOrDefault("agents", 0L),
                            due.getOrDefault("due", 0L),
                            due.getOrDefault("later", 0L),
                            linesReady.getOrDefault(campaign.id(), 0L)));
                }
                return List.copyOf(all);
            });
        } catch (JdbiException e) {
            throw Reconciler.failed("be asked what is dialed", e);
        }
    }

    private List<Campaign> ours(Handle handle) {
        List<String> names = handle.createQuery("SELECT DISTINCT campaign FROM parley_agent WHERE state <> 'REMOVED'")
                .mapTo(String.class)
                .list();
        if (names.isEmpty()) {
            return List.of();
        }
        return handle.createQuery("""
                        SELECT campaign_id, campaign_name, active, dial_method, auto_dial_level, dial_statuses,
                               <hopper_level> AS hopper_level
                          FROM <campaigns>
                         WHERE campaign_id IN (<names>)
                         ORDER BY campaign_id
                         LIMIT :most
                        """)
                .define("hopper_level", schema.has("campaigns", "hopper_level") ? "hopper_level" : "0")
                .bindList("names", names)
                .bind("most", CAMPAIGNS_MAX)
                .map((row, context) -> new Campaign(
                        LogLook.text(row, "campaign_id"),
                        LogLook.text(row, "campaign_name"),
                        "Y".equals(row.getString("active")),
                        LogLook.text(row, "dial_method"),
                        LogLook.text(row, "auto_dial_level"),
                        row.getLong("hopper_level"),
                        Arrays.stream(LogLook.text(row, "dial_statuses").split(" ", -1))
                                .filter(status -> !status.isBlank() && !status.equals("-"))
                                .toList()))
                .list();
    }

    private static Map<String, Map<String, Long>> calls(Handle handle) {
        return counts(handle, """
                SELECT campaign_id,
                       CASE WHEN status = 'LIVE' THEN 'waiting'
                            WHEN status IN ('XFER', 'CLOSER') THEN 'agents' ELSE 'dialing' END AS what,
                       COUNT(*) AS row_count
                  FROM <auto_calls>
                 GROUP BY campaign_id, what
                """);
    }

    private static Map<String, Map<String, Long>> callbacks(Handle handle) {
        return counts(handle, """
                SELECT campaign_id, IF(status = 'LIVE' OR callback_time <= NOW(), 'due', 'later') AS what,
                       COUNT(*) AS row_count
                  FROM <callbacks>
                 WHERE status IN ('ACTIVE', 'LIVE')
                 GROUP BY campaign_id, what
                """);
    }

    private static Map<String, Map<String, Long>> counts(Handle handle, String sql) {
        Map<String, Map<String, Long>> counts = new HashMap<>();
        handle.createQuery(sql)
                .map((row, context) -> {
                    counts.computeIfAbsent(LogLook.text(row, "campaign_id"), _ -> new HashMap<>())
                            .put(row.getString("what"), row.getLong("row_count"));
                    return true;
                })
                .forEach(_ -> {});
        return counts;
    }

    private Map<String, Long> hopper(Handle handle) {
        Map<String, Long> ready = new HashMap<>();
        if (schema.has("hopper")) {
            handle.createQuery("""
                            SELECT campaign_id, COUNT(*) AS row_count FROM <hopper>
                             WHERE status IN ('READY', <more>)
                             GROUP BY campaign_id
                            """)
                    .define("more", schema.isOsdial() ? "'API'" : "'READY'")
                    .map((row, context) -> Map.entry(LogLook.text(row, "campaign_id"), row.getLong("row_count")))
                    .forEach(each -> ready.put(each.getKey(), each.getValue()));
        }
        return ready;
    }

    /** Null when counting takes too long, as it may on a table of many millions. */
    private @Nullable Long dialable(Handle handle, Campaign campaign) {
        if (campaign.statuses().isEmpty()) {
            return 0L;
        }
        try {
            return handle.createQuery("""
                            SELECT COUNT(*)
                              FROM <lists> s
                              JOIN <list> l ON l.list_id = s.list_id
                             WHERE s.campaign_id = :campaign
                               AND s.active = 'Y'
                               <expires>
                               AND l.status IN (<statuses_dialed>)
                               AND l.called_since_last_reset = 'N'
                            """)
                    .define("expires", schema.when("lists", "expiration_date", "AND s.expiration_date >= CURDATE()"))
                    .bind("campaign", campaign.id())
                    .bindList("statuses_dialed", campaign.statuses())
                    .mapTo(Long.class)
                    .one();
        } catch (JdbiException slow) {
            if (slow.getCause() instanceof SQLTimeoutException) {
                return null;
            }
            throw slow;
        }
    }
}
