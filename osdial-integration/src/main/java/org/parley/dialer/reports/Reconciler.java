package org.parley.dialer.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.parley.dialer.CallKeys;
import org.parley.dialer.DialerException;
import org.parley.dialer.PastCall;
import org.parley.dialer.PastCalls;
import org.parley.dialer.reports.Look.Found;
import org.parley.dialer.schema.Schema;

/**
 * Compares Parley's calls with the dialer's tables, call by call, and repairs what no person has decided otherwise.
 * Every row is found by its key or through an index. Any thread may ask.
 */
public final class Reconciler {
    /** The calls that one run may look at. */
    public static final int CALLS_MAX = 5_000;
    /** The dialer's programs, and ours, have so long after a call's end before anything is called a difference. */
    static final Duration SETTLING = Duration.ofSeconds(10);

    private static final int QUERY_SECONDS_MAX = 30;
    /** A call code, whose tail is the lead; OSDial does not pad the hours before ten. */
    private static final Pattern CODE = Pattern.compile("\"?([VMYJ]\\d{18,19})(?:[ \"].*)?");

    private static final int OSDIAL_LEAD_DIGITS = 9;
    private static final int VICIDIAL_LEAD_DIGITS = 10;

    private final Jdbi jdbi;
    private final PastCalls calls;
    private final Schema schema;
    private final String fallbackStatus;

    private Reconciler(Jdbi jdbi, PastCalls calls, Schema schema, String fallbackStatus) {
        this.jdbi = jdbi;
        this.calls = calls;
        this.schema = schema;
        this.fallbackStatus = fallbackStatus;
    }

    /**
     * For the dialer that the database has.
     *
     * @param fallbackStatus as it was written in place of statuses that the campaign does not know
     * @throws DialerException when the database has no dialer's tables, or does not answer
     */
    public static Reconciler of(Jdbi jdbi, PastCalls calls, String fallbackStatus) {
        try {
            return new Reconciler(jdbi, calls, jdbi.withHandle(Schema::read), fallbackStatus);
        } catch (JdbiException e) {
            throw failed("look for the dialer's tables", e);
        }
    }

    /**
     * One comparison.
     *
     * @param since how long ago the oldest call began
     * @param max of calls, the newest of them
     * @param fix whether the repairs are carried out
     */
    public Reconciliation run(Duration since, int max, boolean fix) {
        Instant now = Instant.now();
        try {
            return jdbi.withHandle(handle -> {
                schema.define(handle)
                        .configure(SqlStatements.class, statements -> statements.setQueryTimeout(QUERY_SECONDS_MAX));
                return run(handle, now.minus(since), now.minus(SETTLING), max, fix);
            });
        } catch (JdbiException e) {
            throw failed("be compared with Parley's calls", e);
        }
    }

    private Reconciliation run(Handle handle, Instant since, Instant endedBefore, int max, boolean fix) {
        KnownStatuses statuses = new KnownStatuses(handle);
        List<PastCall> past = calls.between(since, endedBefore, max + 1);
        boolean cut = past.size() > max;
        List<PastCall> compared = cut ? past.subList(1, past.size()) : past;
        List<Found> found = look(handle, statuses, compared, endedBefore);
        if (!fix || found.isEmpty()) {
            return new Reconciliation(compared.size(), cut, differences(found));
        }
        found.forEach(each -> each.repairs().forEach(repair -> repair.carryOut(handle)));
        // what a guard has refused, or somebody has undone, is still there
        List<Difference> left = differences(look(handle, statuses, compared, endedBefore));
        Set<String> keys = left.stream().map(Difference::key).collect(Collectors.toSet());
        List<Difference> all = new ArrayList<>(left);
        differences(found).stream()
                .filter(difference -> !keys.contains(difference.key()))
                .map(Difference::done)
                .forEach(all::add);
        return new Reconciliation(compared.size(), cut, all);
    }

    private static List<Difference> differences(List<Found> found) {
        return found.stream().map(Found::difference).toList();
    }

    private List<Found> look(Handle handle, KnownStatuses statuses, List<PastCall> compared, Instant endedBefore) {
        List<Found> found = new ArrayList<>();
        compared.forEach(call -> found.addAll(of(handle, statuses, call)));
        found.addAll(new Live(handle, schema, calls, endedBefore).look());
        return found;
    }

    private List<Found> of(Handle handle, KnownStatuses statuses, PastCall call) {
        Optional<CallKeys> keys = Optional.ofNullable(call.keys()).or(() -> keys(handle, call));
        if (keys.isEmpty()) {
            return List.of();
        }
        CallKeys known = keys.get();
        String wanted = call.result().callBack() == null ? call.result().status() : "CALLBK";
        Look look =
                new Look(handle, schema, call, known, statuses.written(known.loginCampaign(), wanted, fallbackStatus));
        if (!known.code().isEmpty()) {
            new LogLook(look).look();
            new AgentLogLook(look).look();
        }
        new ExtrasLook(look).look();
        return look.found();
    }

    /** Of a call that began while the database was away: what its code and its channel tell. */
    private Optional<CallKeys> keys(Handle handle, PastCall call) {
        String name = schema.isOsdial()
                ? call.identity().accountCode()
                : call.identity().callerIdName();
        Matcher matcher = CODE.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String code = matcher.group(1);
        boolean inbound = code.startsWith("Y");
        int digits = schema.isOsdial() ? OSDIAL_LEAD_DIGITS : VICIDIAL_LEAD_DIGITS;
        long lead = Long.parseLong(code.substring(code.length() - digits));
        String role = inbound ? "closer_log" : "log";
        boolean byCode = schema.has(role, "callerid");
        List<CallKeys> rows = handle.createQuery("""
                        SELECT <key> AS id, c.campaign_id, c.start_epoch, c.user, c.phone_number, c.uniqueid,
                               l.list_id, s.campaign_id AS login_campaign
                          FROM <call_rows> c
                          LEFT JOIN <list> l ON l.lead_id = c.lead_id
                          LEFT JOIN <lists> s ON s.list_id = l.list_id
                         WHERE c.lead_id = :lead
                           AND <own> = :own
                         LIMIT 2
                        """)
                .define("call_rows", schema.table(role))
                .define("key", inbound ? "c.closecallid" : schema.has("log", "id") ? "c.id" : "0")
                .define("own", byCode ? "c.callerid" : "c.uniqueid")
                .bind("lead", lead)
                .bind("own", byCode ? code : call.identity().uniqueId())
                .map((row, context) -> keys(row, call, code, lead))
                .list();
        return rows.size() == 1 ? Optional.of(rows.getFirst()) : Optional.empty();
    }

    private static CallKeys keys(ResultSet row, PastCall call, String code, long lead) throws SQLException {
        String user = LogLook.text(row, "user");
        return new CallKeys(
                code,
                code.startsWith("Y"),
                LogLook.text(row, "campaign_id"),
                LogLook.text(row, "login_campaign"),
                lead,
                row.getLong("list_id"),
                LogLook.text(row, "phone_number"),
                LogLook.text(row, "uniqueid"),
                "",
                row.getLong("id"),
                row.getLong("start_epoch"),
                0,
                user.startsWith("VD") ? "" : user,
                "",
                0,
                false,
                call.endedAt().getEpochSecond() - Math.max(0, call.result().seconds()),
                0);
    }

    static DialerException failed(String act, JdbiException e) {
        Throwable root = e;
        while (root.getCause() != null && !(root instanceof SQLException)) {
            root = root.getCause();
        }
        return new DialerException("The dialer's tables could not " + act + ": " + root.getMessage(), e);
    }
}
