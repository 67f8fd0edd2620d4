package org.parley.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of parley_usage: what a call used of each provider, summed up from its events of the kind "used". */
final class UsageTable {
    private static final int PROVIDER_MAX = 60;

    private UsageTable() {}

    private record Key(String provider, String unit) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byProvider = provider.compareTo(other.provider);
            return byProvider != 0 ? byProvider : unit.compareTo(other.unit);
        }
    }

    /** In place of whatever was stored of the call before. */
    static void store(Handle handle, String id, List<EventRow> events) {
        handle.createUpdate("DELETE FROM parley_usage WHERE call_id = :id")
                .bind("id", id)
                .execute();
        Map<Key, Long> sums = new TreeMap<>();
        for (EventRow event : events) {
            if (event.kind().equals("used") && event.data().get("amount") instanceof Number amount) {
                String provider = String.valueOf(event.data().get("provider"));
                Key key = new Key(
                        provider.length() <= PROVIDER_MAX ? provider : provider.substring(0, PROVIDER_MAX),
                        String.valueOf(event.data().get("unit")));
                sums.merge(key, amount.longValue(), Long::sum);
            }
        }
        if (sums.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO parley_usage (call_id, provider, unit, amount) VALUES (:call, :provider, :unit, :amount)
                """);
        sums.forEach((key, amount) -> batch.bind("call", id)
                .bind("provider", key.provider())
                .bind("unit", key.unit())
                .bind("amount", amount)
                .add());
        batch.execute();
    }
}
