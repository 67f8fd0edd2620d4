package org.parley.dialer.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.PastCall;
import org.parley.dialer.reports.Difference.Kind;
import org.parley.dialer.schema.Schema;

/** One call that is looked at: what is known of it, and what was found. */
final class Look {
    /** As the dialer's pages leave out anything longer, Parley never writes more. */
    static final int SECONDS_MAX = 35_999;

    private static final int CALL_SECONDS_MAX = 86_400;

    final Handle handle;
    final Schema schema;
    final PastCall call;
    final CallKeys keys;
    /** That the log should have. */
    final String status;

    private final List<Found> found = new ArrayList<>();

    /** A difference with its repairs. */
    record Found(Difference difference, List<Repair> repairs) {}

    Look(Handle handle, Schema schema, PastCall call, CallKeys keys, String status) {
        this.handle = handle;
        this.schema = schema;
        this.call = call;
        this.keys = keys;
        this.status = status;
    }

    List<Found> found() {
        return found;
    }

    void add(Kind kind, String where, String is, String shouldBe, Repair... repairs) {
        List<String> texts = List.of(repairs).stream().map(Repair::text).toList();
        found.add(new Found(new Difference(call.id(), kind, where, is, shouldBe, texts, false), List.of(repairs)));
    }

    /** A statement with this call's values. */
    Repair repair(String sql, Object... more) {
        Map<String, Object> values = values();
        for (int i = 0; i < more.length; i += 2) {
            values.put((String) more[i], more[i + 1]);
        }
        return new Repair(schema, sql, values);
    }

    Query query(String sql) {
        handle.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return handle.createQuery(sql).bindMap(values());
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("lead", keys.leadId());
        values.put("user", keys.lineUser());
        values.put("group", schema.storable("agent_log", "user_group", keys.userGroup()));
        values.put("code", keys.code());
        values.put("uniqueid", keys.uniqueId());
        values.put("server", keys.serverIp());
        values.put("logid", keys.logId());
        values.put("logstart", keys.logStart() == 0 ? keys.beganEpoch() : keys.logStart());
        values.put("agentlog", keys.agentLogId());
        values.put("status", status);
        values.put("term", result().how() == How.CALLER ? "CALLER" : "AGENT");
        values.put("began", keys.beganEpoch());
        values.put("seconds", seconds());
        values.put("talk", Math.min(SECONDS_MAX, seconds()));
        values.put("end", end());
        values.put("max", SECONDS_MAX);
        return values;
    }

    CallResult result() {
        return call.result();
    }

    boolean spoke() {
        return result().spoke();
    }

    int seconds() {
        return Math.clamp(result().seconds(), 0, CALL_SECONDS_MAX);
    }

    /** When our part ended, by the database's clock. */
    long end() {
        return keys.beganEpoch() + seconds();
    }
}
