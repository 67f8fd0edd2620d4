package org.parley.dialer;

import static org.parley.dialer.DialerDatabase.SERVER;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.parley.dialer.schema.Schema;

/**
 * The adversary: what the dialer's own programs were seen to do to the tables, statement by statement on connections
 * of their own, with the quirks that they have. Any thread may call.
 */
public final class NativeDialer {
    private final DialerDatabase at;
    private final Jdbi jdbi;
    private final NativeDaemon daemon;
    private final NativeHangup hangup;
    private final AtomicLong sequence = new AtomicLong();

    NativeDialer(DialerDatabase at, Jdbi jdbi) {
        this.at = at;
        this.jdbi = jdbi;
        jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        this.daemon = new NativeDaemon(this);
        this.hangup = new NativeHangup(this);
    }

    /**
     * A call that the dialer has on its way.
     *
     * @param inGroup "" for a call that the dialer placed
     * @param campaign of the lead's list
     * @param line the user of the line that has it, "" for none yet
     */
    public record Routed(
            String code,
            long lead,
            String phone,
            String uniqueId,
            String channel,
            String inGroup,
            String campaign,
            String line) {
        boolean inbound() {
            return !inGroup.isEmpty();
        }

        Routed on(String user) {
            return new Routed(code, lead, phone, uniqueId, channel, inGroup, campaign, user);
        }

        private Routed over(String realId, String realChannel) {
            return new Routed(code, lead, phone, realId, realChannel, inGroup, campaign, line);
        }
    }

    /** What our extension is told of the call: OSDial sends the code as account code and puts a 7 before inbound. */
    public CallIdentity identity(Routed call) {
        return isOsdial()
                ? new CallIdentity(
                        "unknown",
                        "0000000000",
                        call.code(),
                        call.uniqueId(),
                        call.channel(),
                        (call.inbound() ? "7" : "") + "8300")
                : new CallIdentity(call.code(), call.phone(), "", call.uniqueId(), call.channel(), "8300");
    }

    /** A call of the lead's campaign, answered and given to this line. */
    public Routed routeOutbound(long lead, String line) {
        return give(dial(lead), line);
    }

    /** A call of the lead to that in-group, given to this line. */
    public Routed routeInbound(long lead, String inGroup, String line) {
        return give(arrive(lead, inGroup), line);
    }

    /** The dialer places a call and it is answered; no line has it yet. */
    public Routed dial(long lead) {
        return dial(call('V', lead, ""));
    }

    /** The same on a channel that there is. */
    public Routed dial(long lead, String uniqueId, String channel) {
        return dial(call('V', lead, "").over(uniqueId, channel));
    }

    private Routed dial(Routed call) {
        run(handle -> {
            write(handle, call, """
                    UPDATE <list>
                       SET called_since_last_reset = 'Y', called_count = called_count + 1, user = 'VDAD',
                           last_local_call_time = NOW()
                     WHERE lead_id = :lead""");
            write(handle, call, """
                    INSERT INTO <auto_calls> (server_ip, campaign_id, status, lead_id, callerid, phone_code,
                                              phone_number, call_time, call_type, alt_dial)
                    VALUES (:server, :campaign, 'SENT', :lead, :code, '1', :phone, NOW(), 'OUT', 'NONE')""");
            callLog(handle, call, call.code());
            answered(handle, call);
            return true;
        });
        return call;
    }

    private void answered(Handle handle, Routed call) {
        write(handle, call, """
                UPDATE <auto_calls> SET uniqueid = :uniqueid, channel = :channel, status = 'LIVE', stage = 'LIVE-0'
                 WHERE callerid = :code""");
        if (isOsdial()) {
            write(handle, call, """
                    INSERT INTO <log> (uniqueid, lead_id, campaign_id, call_date, start_epoch, status, phone_code,
                                       phone_number, user, processed, server_ip, callerid)
                    VALUES (:uniqueid, :lead, :campaign, NOW(), UNIX_TIMESTAMP(), 'QUEUE', '1', :phone, 'VDAD', 'N',
                            :server, :code)""");
        } else {
            write(handle, call, "UPDATE <list> SET status = 'PU' WHERE lead_id = :lead");
            write(handle, call, """
                    INSERT INTO <log> (uniqueid, lead_id, list_id, campaign_id, call_date, start_epoch, status,
                                       phone_code, phone_number, user, comments, processed, alt_dial)
                    SELECT :uniqueid, lead_id, list_id, :campaign, NOW(), UNIX_TIMESTAMP(), 'QUEUE', '1', :phone,
                           'VDAD', '', 'N', 'NONE'
                      FROM <list> WHERE lead_id = :lead""");
            logExtended(handle, call);
        }
    }

    /** A caller reaches the in-group and waits. */
    public Routed arrive(long lead, String inGroup) {
        return arrive(call('Y', lead, inGroup));
    }

