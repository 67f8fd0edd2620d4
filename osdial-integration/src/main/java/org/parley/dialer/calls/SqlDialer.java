package org.parley.dialer.calls;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerCall;
import org.parley.dialer.DialerException;
import org.parley.dialer.DialerOptions;
import org.parley.dialer.Lead;
import org.parley.dialer.Staff;
import org.parley.dialer.schema.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dialer behind its tables, OSDial's or VICIdial's. Holds no state but what was read at start; any thread may
 * call. Statements commit one by one, for the tables may be MyISAM: log first, lead second, line last is all the
 * consistency there is, and each statement can be run again.
 */
public final class SqlDialer implements Dialer {
    private static final Logger LOG = LoggerFactory.getLogger(SqlDialer.class);
    private static final int TRIES = 3;
    private static final int CALL_SECONDS_MAX = 86_400;
    /** What the dialer's hang-up program gets to do its part first. */
    private static final Duration NATIVE_END = Duration.ofSeconds(3);

    private final Jdbi jdbi;
    private final Schema schema;
    private final CallFinder finder;
    private final Statuses statuses;
    private final String languageField;
    private final Staff staff;

    private SqlDialer(Jdbi jdbi, Schema schema, DialerOptions options) {
        this.jdbi = jdbi;
        this.schema = schema;
        this.finder = new CallFinder(schema, options);
        this.statuses = new Statuses(schema, options.fallbackStatus());
        this.languageField = options.languageField();
        this.staff = new SqlStaff(schema, statuses, new SqlStaff.Reads() {
            @Override
            public <T> T run(String act, Function<Handle, T> work) {
                return SqlDialer.this.run(act, work);
            }
        });
    }

    /**
     * Looks which dialer's tables the database has.
     *
     * @throws DialerException naming what was looked for, or every table and column that is missing
     */
    public static Dialer detect(Jdbi jdbi, DialerOptions options) {
        return new SqlDialer(jdbi, schemaOf(jdbi), options);
    }

    private static Schema schemaOf(Jdbi jdbi) {
        try {
            return jdbi.withHandle(Schema::read);
        } catch (JdbiException e) {
            throw failed("look for the dialer's tables", e);
        }
    }

    /**
     * One of the dialer's leads as a call of his would have it, by reading alone; empty when there is none.
     *
     * @throws DialerException as {@link #detect}
     */
    public static Optional<Lead> lead(Jdbi jdbi, DialerOptions options, long id) {
        SqlDialer dialer = new SqlDialer(jdbi, schemaOf(jdbi), options);
        return dialer.run("read a lead", handle -> Leads.byId(handle, id).map(lead -> dialer.told(handle, lead)));
    }

    @Override
    public String description() {
        return schema.description() + " (tables " + schema.dialect().prefix() + "*)";
    }

    @Override
    public List<String> shortcomings() {
        return schema.shortcomings();
    }

    @Override
    public Set<String> statuses() {
        return run("read the statuses", statuses::all);
    }

    @Override
    public Staff staff() {
        return staff;
    }

    @Override
    public boolean hasLanguages() {
        return !languageField.isEmpty();
    }

    @Override
    public Optional<DialerCall> begin(CallIdentity identity) {
        return run("begin a call", handle -> {
            Optional<LiveLines.Found> found = finder.find(handle, identity);
            return found.isPresent()
                    ? Optional.of(begin(handle, found.get()))
                    : finder.stranger(handle, identity)
                            .map(lead -> new DialerCall(told(handle, lead), stranger(handle, lead)));
        });
    }

