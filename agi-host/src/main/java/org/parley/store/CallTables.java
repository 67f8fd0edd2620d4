package org.parley.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallResult;
import org.parley.dialer.PastCall;

/**
 * The SQL of parley_call, parley_turn and parley_event. Moments go in and out as UTC, whatever zone the server is in.
 */
final class CallTables {
    /** Of {@link #call}. */
    static final String COLUMNS = """
            id, uniqueid, channel, extension, script, script_version, caller_number, lead_id, campaign, call_code,
            started_at, answered_at, ended_at, state, disposition, disposition_comment, end_reason, talk_ms,
            recording, first_audio_ms, error, line_user""";

    private static final String INSERT = "INSERT INTO parley_call (" + COLUMNS + ", debt)\n" + """
            VALUES (:id, :uniqueid, :channel, :extension, :script, :version, :number, :lead, :campaign, :code,
                    :started, :answered, :ended, :state, :disposition, :comment, :reason, :talk,
                    :recording, :firstAudio, :error, :line, :debt)
            """;

    private final Jdbi jdbi;

    CallTables(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A row that shows a running call; nothing when the call is stored already. */
    void announce(CallRow call) {
        jdbi.useHandle(handle -> bind(handle.createUpdate(INSERT + """
                        ON DUPLICATE KEY UPDATE
                            script         = IF(state = 'RUNNING', VALUES(script), script),
                            script_version = IF(state = 'RUNNING', VALUES(script_version), script_version)
                        """), call)
                .bindNull("debt", Types.VARCHAR)
                .execute());
    }

    /** The whole call in one transaction, in place of whatever was stored of it before. */
    void store(CallStory story) {
        jdbi.useTransaction(handle -> {
            bind(handle.createUpdate(INSERT + """
                    ON DUPLICATE KEY UPDATE
                        script              = VALUES(script),
                        script_version      = VALUES(script_version),
                        lead_id             = VALUES(lead_id),
                        campaign            = VALUES(campaign),
                        call_code           = VALUES(call_code),
                        answered_at         = VALUES(answered_at),
                        ended_at            = VALUES(ended_at),
                        state               = VALUES(state),
                        disposition         = VALUES(disposition),
                        disposition_comment = VALUES(disposition_comment),
                        end_reason          = VALUES(end_reason),
                        talk_ms             = VALUES(talk_ms),
                        recording           = VALUES(recording),
                        first_audio_ms      = VALUES(first_audio_ms),
                        error               = VALUES(error),
                        debt                = VALUES(debt),
                        line_user           = VALUES(line_user)
                    """), story.call())
                    .bind("debt", debt(story.debt()))
                    .execute();
            String id = story.call().id();
            handle.createUpdate("DELETE FROM parley_turn WHERE call_id = :id")
                    .bind("id", id)
                    .execute();
            handle.createUpdate("DELETE FROM parley_event WHERE call_id = :id")
                    .bind("id", id)
                    .execute();
            storeTurns(handle, id, story.turns());
            storeEvents(handle, id, story.events());
            UsageTable.store(handle, id, story.usage());
            AnswerTable.store(handle, id, story.events());
            LeadMemory.store(handle, story.call(), story.events());
        });
    }

    Optional<CallRow> row(String id) {
        return jdbi.withHandle(handle -> row(handle, id));
    }

    private static Optional<CallRow> row(Handle handle, String id) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM parley_call WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> call(row))
                .findOne();
    }

    Optional<CallStory> story(String id) {
        return jdbi.withHandle(handle ->
                row(handle, id).map(call -> new CallStory(call, turns(handle, id), events(handle, id))));
    }

    /** Calls that owed the dialer something, the newest of them, newest first. */
    List<PastCall> owing(Instant beganAfter, Instant endedBefore, int limit) {
        return jdbi.withHandle(handle -> handle
                .createQuery("""
                        SELECT id, ended_at, debt
                          FROM parley_call
                         WHERE started_at >= :after
                           AND ended_at < :before
                           AND state <> 'RUNNING'
                           AND debt IS NOT NULL
                         ORDER BY started_at DESC, id DESC
                         LIMIT :limit
                        """)
                .bind("after", utc(beganAfter))
                .bind("before", utc(endedBefore))
                .bind("limit", limit)
                .map((row, context) -> past(row))
                .stream()
                .flatMap(Optional::stream)
                .toList());
    }

    /** The newest call with that code; empty when it ended later than that, or its channel is in a call again. */
    Optional<PastCall> owingByCode(String code, Instant endedBefore) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT id, ended_at, debt
                          FROM parley_call
                         WHERE call_code = :code
                           AND state <> 'RUNNING'
                         ORDER BY started_at DESC, id DESC
                         LIMIT 1
                        """)
                .bind("code", code)
                .map((row, context) -> past(row))
                .findFirst()
                .flatMap(call -> call)
                .filter(call -> call.endedAt().isBefore(endedBefore))
                .filter(call -> !runs(handle, call.identity().uniqueId())));
    }

    boolean knows(String code, String uniqueId) {
        return jdbi.withHandle(handle -> (!code.isEmpty()
                        && handle.createQuery("SELECT EXISTS (SELECT 1 FROM parley_call WHERE call_code = :code)")
                                .bind("code", code)
                                .mapTo(Boolean.class)
                                .one())
                || runs(handle, uniqueId));
    }

    /** A running call has its code in the journal only. */
    private static boolean runs(Handle handle, String uniqueId) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1
                                         FROM parley_call
                                        WHERE uniqueid = :uniqueid
                                          AND state = 'RUNNING'
                                          AND started_at > UTC_TIMESTAMP() - INTERVAL 1 DAY)
                        """)
                .bind("uniqueid", uniqueId)
                .mapTo(Boolean.class)
                .one();
    }

    Set<String> lineUsers() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT DISTINCT line_user FROM parley_call WHERE line_user > ''")
                        .mapTo(String.class)
                        .set());
    }

    private static Optional<PastCall> past(ResultSet row) throws SQLException {
        String json = row.getString("debt");
        LocalDateTime ended = row.getObject("ended_at", LocalDateTime.class);
        if (json == null || ended == null) {
            return Optional.empty();
        }
        String id = row.getString("id");
        try {
            Debt debt = JournalLine.JSON.readValue(json, Debt.class);
            return Optional.of(
                    new PastCall(id, debt.identity(), debt.keys(), debt.result(), ended.toInstant(ZoneOffset.UTC)));
        } catch (JsonProcessingException e) {
            throw new DatabaseException(
                    "Expected parley_call.debt of call " + id + " to be JSON as Parley writes it but found "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    /** Without the lead's fields, which nobody compares and which are the caller's own. */
    private static @Nullable String debt(@Nullable Debt debt) {
        if (debt == null) {
            return null;
        }
        CallResult all = debt.result();
        CallResult kept = new CallResult(
                all.how(),
                all.status(),
                all.comment(),
                all.spoke(),
                all.seconds(),
                all.endedAt(),
                all.callBack(),
                Map.of(),
                all.recording(),
                all.doNotCall());
        try {
            return JournalLine.JSON.writeValueAsString(new Debt(debt.identity(), debt.keys(), kept));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected a debt to be JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void storeTurns(Handle handle, String id, List<TurnRow> turns) {
        if (turns.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO parley_turn
                       (call_id, seq, side, text, started_ms, ended_ms, latency_ms, confidence, interrupted)
                VALUES (:call, :seq, :side, :text, :started, :ended, :latency, :confidence, :interrupted)
                """);
        for (int seq = 0; seq < turns.size(); seq++) {
            TurnRow turn = turns.get(seq);
            batch.bind("call", id)
                    .bind("seq", seq)
                    .bind("side", turn.side().name())
                    .bind("text", turn.text())
                    .bind("started", turn.startedMs())
                    .bind("ended", turn.endedMs())
                    .bind("latency", turn.latencyMs())
                    .bind("confidence", turn.confidence())
                    .bind("interrupted", turn.interrupted())
                    .add();
        }
        batch.execute();
    }

    private static void storeEvents(Handle handle, String id, List<EventRow> events) {
        if (events.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO parley_event (call_id, seq, at_ms, kind, data)
                VALUES (:call, :seq, :at, :kind, :data)
                """);
        for (int seq = 0; seq < events.size(); seq++) {
            EventRow event = events.get(seq);
            batch.bind("call", id)
                    .bind("seq", seq)
                    .bind("at", event.atMs())
                    .bind("kind", cut(event.kind(), 60))
                    .bind("data", json(event.data()))
                    .add();
        }
        batch.execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, CallRow call) {
        return statement
                .bind("id", call.id())
                .bind("uniqueid", cut(call.uniqueId(), 64))
                .bind("channel", cut(call.channel(), 100))
                .bind("extension", cut(call.extension(), 40))
                .bind("script", cut(call.script(), 100))
                .bind("version", cut(call.scriptVersion(), 40))
                .bind("number", cut(call.callerNumber(), 40))
                .bind("lead", call.leadId())
                .bind("campaign", cut(call.campaign(), 40))
                .bind("code", cut(call.callCode(), 40))
                .bind("started", utc(call.startedAt()))
                .bind("answered", utc(call.answeredAt()))
                .bind("ended", utc(call.endedAt()))
                .bind("state", call.state().name())
                .bind("disposition", cut(call.disposition(), 12))
                .bind("comment", cut(call.dispositionComment(), 255))
                .bind("reason", cut(call.endReason(), 60))
                .bind("talk", call.talkMs())
                .bind("recording", cut(call.recording(), 500))
                .bind("firstAudio", call.firstAudioMs())
                .bind("error", cut(call.error(), 500))
                .bind("line", cut(call.line(), 20));
    }

    static CallRow call(ResultSet row) throws SQLException {
        return new CallRow(
                row.getString("id"),
                row.getString("uniqueid"),
                row.getString("channel"),
                row.getString("extension"),
                row.getString("script"),
                row.getString("script_version"),
                row.getString("caller_number"),
                row.getLong("lead_id"),
                row.getString("campaign"),
                row.getString("call_code"),
                row.getString("line_user"),
                row.getObject("started_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                instant(row.getObject("answered_at", LocalDateTime.class)),
                instant(row.getObject("ended_at", LocalDateTime.class)),
                CallState.valueOf(row.getString("state")),
                row.getString("disposition"),
                row.getString("disposition_comment"),
                row.getString("end_reason"),
                row.getLong("talk_ms"),
                row.getString("recording"),
                row.getObject("first_audio_ms", Long.class),
                row.getString("error"));
    }

    private static List<TurnRow> turns(Handle handle, String id) {
        return handle.createQuery("""
                        SELECT side, text, started_ms, ended_ms, latency_ms, confidence, interrupted
                          FROM parley_turn
                         WHERE call_id = :id
                         ORDER BY seq
                        """)
                .bind("id", id)
                .map((row, context) -> new TurnRow(
                        TurnRow.Side.valueOf(row.getString("side")),
                        row.getString("text"),
                        row.getLong("started_ms"),
                        row.getLong("ended_ms"),
                        row.getObject("latency_ms", Long.class),
                        row.getObject("confidence", Double.class),
                        row.getBoolean("interrupted")))
                .list();
    }

    private static List<EventRow> events(Handle handle, String id) {
        return handle.createQuery("SELECT at_ms, kind, data FROM parley_event WHERE call_id = :id ORDER BY seq")
                .bind("id", id)
                .map((row, context) ->
                        new EventRow(row.getLong("at_ms"), row.getString("kind"), map(row.getString("data"))))
                .list();
    }

    private static String json(Map<String, @Nullable Object> data) {
        try {
            return JournalLine.JSON.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected an event's data to be JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, @Nullable Object> map(String json) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        try {
            Map<?, ?> read = JournalLine.JSON.readValue(json, Map.class);
            read.forEach((key, value) -> data.put(String.valueOf(key), value));
        } catch (JsonProcessingException e) {
            data.put("unreadable", json);
        }
        return data;
    }

    /** To that many characters as MariaDB counts them: an emoji is one. */
    private static String cut(String text, int charactersMax) {
        return text.codePointCount(0, text.length()) <= charactersMax
                ? text
                : text.substring(0, text.offsetByCodePoints(0, charactersMax));
    }

    private static @Nullable LocalDateTime utc(@Nullable Instant at) {
        return at == null ? null : LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime at) {
        return at == null ? null : at.toInstant(ZoneOffset.UTC);
    }
}
