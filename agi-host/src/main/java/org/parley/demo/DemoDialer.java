package org.parley.demo;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Does to OSDial's tables what its dialer does around an auto-dialed call to a remote agent: picks a lead and a waiting
 * agent line, hands the line the call, and clears up when the channel has gone (OSDial's AST_VDauto_dial.pl,
 * agi-OSDoutbound.agi and the call log's end). Any thread may call.
 */
final class DemoDialer {
    private static final DateTimeFormatter CODE_TIME = DateTimeFormatter.ofPattern("MMddHHmmss");

    private final Jdbi jdbi;
    private final Clock clock;
    private final AtomicLong sequence;

    DemoDialer(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        // two demos in one second must not make the same unique id
        this.sequence = new AtomicLong(clock.millis() % 1_000_000);
    }

    /** A call that the dialer has placed and given to an agent line. */
    record Dialled(
            String code,
            long leadId,
            String name,
            String phoneNumber,
            String campaign,
            String line,
            String extension,
            String channel,
            String uniqueId) {}

    /** A row of the dialer's tables as it stands now, columns in order. */
    record Row(String table, Map<String, @Nullable Object> columns) {}

    /** Dials the next lead; empty when no agent line waits or no lead is left. */
    synchronized Optional<Dialled> dial() {
        return jdbi.inTransaction(handle -> {
            Optional<Map<String, Object>> line = first(handle, """
                    SELECT a.live_agent_id, a.user, a.server_ip, a.conf_exten, a.campaign_id
                      FROM osdial_live_agents a
                     WHERE a.status = 'READY'
                       AND a.extension LIKE 'R/%'
                     ORDER BY a.last_call_time, a.user
                     LIMIT 1
                       FOR UPDATE
                    """, Map.of());
            if (line.isEmpty()) {
                return Optional.<Dialled>empty();
            }
            String campaign = text(line.get(), "campaign_id");
            return first(handle, """
                            SELECT l.lead_id, l.first_name, l.last_name, l.phone_number, l.phone_code
                              FROM osdial_list l
                              JOIN osdial_lists s ON s.list_id = l.list_id
                             WHERE s.campaign_id = :campaign
                               AND l.status <> 'DNC'
                               AND NOT EXISTS (SELECT 1
                                                 FROM osdial_auto_calls c
                                                WHERE c.lead_id = l.lead_id
                                                  AND c.uniqueid <> '')
                             ORDER BY l.called_count, l.lead_id
                             LIMIT 1
                               FOR UPDATE
                            """, Map.of("campaign", campaign)).map(lead -> handOver(handle, line.get(), lead));
        });
    }

    private Dialled handOver(Handle handle, Map<String, Object> line, Map<String, Object> lead) {
        LocalDateTime now = LocalDateTime.now(clock);
        long leadId = Long.parseLong(text(lead, "lead_id"));
        long number = sequence.incrementAndGet();
        Dialled call = new Dialled(
                "V%s%09d".formatted(CODE_TIME.format(now), leadId),
                leadId,
                (text(lead, "first_name") + " " + text(lead, "last_name")).strip(),
                text(lead, "phone_number"),
                text(line, "campaign_id"),
                text(line, "user"),
                text(line, "conf_exten"),
                "SIP/carrier-%08x".formatted(number),
                clock.instant().getEpochSecond() + "." + number);
        Map<String, Object> values = Map.of(
                "code", call.code(),
                "lead", leadId,
                "phone", call.phoneNumber(),
                "phoneCode", text(lead, "phone_code"),
                "campaign", call.campaign(),
                "server", text(line, "server_ip"),
                "line", text(line, "live_agent_id"),
                "channel", call.channel(),
                "uniqueid", call.uniqueId(),
                "epoch", clock.instant().getEpochSecond());
        for (String statement : HAND_OVER) {
            handle.createUpdate(statement).bindMap(values).execute();
        }
        return call;
    }

    private static final List<String> HAND_OVER = List.of("""
            UPDATE osdial_list
               SET status = 'PU', user = 'VDAD', called_count = called_count + 1,
                   called_since_last_reset = 'Y', last_local_call_time = NOW()
             WHERE lead_id = :lead
            """, """
            DELETE FROM osdial_auto_calls
             WHERE lead_id = :lead
            """, """
            INSERT INTO osdial_auto_calls
                   (server_ip, campaign_id, status, lead_id, uniqueid, callerid, channel, phone_code, phone_number,
                    call_time, call_type, stage)
            VALUES (:server, :campaign, 'XFER', :lead, :uniqueid, :code, :channel, :phoneCode, :phone,
                    NOW(), 'OUT', 'XFER-0')
            """, """
            INSERT INTO osdial_log
                   (uniqueid, lead_id, campaign_id, call_date, start_epoch, status, phone_code, phone_number, user,
                    processed, server_ip, callerid)
            VALUES (:uniqueid, :lead, :campaign, NOW(), :epoch, 'QUEUE', :phoneCode, :phone, 'VDAD',
                    'N', :server, :code)
            """, """
            UPDATE osdial_live_agents
               SET status = 'QUEUE', lead_id = :lead, uniqueid = :uniqueid, channel = :channel, callerid = :code,
                   call_server_ip = :server, last_update_time = NOW()
             WHERE live_agent_id = :line
               AND status = 'READY'
            """);

    /** The channel has gone: what the end of OSDial's call log does. */
    void hungUp(Dialled call) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM osdial_auto_calls WHERE callerid = :code")
                .bind("code", call.code())
                .execute());
    }

    /** What the tables say of this call now: lead, call-back, log, agent line. */
    List<Row> rows(Dialled call) {
        Map<String, Object> keys = Map.of("lead", call.leadId(), "uniqueid", call.uniqueId(), "line", call.line());
        return jdbi.withHandle(handle -> QUERIES.entrySet().stream()
                .flatMap(query -> first(handle, query.getValue(), keys).stream()
                        .map(columns -> new Row(query.getKey(), nullable(columns))))
                .toList());
    }

    private static final Map<String, String> QUERIES = queries();

    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put(
                "osdial_list",
                "SELECT lead_id, status, user, comments, called_count FROM osdial_list WHERE lead_id = :lead");
        queries.put("osdial_callbacks", """
                SELECT callback_id, lead_id, status, callback_time, user, recipient, comments
                  FROM osdial_callbacks
                 WHERE lead_id = :lead
                 ORDER BY callback_id DESC
                 LIMIT 1
                """);
        queries.put(
                "osdial_log",
                "SELECT uniqueid, lead_id, status, user, length_in_sec, term_reason FROM osdial_log"
                        + " WHERE uniqueid = :uniqueid");
        queries.put(
                "osdial_live_agents",
                "SELECT user, status, lead_id, callerid, calls_today FROM osdial_live_agents WHERE user = :line");
        return queries;
    }

    private static Optional<Map<String, Object>> first(Handle handle, String sql, Map<String, ?> values) {
        return handle.createQuery(sql).bindMap(values).mapToMap().findFirst();
    }

    @SuppressWarnings("NullAway") // a column may be NULL, which the mapper's signature does not tell
    private static Map<String, @Nullable Object> nullable(Map<String, Object> columns) {
        return new LinkedHashMap<>(columns);
    }

    private static String text(Map<String, Object> row, String column) {
        Object value = row.get(column);
        return value == null ? "" : value.toString();
    }
}