    /** The same on a channel that there is: his own, or that of a call which somebody sends on to the in-group. */
    public Routed arrive(long lead, String inGroup, String uniqueId, String channel) {
        return arrive(call('Y', lead, inGroup).over(uniqueId, channel));
    }

    private Routed arrive(Routed call) {
        run(handle -> {
            // OSDial's start of the log knows no code yet, and nothing brings it there later
            callLog(handle, call, isOsdial() ? "" : call.code());
            write(handle, call, """
                    INSERT INTO <auto_calls> (server_ip, campaign_id, status, lead_id, uniqueid, callerid, channel,
                                              phone_code, phone_number, call_time, call_type, stage)
                    VALUES (:server, :group, 'LIVE', :lead, :uniqueid, :code, :channel, '1', :phone, NOW(), 'IN',
                            'LIVE-0')""");
            write(handle, call, """
                    INSERT INTO <closer_log> (lead_id, list_id, campaign_id, call_date, start_epoch, status,
                                              phone_code, phone_number, user, processed, uniqueid <more>)
                    SELECT lead_id, list_id, :group, NOW(), UNIX_TIMESTAMP(), 'QUEUE', '1', :phone, 'VDCL', 'N',
                           :uniqueid <values>
                      FROM <list> WHERE lead_id = :lead""".replace("<more>", isOsdial() ? ", callerid, server_ip" : "")
                    .replace("<values>", isOsdial() ? ", :code, :server" : ""));
            logExtended(handle, call);
            return true;
        });
        return call;
    }

    /** The longest waiting free line gets the call as the routing of this dialer chooses; "" as line when none is. */
    public Routed pick(Routed call) {
        String eligible = (call.inbound() ? "status IN ('CLOSER', 'READY')" : "status = 'READY'")
                + " AND last_update_time > NOW() - INTERVAL 5 SECOND"
                + (isOsdial() ? "" : " AND lead_id < 1")
                + (call.inbound()
                        ? " AND closer_campaigns LIKE CONCAT('% ', :group, ' %')"
                        : " AND campaign_id = :campaign");
        String user = run(handle -> query(
                handle,
                call,
                "SELECT user FROM <live_agents> WHERE " + eligible + " ORDER BY "
                        + (isOsdial() ? "last_call_finish" : "last_state_change") + ", live_agent_id LIMIT 1"));
        return user.isEmpty() ? call : give(call, user);
    }

    /** That line gets the call, whatever it was doing: two calls of OSDial's can meet on one line. */
    public Routed give(Routed waiting, String line) {
        Routed call = waiting.on(line);
        run(handle -> {
            boolean locks = !isOsdial() && call.inbound();
            if (locks) {
                handle.execute("LOCK TABLES <live_agents> WRITE");
            }
            write(handle, call, """
                    UPDATE <live_agents>
                       SET status = 'QUEUE', lead_id = :lead, uniqueid = :uniqueid, channel = :channel,
                           callerid = :code, call_server_ip = :server <more>
                     WHERE user = :line AND extension LIKE 'R/%'""".replace(
                    "<more>",
                    isOsdial()
                            ? ", random_id = random_id + 1, last_update_time = NOW()"
                            : ", comments = '" + (call.inbound() ? "INBOUND" : "AUTO") + "', ring_callerid = ''"));
            if (locks) {
                handle.execute("UNLOCK TABLES");
            }
            if (call.inbound()) {
                queueLeft(handle, call);
            }
            if (!isOsdial()) {
                write(handle, call, """
                        INSERT INTO <remote_agent_log> (callerid, uniqueid, ra_user, user, call_time, extension, lead_id,
                                                        phone_number, campaign_id, processed)
                        SELECT :code, :uniqueid, ra_user, user, NOW(), conf_exten, :lead, :phone, campaign_id, 'N'
                          FROM <live_agents> WHERE user = :line""");
                write(handle, call, "UPDATE <live_agents> SET ra_extension = conf_exten WHERE user = :line");
            }
            write(
                    handle,
                    call,
                    "UPDATE <auto_calls> SET status = '" + (call.inbound() ? "CLOSER" : "XFER") + "', stage = '"
                            + (call.inbound() ? "CLOSER-0" : "XFER-0") + "' WHERE callerid = :code");
            return true;
        });
        return call;
    }

    /** An agent with a screen gets the call. */
    public Routed person(Routed waiting, String user) {
        Routed call = waiting.on(user);
        run(handle -> {
            write(handle, call, "UPDATE <auto_calls> SET status = 'CLOSER', stage = 'CLOSER-0' WHERE callerid = :code");
            write(handle, call, "UPDATE <list> SET status = 'INCALL', user = :line WHERE lead_id = :lead");
            write(handle, call, """
                    UPDATE <closer_log> SET status = 'INCALL', user = :line
                     WHERE lead_id = :lead AND uniqueid = :uniqueid ORDER BY closecallid DESC LIMIT 1""");
            return true;
        });
        return call;
    }

