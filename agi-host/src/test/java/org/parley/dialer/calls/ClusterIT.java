package org.parley.dialer.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerCall;
import org.parley.dialer.DialerOptions;
import org.parley.dialer.DialerOptions.Strangers;

/** Several dialer servers on one database: a line here may get a call that came in over there. */
final class ClusterIT {
    private static final String THERE = "10.0.0.2";

    private static Dialer here(DialectDatabase.Kind kind) {
        return SqlDialer.detect(
                DialectDatabase.ours(kind), new DialerOptions(World.SERVER, Strangers.IGNORE, 999, "NI"));
    }

    /** Routed to a line here by a server over there, as the dialer's cluster does it. */
    private static World.Call routedFromThere(World world, long lead, String user) {
        World.Call call = world.routeOutbound(lead, user);
        world.run("UPDATE <auto_calls> SET server_ip = '" + THERE + "' WHERE callerid = '" + call.code() + "'");
        world.run("UPDATE <live_agents> SET call_server_ip = '" + THERE + "' WHERE user = '" + user + "'");
        if (world.schema().has("log", "server_ip")) {
            world.run("UPDATE <log> SET server_ip = '" + THERE + "' WHERE uniqueid = '" + call.uniqueId() + "'");
        }
        return call;
    }

    @ParameterizedTest
    @EnumSource
    void aCallOfAnotherServerIsKnownByItsCodeThoughItsLegHereHasAnotherIdAndName(DialectDatabase.Kind kind) {
        World world = new World(DialectDatabase.open(kind)).populate(3);
        Dialer dialer = here(kind);
        World.Call call = routedFromThere(world, 1001, "9002");
        CallIdentity there = world.identity(call);
        CallIdentity leg = new CallIdentity(
                there.callerIdName(), "", there.accountCode(), "1795999999.77", "IAX2/there-77", "8300");

        DialerCall begun = dialer.begin(leg).orElseThrow();
        CallKeys keys = dialer.begun(begun.keys());
        assertThat(keys.claimed()).isTrue();
        assertThat(keys.uniqueId()).as("the call's, not the leg's").isEqualTo(call.uniqueId());
        CallResult result = new CallResult(How.AGENT, "SALE", "", true, 20, Instant.now(), null, Map.of(), null);
        dialer.release(keys, result);
        assertThat(dialer.settle(leg, keys, result, Duration.ofSeconds(9))).isTrue();

        assertThat(world.cell("log", "CONCAT(status, ' ', user, ' ', term_reason)", "lead_id = 1001"))
                .isEqualTo("SALE 9002 AGENT");
        assertThat(world.cell("live_agents", "CONCAT(status, callerid)", "user = '9002'"))
                .isEqualTo("READY");
        assertThat(world.count("auto_calls", "lead_id = 1001")).isZero();
        assertThat(world.cell("agent_log", "CONCAT(status, ' ', server_ip)", "lead_id = 1001"))
                .as("where the line is")
                .isEqualTo("SALE " + World.SERVER);
    }

    @ParameterizedTest
    @EnumSource
    void oneUniqueIdOfTwoServersIsOneCallOnEach(DialectDatabase.Kind kind) {
        World world = new World(DialectDatabase.open(kind)).populate(3);
        World.Call ours = world.routeOutbound(1001, "9001");
        World.Call theirs = world.routeOutbound(1002, "9002");
        for (String table : new String[] {"live_agents", "auto_calls"}) {
            world.run("UPDATE <" + table + "> SET uniqueid = '" + ours.uniqueId() + "' WHERE uniqueid = '"
                    + theirs.uniqueId() + "'");
        }
        world.run("UPDATE <live_agents> SET server_ip = '" + THERE + "' WHERE user = '9002'");
        world.run("UPDATE <auto_calls> SET server_ip = '" + THERE + "' WHERE lead_id = 1002");
        CallIdentity codeless = new CallIdentity("", "5550100", "", ours.uniqueId(), "SIP/x-1", "8300");

        DialerCall begun = here(kind).begin(codeless).orElseThrow();
        assertThat(begun.lead().id()).isEqualTo(1001);
        assertThat(world.cell("live_agents", "status", "user = '9001'")).isEqualTo("INCALL");
        assertThat(world.cell("live_agents", "status", "user = '9002'")).isEqualTo("QUEUE");

        Dialer there =
                SqlDialer.detect(DialectDatabase.ours(kind), new DialerOptions(THERE, Strangers.IGNORE, 999, "NI"));
        assertThat(there.begin(codeless).orElseThrow().lead().id()).isEqualTo(1002);
    }
}
