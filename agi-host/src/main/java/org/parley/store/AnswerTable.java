package org.parley.store;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The SQL of parley_answer: how long each answer of a call took, from its events of the kind "latency". */
final class AnswerTable {
    private static final String KIND = "latency";

    private AnswerTable() {}

    /** In place of whatever was stored of the call before. */
    static void store(Handle handle, String id, List<EventRow> events) {
        handle.createUpdate("DELETE FROM parley_answer WHERE call_id = :id")
                .bind("id", id)
                .execute();
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO parley_answer
                       (call_id, seq, decided_ms, words_ms, first_token_ms, first_audio_ms, first_frame_ms)
                VALUES (:call, :seq, :DECIDED, :WORDS, :FIRST_TOKEN, :FIRST_AUDIO, :FIRST_FRAME)
                """);
        for (int seq = 0; seq < events.size(); seq++) {
            EventRow event = events.get(seq);
            if (event.kind().equals(KIND)) {
                batch.bind("call", id).bind("seq", seq);
                for (Stage stage : Stage.values()) {
                    batch.bind(stage.name(), millis(event.data(), stage));
                }
                batch.add();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static @Nullable Integer millis(Map<String, @Nullable Object> data, Stage stage) {
        return data.get(stage.key()) instanceof Number number ? number.intValue() : null;
    }
}