    /** Line and log first: a caller who hangs up at once must not be counted as dropped. */
    private DialerCall begin(Handle handle, LiveLines.Found line) {
        boolean claimed = line.lineId() > 0 && LiveLines.claim(handle, schema, line);
        Optional<Lead> known = Leads.byId(handle, line.leadId());
        Lead lead = known.orElseGet(() -> Lead.unknown(line.phoneNumber()));
        CallKeys keys = finder.keys(handle, line, lead);
        CallKeys mine = claimed ? keys.claimedByUs() : keys;
        if (!mine.lineUser().isEmpty()) {
            CallLogs.withAgent(handle, schema, mine);
        }
        if (claimed && known.isPresent()) {
            Leads.withAgent(handle, mine);
        }
        return new DialerCall(told(handle, lead), mine);
    }

    /** With its language, where a field tells it. */
    private Lead told(Handle handle, Lead lead) {
        return hasLanguages() ? lead.speaking(CustomFields.read(handle, schema, lead, languageField)) : lead;
    }

    private static CallKeys stranger(Handle handle, Lead lead) {
        String campaign = Leads.campaignOf(handle, lead.listId());
        long now =
                handle.createQuery("SELECT UNIX_TIMESTAMP()").mapTo(Long.class).one();
        return new CallKeys(
                "",
                false,
                campaign,
                campaign,
                lead.id(),
                lead.listId(),
                lead.phoneNumber(),
                "",
                "",
                0,
                0,
                0,
                "",
                "",
                0,
                false,
                now,
                0);
    }

    @Override
    public CallKeys begun(CallKeys keys) {
        return run("begin a call", handle -> {
            if (keys.claimed() && keys.inbound()) {
                count(handle, keys);
            }
            return inAgentLog(handle, keys);
        });
    }

    private CallKeys inAgentLog(Handle handle, CallKeys keys) {
        return keys.hasLine() && keys.agentLogId() == 0 && schema.has("agent_log")
                ? keys.withAgentLog(AgentLog.begin(handle, schema, keys))
                : keys;
    }

    /** The in-group's counters of this agent, by which the dialer spreads calls; newer VICIdials keep two. */
    private void count(Handle handle, CallKeys keys) {
        for (String role : new String[] {"live_inbound_agents", "inbound_group_agents"}) {
            String counter = schema.has(role, "calls_today_filtered") ? "calls_today_filtered" : "calls_today";
            if (!schema.isOsdial() && schema.has(role, counter)) {
                handle.createUpdate("UPDATE <" + role + "> SET " + counter + " = " + counter
                                + " + 1 WHERE user = :user AND group_id = :group")
                        .bind("user", keys.lineUser())
                        .bind("group", keys.campaign())
                        .execute();
            }
        }
    }

    @Override
    public void release(CallKeys keys, CallResult result) {
        run("release a call", handle -> {
            if (result.how() != How.CALLER) {
                finish(handle, keys, result, status(handle, keys, result), "AGENT");
                LiveLines.free(handle, schema, keys);
                LiveLines.forget(handle, keys);
            } else if (schema.isOsdial()) {
                // its daemon dies of an inbound call's line when the hang-up program was there first
                LiveLines.free(handle, schema, keys);
            }
            return true;
        });
    }

    @Override
    public boolean settle(CallIdentity identity, @Nullable CallKeys known, CallResult result, Duration sinceEnd) {
        return run("settle a call", handle -> {
            CallKeys keys = known == null ? late(handle, identity, result, sinceEnd) : known;
            if (keys == null) {
                forbid(handle, "", "", identity.callerIdNumber(), result);
                return true;
            }
            boolean over = keys.code().isEmpty() || !LiveLines.isRouted(handle, keys.code());
            if (!over && result.how() == How.CALLER && sinceEnd.compareTo(NATIVE_END) < 0) {
                return false; // the dialer's hang-up program knows best when and how it ended
            }
            String status = status(handle, keys, result);
            finish(handle, keys, result, status, result.how() == How.CALLER ? "CALLER" : "AGENT");
            owed(handle, keys, result, status);
            LiveLines.free(handle, schema, keys); // last: what breaks off before is found again by the line
            LiveLines.forget(handle, keys);
            return true;
        });
    }

