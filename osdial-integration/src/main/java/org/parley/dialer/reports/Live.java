package org.parley.dialer.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.PastCall;
import org.parley.dialer.PastCalls;
import org.parley.dialer.reports.Difference.Kind;
import org.parley.dialer.reports.Look.Found;
import org.parley.dialer.schema.Schema;

/** What still stands in the live tables of calls that are over. These tables are small: each is read once. */
final class Live {
    private static final int ROWS_MAX = 5_000;
    /** The daemon looks every 2 s. */
    private static final int LOST_SECONDS = 60;

    private final Handle handle;
    private final Schema schema;
    private final PastCalls calls;
    private final Instant endedBefore;
    private final List<Found> found = new ArrayList<>();

    Live(Handle handle, Schema schema, PastCalls calls, Instant endedBefore) {
        this.handle = handle;
        this.schema = schema;
        this.calls = calls;
        this.endedBefore = endedBefore;
    }

    private record Line(long id, String user, String status, String code, String uniqueId, boolean lost) {}

    List<Found> look() {
        Set<String> held = new HashSet<>();
        Set<String> ours = new LineUsers(handle, schema).ofOurAgents();
        for (Line line : lines()) {
            Optional<PastCall> over = line.code().isEmpty() ? Optional.empty() : calls.byCode(line.code(), endedBefore);
            if (over.isPresent()) {
                held.add(line.code());
                stuck(line, over.get());
            } else if (line.lost() && ours.contains(line.user()) && !calls.knows(line.code(), line.uniqueId())) {
                lost(line);
            }
        }
        routed(held);
        return found;
    }

    /** Busy lines; lost is one whose call the dialer has forgotten, and that began more than a minute ago. */
    private List<Line> lines() {
        return handle.createQuery("""
                        SELECT live_agent_id, user, status, COALESCE(callerid, '') AS callerid,
                               COALESCE(uniqueid, '') AS uniqueid,
                               COALESCE(UNIX_TIMESTAMP(last_call_time), 0) < UNIX_TIMESTAMP() - :lost
                               AND UNIX_TIMESTAMP(last_update_time) < UNIX_TIMESTAMP() + :ahead
                               AND NOT EXISTS (SELECT 1 FROM <auto_calls> ac
                                                WHERE ac.callerid = la.callerid OR ac.uniqueid = la.uniqueid) AS lost
                          FROM <live_agents> la
                         WHERE extension LIKE 'R/%'
                           AND status IN ('QUEUE', 'INCALL')
                         LIMIT :max
                        """)
                .bind("lost", LOST_SECONDS)
                .bind("ahead", LOST_SECONDS)
                .bind("max", ROWS_MAX)
                .map((row, context) -> new Line(
                        row.getLong("live_agent_id"),
                        LogLook.text(row, "user"),
                        LogLook.text(row, "status"),
                        LogLook.text(row, "callerid"),
                        LogLook.text(row, "uniqueid"),
                        row.getBoolean("lost")))
                .list();
    }

    /** The line first, then the call on its way: OSDial's daemon falls over a line whose call is not there. */
    private void stuck(Line line, PastCall call) {
        add(
                call.id(),
                Kind.STUCK_LINE,
                "line " + line.user(),
                line.status() + " with " + line.code(),
                "free",
                List.of(free(line, "callerid = :code"), forget(line.code())));
    }

    /** Of this call we never heard; the daemon would do the same, where it runs. */
    private void lost(Line line) {
        String is = line.status() + (line.code().isEmpty() ? " without a call" : " with " + line.code());
        String gone = """
                COALESCE(callerid, '') = :code
                AND status IN ('QUEUE', 'INCALL')
                AND NOT EXISTS (SELECT 1 FROM <auto_calls> ac
                                 WHERE ac.callerid = <live_agents>.callerid OR ac.uniqueid = <live_agents>.uniqueid)
                """;
        add("-", Kind.STUCK_LINE, "line " + line.user(), is, "free", List.of(free(line, gone)));
    }

    private Repair free(Line line, String where) {
        String ring = schema.when("live_agents", "ring_callerid", ", ring_callerid = ''");
        String change = schema.when("live_agents", "last_state_change", ", last_state_change = NOW()");
        return new Repair(
                schema,
                """
                UPDATE <live_agents>
                   SET status = IF(COALESCE((SELECT MIN(ra.status) FROM <remote_agents> ra
                                              WHERE ra.server_ip = <live_agents>.server_ip
                                                AND ra.conf_exten = <live_agents>.conf_exten),
                                            'ACTIVE') = 'INACTIVE', 'PAUSED', 'READY'),
                       lead_id = 0, uniqueid = '', callerid = '', channel = '', last_call_finish = NOW()
                """ + change + ring + " WHERE live_agent_id = :line AND " + where,
                Map.of("line", line.id(), "code", line.code()));
    }

    private void routed(Set<String> held) {
        List<String> codes = handle.createQuery("""
                        SELECT callerid
                          FROM <auto_calls>
                         WHERE status IN ('XFER', 'CLOSER')
                           AND callerid <> ''
                         LIMIT :max
                        """)
                .bind("max", ROWS_MAX)
                .mapTo(String.class)
                .list();
        for (String code : codes) {
            if (!held.contains(code)) {
                Optional<PastCall> over = calls.byCode(code, endedBefore);
                over.ifPresent(
                        call -> add(call.id(), Kind.STUCK_CALL, "auto_calls", code, "absent", List.of(forget(code))));
            }
        }
    }

    private Repair forget(String code) {
        return new Repair(schema, """
                DELETE FROM <auto_calls>
                 WHERE callerid = :code
                   AND NOT EXISTS (SELECT 1 FROM <live_agents> WHERE callerid = :code)
                """, Map.of("code", code));
    }

    private void add(String call, Kind kind, String where, String is, String shouldBe, List<Repair> repairs) {
        List<String> texts = repairs.stream().map(Repair::text).toList();
        found.add(new Found(new Difference(call, kind, where, is, shouldBe, texts, false), repairs));
    }
}
