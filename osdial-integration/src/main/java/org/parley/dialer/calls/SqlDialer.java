package org.parley.dialer.calls;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallResult;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerCall;
import org.parley.dialer.DialerException;
import org.parley.dialer.Lead;
import org.parley.dialer.schema.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dialer behind its tables, OSDial's or VICIdial's. Holds no state but what was read at start; any thread may
 * call. Statements commit one by one, for the tables may be MyISAM, and each can be run again.
 */
public final class SqlDialer implements Dialer {
    private static final Logger LOG = LoggerFactory.getLogger(SqlDialer.class);
    /** A letter for how the call came to be, a date and the lead: 20 characters in both dialers. */
    private static final Pattern CODE = Pattern.compile("[VMYJ]\\d{19}");

    private static final Pattern STATUS = Pattern.compile("[A-Z0-9]{1,6}");
    /** What the dialer calls a lead that waits for its call-back; left at its own status it could be dialed at once. */
    private static final String CALL_BACK_HELD = "CBHOLD";

    private static final int DEADLOCK_TRIES = 3;

    private final Jdbi jdbi;
    private final Schema schema;

    private SqlDialer(Jdbi jdbi, Schema schema) {
        this.jdbi = jdbi;
        this.schema = schema;
    }

    /**
     * Looks which dialer's tables the database has.
     *
     * @throws DialerException naming what was looked for, or every table and column that is missing
     */
    public static Dialer detect(Jdbi jdbi) {
        try {
            return new SqlDialer(jdbi, jdbi.withHandle(Schema::read));
        } catch (JdbiException e) {
            throw failed("look for the dialer's tables", e);
        }
    }

    @Override
    public String description() {
        return schema.description() + " (tables " + schema.dialect().prefix() + "*)";
    }

    @Override
    public Optional<DialerCall> recognise(CallIdentity identity) {
        return run("recognise a call", handle -> find(handle, identity).map(Found::call));
    }

    @Override
    public boolean claim(DialerCall call, CallIdentity identity) {
        if (call.code().isEmpty()) {
            return false;
        }
        return run("claim an agent line", handle -> {
            Optional<LiveCalls.Routed> routed = LiveCalls.routed(handle, call.code());
            // A free line is taken only for a call that the dialer itself has on its way: the daemons clean up a
            // line's unique id against auto_calls, and OSDial's falls over a line whose call is not there.
            boolean taken = LiveCalls.claimChosen(handle, call.code())
                    || (routed.isPresent() && LiveCalls.claimFree(handle, call, identity));
            if (taken) {
                LiveCalls.lineByCode(handle, call.code()).ifPresent(line -> takeOver(handle, call, routed, line));
            }
            return taken;
        });
    }

    /** The daemon marks lead and log when it finds a line in QUEUE; it never finds the one that we have taken. */
    private static void takeOver(
            Handle handle, DialerCall call, Optional<LiveCalls.Routed> routed, LiveCalls.Line line) {
        routed.filter(found -> !found.uniqueId().isEmpty())
                .ifPresent(found -> Leads.logWithAgent(handle, found, found.uniqueId(), line.user()));
        if (call.lead().id() > 0) {
            Leads.withAgent(handle, call.lead().id(), line.user());
        }
    }

    @Override
    public void record(CallResult result) {
        if (!STATUS.matcher(result.status()).matches()) {
            throw new DialerException(
                    "Expected a status of 1 to 6 capitals or digits but was '%s'; nothing was written"
                            .formatted(LiveCalls.cut(result.status(), 40)),
                    null);
        }
        run("record a call's result", handle -> {
            find(handle, result.identity()).ifPresent(found -> record(handle, result, found));
            return true;
        });
    }

    /** Lead first and line last: the order of the statements is the only consistency that MyISAM knows. */
    private void record(Handle handle, CallResult result, Found found) {
        DialerCall call = found.call();
        Lead lead = call.lead();
        if (lead.id() > 0) {
            String status = result.callBack() == null ? result.status() : CALL_BACK_HELD;
            // a call that the dialer did not place marks nothing, so there is nothing to expect of the lead's status
            String seen = call.code().isEmpty() ? lead.status() : "";
            if (!Leads.result(handle, lead.id(), status, found.taken() ? call.lineUser() : "", call.code(), seen)) {
                LOG.info("lead {}: result not written, somebody else has the lead by now", lead.id());
            }
            if (result.callBack() != null) {
                String campaign =
                        found.loginCampaign().isEmpty() ? Leads.campaignOf(handle, lead) : found.loginCampaign();
                Leads.callBack(
                        handle,
                        lead,
                        campaign,
                        call.lineUser(),
                        result.callBack().at().getEpochSecond(),
                        schema.storable(
                                "callbacks", "comments", result.callBack().comment()));
            }
        }
        if (!call.code().isEmpty()) {
            LiveCalls.free(handle, call.code());
        }
    }