    /** The call reached us while the database was away: what is left of it there. */
    private @Nullable CallKeys late(Handle handle, CallIdentity identity, CallResult result, Duration sinceEnd) {
        Optional<LiveLines.Found> found = finder.find(handle, identity).or(() -> finder.past(handle, identity));
        if (found.isEmpty()) {
            LOG.info("call {}: the dialer has nothing left of it", finder.code(identity));
            return null;
        }
        CallKeys keys = begin(handle, found.get()).keys();
        return inAgentLog(handle, keys.beganAt(keys.beganEpoch() - sinceEnd.toSeconds() - seconds(result)));
    }

    private void finish(Handle handle, CallKeys keys, CallResult result, String status, String term) {
        // a call of which no agent is known any more is one that nobody took, unless we were heard
        if (keys.code().isEmpty() || (keys.lineUser().isEmpty() && !result.spoke())) {
            return;
        }
        boolean logged = CallLogs.finish(handle, schema, keys, status, term, endEpoch(keys, result), result.spoke());
        if (!logged) {
            LOG.debug("call {}: its log row has a final status already", keys.code());
        }
        String leadStatus = result.callBack() == null ? status : CallBacks.HELD;
        if (keys.leadId() > 0 && !Leads.finish(handle, keys, leadStatus)) {
            LOG.debug("lead {}: somebody else has it by now, or it has its result", keys.leadId());
        }
    }

    /** What nobody waits for. */
    private void owed(Handle handle, CallKeys keys, CallResult result, String status) {
        String campaign = keys.loginCampaign();
        CallKeys logged = inAgentLog(handle, keys);
        if (logged.agentLogId() > 0) {
            AgentLog.end(handle, schema, logged, status, seconds(result));
        }
        forbid(handle, keys.lineUser(), campaign, keys.phoneNumber(), result);
        if (keys.leadId() == 0) {
            return;
        }
        if (keys.code().isEmpty()) {
            boolean _ = Leads.finishStranger(handle, keys, result.callBack() == null ? status : CallBacks.HELD);
        }
        if (result.callBack() != null) {
            CallBacks.store(handle, schema, keys, campaign, result.callBack());
        }
        if (statuses.forbidsCalls(handle, campaign, status)) {
            DoNotCall.add(handle, schema, keys.lineUser(), campaign, keys.phoneNumber(), false);
        }
        Extras.fields(handle, schema, keys, result.fields());
        Extras.note(handle, schema, keys, result.comment());
        if (result.recording() != null) {
            Extras.recording(handle, schema, keys, result.recording());
        }
        Extras.housekeeping(handle, schema, keys, status);
    }

    /** The numbers that a script has said, whatever the status. */
    private void forbid(Handle handle, String user, String campaign, String own, CallResult result) {
        result.doNotCall()
                .forEach(phone -> DoNotCall.add(handle, schema, user, campaign, phone.isEmpty() ? own : phone, true));
    }

    private String status(Handle handle, CallKeys keys, CallResult result) {
        String wanted = result.callBack() == null ? result.status() : CallBacks.AGREED;
        return statuses.valid(handle, keys.loginCampaign(), wanted);
    }

    /** By the database's clock, however late it is told. */
    private static long endEpoch(CallKeys keys, CallResult result) {
        return keys.beganEpoch() > 0
                ? keys.beganEpoch() + seconds(result)
                : result.endedAt().getEpochSecond();
    }

    private static int seconds(CallResult result) {
        return Math.clamp(result.seconds(), 0, CALL_SECONDS_MAX);
    }

    private <T> T run(String act, Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.withHandle(handle -> work.apply(schema.define(handle)));
            } catch (JdbiException e) {
                if (attempt == TRIES || !isPassing(e)) {
                    throw failed(act, e);
                }
            }
        }
    }

    /** 1213 is a deadlock, 1205 a lock that others held too long; 1020 a row that changed between look and write. */
    private static boolean isPassing(Throwable e) {
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
