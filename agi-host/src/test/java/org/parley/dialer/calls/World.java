package org.parley.dialer.calls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.schema.Schema;

/**
 * A small call centre in the tables of any dialect, and what its own programs do to a call before and after us: the
 * routing, the daemon's sweep, the hang-up program. From connections of its own.
 */
final class World {
    static final String SERVER = "127.0.0.1";
    private static final AtomicInteger NUMBER = new AtomicInteger(100_000);

    private final Jdbi jdbi;
    private final Schema schema;

    World(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.schema = jdbi.withHandle(Schema::read);
    }

    /** A call that the dialer has routed to a line. */
    record Call(String code, long lead, String user, String uniqueId, String channel, boolean inbound) {}

    Schema schema() {
        return schema;
    }

    /** Campaign SALES, in-group SUPPORT, five lines from 9001 on, and leads 1001 to 1000 + n. */
    World populate(int leads) {
        insert("campaigns", Map.of("campaign_id", "SALES", "active", "Y", "use_internal_dnc", "Y"));
        insert("lists", Map.of("list_id", 101, "campaign_id", "SALES", "active", "Y"));
        insert(
                "remote_agents",
                row(
                        "user_start",
                        "9001",
                        "number_of_lines",
                        5,
                        "server_ip",
                        SERVER,
                        "conf_exten",
                        "8300",
                        "status",
                        "ACTIVE",
                        "campaign_id",
                        "SALES",
                        "closer_campaigns",
                        " SUPPORT -"));
        for (String status : List.of("SALE", "NI", "A", "CALLBK", "DNC", "XFER", "DROP", "RAXFER")) {
            insert(
                    "statuses",
                    row(
                            "status",
                            status,
                            "status_name",
                            status,
                            "human_answered",
                            "Y",
                            "dnc",
                            status.equals("DNC") ? "Y" : "N"));
        }
        for (int line = 9001; line <= 9005; line++) {
            insert(
                    "users",
                    row(
                            "user",
                            String.valueOf(line),
                            "full_name",
                            "AI " + line,
                            "user_group",
                            "AI",
                            "user_level",
                            1,
                            "pass",
                            "x"));
            insert(
                    "live_agents",
                    row(
                            "user",
                            String.valueOf(line),
                            "server_ip",
                            SERVER,
                            "conf_exten",
                            "8300",
                            "extension",
                            "R/" + line,
                            "status",
                            "READY",
                            "lead_id",
                            0,
                            "campaign_id",
                            "SALES",
                            "uniqueid",
                            "",
                            "callerid",
                            "",
                            "channel",
                            "",
                            "comments",
                            "REMOTE",
                            "random_id",
                            10_000_001,
                            "closer_campaigns",
                            " SUPPORT -"));
            insert("inbound_group_agents", row("user", String.valueOf(line), "group_id", "SUPPORT"));
            insert("live_inbound_agents", row("user", String.valueOf(line), "group_id", "SUPPORT"));
        }
        run("UPDATE <live_agents> SET last_call_finish = NOW() - INTERVAL 40 SECOND, last_call_time = NOW()");
        for (int i = 1; i <= leads; i++) {
            insert(
                    "list",
                    row(
                            "lead_id",
                            1000 + i,
                            "list_id",
                            101,
                            "status",
                            "NEW",
                            "user",
                            "",
                            "first_name",
                            "Ana",
                            "phone_number",
                            "555010%04d".formatted(i),
                            "post_date",
                            "2026-01-01 00:00:00",
                            "comments",
                            ""));
        }
        return this;
    }

    /** What dialer and outbound AGI do: lead, auto_calls, log, and the line in QUEUE. */
    Call routeOutbound(long lead, String user) {
        Call call = call("V", lead, user, false);
        run("UPDATE <list> SET user = 'VDAD', called_count = called_count + 1 WHERE lead_id = " + lead);
        insert(
                "auto_calls",
                row(
                        "server_ip",
                        SERVER,
                        "campaign_id",
                        "SALES",
                        "status",
                        "XFER",
                        "lead_id",
                        lead,
                        "callerid",
                        call.code(),
                        "uniqueid",
                        call.uniqueId(),
                        "channel",
                        call.channel(),
                        "phone_number",
                        "5550100",
                        "call_type",
                        "OUT",
                        "stage",
                        "XFER-0"));
        insert(
                "log",
                row(
                        "uniqueid",
                        call.uniqueId(),
                        "lead_id",
                        lead,
                        "campaign_id",
                        "SALES",
                        "status",
                        "QUEUE",
                        "user",
                        "VDAD",
                        "processed",
                        "N",
                        "server_ip",
                        SERVER,
                        "callerid",
                        call.code(),
                        "phone_number",
                        "5550100"));
        run("UPDATE <log> SET start_epoch = UNIX_TIMESTAMP() - 2, call_date = NOW() WHERE uniqueid = '"
                + call.uniqueId() + "'");
        return queued(call);
    }

    /** What the inbound AGI does. */
    Call routeInbound(long lead, String user) {
        Call call = call("Y", lead, user, true);
        insert(
                "auto_calls",
                row(
                        "server_ip",
                        SERVER,
                        "campaign_id",
                        "SUPPORT",
                        "status",
                        "CLOSER",
                        "lead_id",
                        lead,
                        "callerid",
                        call.code(),
                        "uniqueid",
                        call.uniqueId(),
                        "channel",
                        call.channel(),
                        "phone_number",
                        "5550100",
                        "call_type",
                        "IN",
                        "stage",
                        "CLOSER-3"));
        insert(
                "closer_log",
                row(
                        "uniqueid",
                        call.uniqueId(),
                        "lead_id",
                        lead,
                        "campaign_id",
                        "SUPPORT",
                        "status",
                        "QUEUE",
                        "user",
                        user,
                        "queue_seconds",
                        7,
                        "callerid",
                        call.code(),
                        "call_date",
                        "2026-01-01 00:00:00",
                        "server_ip",
                        SERVER));
        run("UPDATE <closer_log> SET start_epoch = UNIX_TIMESTAMP() - 7, call_date = NOW() WHERE uniqueid = '"
                + call.uniqueId() + "'");
        return queued(call);
    }