    /**
     * @param taken the line is this call's already, not just the one it would get
     * @param loginCampaign the line's own campaign, or "": an inbound call's campaign is its in-group
     */
    private record Found(DialerCall call, boolean taken, String loginCampaign) {}

    private Optional<Found> find(Handle handle, CallIdentity identity) {
        Optional<LiveCalls.Line> line = Optional.empty();
        String code = code(identity);
        if (!code.isEmpty()) {
            line = LiveCalls.lineByCode(handle, code);
        }
        if (line.isEmpty()
                && identity.uniqueId().length() > 1
                && identity.uniqueId().length() <= 20) {
            // between servers the code may get lost
            line = LiveCalls.lineByUniqueId(handle, identity.uniqueId());
            if (code.isEmpty()
                    && line.isPresent()
                    && CODE.matcher(line.get().code()).matches()) {
                code = line.get().code();
            }
        }
        return code.isEmpty() ? byPhone(handle, identity) : byCode(handle, identity, code, line);
    }

    private Optional<Found> byCode(Handle handle, CallIdentity identity, String code, Optional<LiveCalls.Line> line) {
        Optional<LiveCalls.Routed> routed = LiveCalls.routed(handle, code);
        long leadId = line.map(LiveCalls.Line::leadId)
                .filter(id -> id > 0)
                .or(() -> routed.map(LiveCalls.Routed::leadId).filter(id -> id > 0))
                .orElse(schema.dialect().leadId(code));
        if (leadId != schema.dialect().leadId(code)) {
            LOG.warn(
                    "call code of lead {} is on the line with lead {}; the line is believed",
                    schema.dialect().leadId(code),
                    leadId);
        }
        Optional<Lead> lead = Leads.byId(handle, leadId);
        if (line.isEmpty() && routed.isEmpty() && lead.isEmpty()) {
            return byPhone(handle, identity);
        }
        Optional<LiveCalls.Line> chosen =
                line.or(() -> routed.flatMap(call -> LiveCalls.freeLine(handle, identity.extension())));
        String login = chosen.map(LiveCalls.Line::campaign).orElse("");
        String campaign = routed.map(LiveCalls.Routed::campaign)
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> login.isEmpty()
                        ? lead.map(known -> Leads.campaignOf(handle, known)).orElse("")
                        : login);
        DialerCall call = new DialerCall(
                code,
                campaign,
                lead.orElseGet(() -> Lead.unknown(digits(identity.callerIdNumber()))),
                chosen.map(LiveCalls.Line::user).orElse(""));
        return Optional.of(new Found(call, line.isPresent(), login));
    }

    private static Optional<Found> byPhone(Handle handle, CallIdentity identity) {
        String digits = digits(identity.callerIdNumber());
        if (digits.length() < 3) {
            return Optional.empty();
        }
        return Leads.byPhone(handle, digits)
                .map(lead -> new Found(new DialerCall("", Leads.campaignOf(handle, lead), lead, ""), false, ""));
    }

    /** OSDial sends the code as account code, VICIdial as caller-id name, perhaps followed by a blank and more. */
    private String code(CallIdentity identity) {
        boolean osdial = schema.isOsdial();
        String first = codeIn(osdial ? identity.accountCode() : identity.callerIdName());
        return first.isEmpty() ? codeIn(osdial ? identity.callerIdName() : identity.accountCode()) : first;
    }

    private static String codeIn(String text) {
        String bare = text.startsWith("\"") ? text.substring(1) : text;
        int end = 0;
        while (end < bare.length() && end <= 20 && bare.charAt(end) != ' ' && bare.charAt(end) != '"') {
            end++;
        }
        String word = bare.substring(0, end);
        return CODE.matcher(word).matches() ? word : "";
    }

    /** The digits of a number of at most 18, which no column exceeds; "" for anything longer. */
    private static String digits(String number) {
        if (number.length() > 40) {
            return "";
        }
        String digits = number.replaceAll("[^0-9]", "");
        return digits.length() > 18 ? "" : digits;
    }

    private <T> T run(String act, Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.withHandle(handle -> work.apply(schema.define(handle)));
            } catch (JdbiException e) {
                if (attempt == DEADLOCK_TRIES || !isDeadlock(e)) {
                    throw failed(act, e);
                }
            }
        }
    }

    /** 1213 is a deadlock, 1205 a lock that others held too long; 1020 a row that changed between look and write. */
    private static boolean isDeadlock(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getErrorCode() == 1213 || sql.getErrorCode() == 1205 || sql.getErrorCode() == 1020;
            }
        }
        return false;
    }

    private static DialerException failed(String act, JdbiException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new DialerException("The dialer's database could not " + act + ": " + root.getMessage(), e);
    }
}
