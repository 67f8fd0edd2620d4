package org.parley.store;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The SQL of parley_memory: what scripts keep about leads, written from the events of the kind "remembered". */
public final class LeadMemory {
    private final Jdbi jdbi;

    public LeadMemory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What is kept about somebody, by name. */
    public Map<String, String> of(String whose) {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT name, value FROM parley_memory WHERE whose = :whose AND value <> ''")
                .bind("whose", whose)
                .map((row, _) -> Map.entry(row.getString("name"), row.getString("value")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** What a call has kept; what a later call has kept under the same name stays. */
    static void store(Handle handle, CallRow call, List<EventRow> events) {
        for (EventRow event : events) {
            if (event.kind().equals("remembered")) {
                handle.createUpdate("""
                                INSERT INTO parley_memory (whose, name, value, kept_at)
                                VALUES (:whose, :name, :value, :at)
                                ON DUPLICATE KEY UPDATE
                                    value   = IF(VALUES(kept_at) >= kept_at, VALUES(value), value),
                                    kept_at = GREATEST(kept_at, VALUES(kept_at))
                                """)
                        .bind("whose", text(event, "whose"))
                        .bind("name", text(event, "name"))
                        .bind("value", text(event, "value"))
                        .bind("at", LocalDateTime.ofInstant(call.startedAt().plusMillis(event.atMs()), ZoneOffset.UTC))
                        .execute();
            }
        }
    }

    private static String text(EventRow event, String key) {
        @Nullable Object value = event.data().get(key);
        return value == null ? "" : value.toString();
    }
}
