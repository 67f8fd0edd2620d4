package org.parley.store;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of parley_usage: what a call used of each provider. */
final class UsageTable {
    private UsageTable() {}

    /** In place of whatever was stored of the call before. */
    static void store(Handle handle, String id, List<UsageRow> rows) {
        handle.createUpdate("DELETE FROM parley_usage WHERE call_id = :id")
                .bind("id", id)
                .execute();
        if (rows.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO parley_usage (call_id, provider, unit, amount) VALUES (:call, :provider, :unit, :amount)
                """);
        rows.forEach(row -> batch.bind("call", id)
                .bind("provider", row.provider())
                .bind("unit", row.unit())
                .bind("amount", row.amount())
                .add());
        batch.execute();
    }
}