    private Call queued(Call call) {
        jdbi.useHandle(handle -> schema.define(handle)
                .createUpdate("""
                        UPDATE <live_agents>
                           SET status = 'QUEUE', lead_id = :lead, uniqueid = :uniqueid, channel = :channel,
                               callerid = :code, call_server_ip = '127.0.0.1'
                         WHERE user = :user
                        """)
                .bind("lead", call.lead())
                .bind("uniqueid", call.uniqueId())
                .bind("channel", call.channel())
                .bind("code", call.code())
                .bind("user", call.user())
                .execute());
        return call;
    }

    private Call call(String letter, long lead, String user, boolean inbound) {
        int number = NUMBER.incrementAndGet();
        String date = ("%0" + (schema.isOsdial() ? 10 : 9) + "d").formatted(number);
        String code = letter + date + ("%0" + (schema.isOsdial() ? 9 : 10) + "d").formatted(lead);
        return new Call(code, lead, user, "1795200000." + number, "SIP/carrier-" + number, inbound);
    }

    /** How the channel shows itself to us. */
    CallIdentity identity(Call call) {
        boolean osdial = schema.isOsdial();
        return new CallIdentity(
                osdial ? "unknown" : call.code(),
                "5550100",
                osdial ? call.code() : "",
                call.uniqueId(),
                call.channel(),
                "8300");
    }

    /** The daemon's sweep, every 10 s: what it does to a line in QUEUE. */
    void daemonFlips(Call call) {
        int flipped = update(
                "UPDATE <live_agents> SET status = 'INCALL', comments = 'REMOTE',"
                        + " calls_today = calls_today + 1 WHERE callerid = :code AND status = 'QUEUE'",
                call);
        if (flipped > 0) {
            update("UPDATE <list> SET status = 'XFER', user = :user WHERE lead_id = :lead", call);
            update(
                    "UPDATE <" + log(call) + "> SET status = 'XFER', user = :user, comments = 'REMOTE'"
                            + " WHERE uniqueid = :uniqueid",
                    call);
        }
    }

    /** The hang-up program of an outbound call, or of VICIdial's inbound one. */
    void hangUp(Call call) {
        if (count("auto_calls", "callerid = '" + call.code() + "'") == 0) {
            return;
        }
        update("DELETE FROM <auto_calls> WHERE callerid = :code", call);
        String log = log(call);
        if (call.inbound() && schema.isOsdial()) {
            return; // its program leaves the row as it is
        }
        update(
                "UPDATE <" + log + "> SET end_epoch = UNIX_TIMESTAMP(), length_in_sec = UNIX_TIMESTAMP() - start_epoch"
                        + ", term_reason = IF(status = 'QUEUE' AND user LIKE 'VD%', 'ABANDON', 'CALLER')"
                        + ", status = IF(status IN ('NEW', 'QUEUE', 'XFER') AND COALESCE(comments, '') <> 'REMOTE', 'DROP',"
                        + " status) WHERE uniqueid = :uniqueid",
                call);
        update(
                "UPDATE <list> SET status = 'DROP' WHERE lead_id = :lead AND EXISTS (SELECT 1 FROM <" + log
                        + "> WHERE uniqueid = :uniqueid AND status = 'DROP')",
                call);
    }

    String cell(String role, String column, String where) {
        return jdbi.withHandle(handle -> schema.define(handle)
                .createQuery("SELECT COALESCE(CAST(" + column + " AS CHAR), 'NULL') FROM <" + role + "> WHERE " + where)
                .mapTo(String.class)
                .findFirst()
                .orElse("no row"));
    }

    long count(String role, String where) {
        return jdbi.withHandle(handle -> schema.define(handle)
                .createQuery("SELECT COUNT(*) FROM <" + role + "> WHERE " + where)
                .mapTo(Long.class)
                .one());
    }

    void run(String sql) {
        jdbi.useHandle(handle -> schema.define(handle).createUpdate(sql).execute());
    }

    /** The columns of these that the table has; a table that the dialect lacks gets nothing. */
    void insert(String role, Map<String, ?> values) {
        if (!schema.has(role)) {
            return;
        }
        List<String> known = new ArrayList<>(
                values.keySet().stream().filter(name -> schema.has(role, name)).toList());
        jdbi.useHandle(handle -> {
            Update insert = define(handle)
                    .createUpdate("INSERT INTO <" + role + "> (" + String.join(", ", known) + ") VALUES (:"
                            + String.join(", :", known) + ")");
            known.forEach(name -> insert.bind(name, (Object) values.get(name)));
            insert.execute();
        });
    }

    private Handle define(Handle handle) {
        return schema.define(handle);
    }

    private int update(String sql, Call call) {
        return jdbi.withHandle(handle -> {
            Update update = define(handle).createUpdate(sql);
            Map<String, Object> values =
                    row("code", call.code(), "lead", call.lead(), "user", call.user(), "uniqueid", call.uniqueId());
            values.forEach((name, value) -> {
                if (sql.contains(":" + name)) {
                    update.bind(name, value);
                }
            });
            return update.execute();
        });
    }

    static String log(Call call) {
        return call.inbound() ? "closer_log" : "log";
    }

    static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