    private void queueLeft(Handle handle, Routed call) {
        write(
                handle,
                call,
                "UPDATE <closer_log> SET user = :line WHERE lead_id = :lead ORDER BY call_date DESC LIMIT 1");
        for (String role : List.of("live_inbound_agents", "inbound_group_agents")) {
            write(
                    handle,
                    call,
                    "UPDATE <" + role + "> SET calls_today = calls_today + 1"
                            + " WHERE user = :line AND group_id = :group");
        }
        // the fork of 2013 calls a connected call SENT until the daemon comes by
        write(
                handle,
                call,
                "UPDATE <closer_log> SET queue_seconds = UNIX_TIMESTAMP() - start_epoch"
                        + (at.kind() == DialerDatabase.Kind.VICIDIAL_2013 ? ", status = 'SENT'" : "")
                        + " WHERE lead_id = :lead AND uniqueid = :uniqueid ORDER BY closecallid DESC LIMIT 1");
    }

    /** The channel is gone: the call log's end, and what its script makes of the call. */
    public void hangup(Routed call) {
        hangup.channelEnds(call);
        hangup.closesRows(call);
    }

    /** The first half of {@link #hangup}: call_log has its end. */
    public void channelEnds(Routed call) {
        hangup.channelEnds(call);
    }

    /** The second half of {@link #hangup}. */
    public void closesRows(Routed call) {
        hangup.closesRows(call);
    }

    /** A loop of the remote agents' daemon with what it does every fifth time. */
    public void daemonSweep() {
        daemon.everyFifthLoop();
        daemon.everyLoop();
    }

    /** An ordinary loop of the remote agents' daemon. */
    public void daemonLoop() {
        daemon.everyLoop();
    }

    /** What the dialing program does to lines that have had no heartbeat for 30 s. */
    public void silentLines() {
        daemon.silentLines();
    }

    /** OSDial's daemon falls over a call of which it can find no end; it is started again within a minute. */
    public static final class DaemonDied extends RuntimeException {
        private static final long serialVersionUID = 1;

        DaemonDied(String uniqueId) {
            super("ambiguous column 'server_ip', asking for the end of " + uniqueId);
        }
    }

    boolean isOsdial() {
        return at.kind().isOsdial();
    }

    DialerDatabase.Kind kind() {
        return at.kind();
    }

    Schema schema() {
        return at.schema();
    }

    <T> T run(Function<Handle, T> work) {
        return jdbi.withHandle(handle -> work.apply(at.schema().define(handle)));
    }

    /** One statement of one program; what it does not mention is not there. */
    int write(Handle handle, Routed call, String sql) {
        return handle.createUpdate(sql).bindMap(values(call)).execute();
    }

    String query(Handle handle, Routed call, String sql) {
        return handle.createQuery(sql)
                .bindMap(values(call))
                .map((row, context) -> String.valueOf((Object) row.getString(1)))
                .findFirst()
                .orElse("");
    }

    private Map<String, Object> values(Routed call) {
        return Map.of(
                "lead", call.lead(),
                "code", call.code(),
                "uniqueid", call.uniqueId(),
                "prefix", call.uniqueId().replaceAll("\\..*", "") + "%",
                "channel", call.channel(),
                "phone", call.phone(),
                "group", call.inGroup(),
                "line", call.line(),
                "server", SERVER,
                "campaign", call.campaign());
    }

    private Routed call(char letter, long lead, String inGroup) {
        long number = sequence.incrementAndGet();
        String code = isOsdial()
                ? "%c%010d%09d".formatted(letter, 1_121_000_000 + number, lead)
                : "%c%09d%010d".formatted(letter, 121_000_000 + number, lead);
        String campaign = at.value(
                "SELECT s.campaign_id FROM <list> l JOIN <lists> s ON s.list_id = l.list_id WHERE l.lead_id = ?", lead);
        String phone = at.value("SELECT phone_number FROM <list> WHERE lead_id = ?", lead);
        return new Routed(
                code,
                lead,
                phone,
                (1_790_000_000 + number) + "." + number,
                "SIP/carrier-%08x".formatted(number),
                inGroup,
                campaign,
                "");
    }

    private void callLog(Handle handle, Routed call, String code) {
        write(handle, call, """
                INSERT INTO call_log (uniqueid, channel, server_ip, extension, number_dialed, caller_code, start_time,
                                      start_epoch)
                SELECT :uniqueid, :channel, :server, '8300', :phone, '<code>', NOW(), UNIX_TIMESTAMP() FROM DUAL
                 WHERE NOT EXISTS (SELECT 1 FROM call_log WHERE uniqueid = :uniqueid)""".replace("<code>", code));
    }

    private void logExtended(Handle handle, Routed call) {
        if (!isOsdial()) {
            write(handle, call, """
                    INSERT IGNORE INTO <log_extended> (uniqueid, server_ip, call_date, lead_id, caller_code)
                    VALUES (:uniqueid, :server, NOW(), :lead, :code)""");
        }
    }
}
