package org.parley.dialer.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.dialer.DialerDatabase.SERVER;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;

/** Our lines live without the dialer's daemon, and are left alone as soon as it is there. */
final class LineHeartbeatIT {
    private static final String CODE = "V0101010101000000001";

    // opened by each test, for its dialer
    @SuppressWarnings("NullAway.Init")
    private DialerDatabase at;

    @SuppressWarnings("NullAway.Init")
    private AgentLines agents;

    @SuppressWarnings("NullAway.Init")
    private LineHeartbeat heart;

    private long seconds;

    static Stream<Arguments> all() {
        return DialerDatabase.all();
    }

    private void open(Kind kind, Mode mode, Duration watch) {
        at = DialerDatabase.open(kind, mode);
        agents = AgentLines.of(at.jdbi());
        agents.carryOut(agents.plan(
                new AgentWish("9001", 2, "830055", "SALES", List.of("SUPPORT"), "sales", "", "ADMIN", true)));
        heart = LineHeartbeat.idle(at.jdbi(), agents, watch);
    }

    @AfterEach
    void close() {
        at.close();
    }

    private void beats(int many) {
        for (int n = 0; n < many; n++) {
            heart.beat(Duration.ofSeconds(seconds).toNanos());
            seconds += 2;
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void makesTheLinesKeepsThemRoutableAndLetsThemGo(Kind kind, Mode mode) {
        open(kind, mode, Duration.ZERO);
        beats(1);
        assertThat(statuses()).isEqualTo("9001 READY,9002 READY");
        assertThat(at.value("SELECT GROUP_CONCAT(conf_exten, campaign_id, extension, comments, lead_id ORDER BY user)"
                        + " FROM <live_agents>"))
                .isEqualTo("830055SALESR/9001REMOTE0,830055SALESR/9002REMOTE0");
        at.execute("UPDATE <live_agents> SET last_update_time = NOW() - INTERVAL 40 SECOND");
        assertThat(agents.show("9001").orElseThrow().ready()).isZero();

        beats(1);

        assertThat(agents.show("9001").orElseThrow().ready()).isEqualTo(2);
        if (!kind.isOsdial()) {
            assertThat(at.count("<live_inbound_agents> WHERE group_id = 'SUPPORT'"))
                    .isEqualTo(2);
        }
        agents.pause("9001");
        beats(5);
        assertThat(statuses()).isEmpty();
        assertThat(at.count("<live_inbound_agents>")).isZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void takesALineThroughACallAsTheDaemonWould(Kind kind, Mode mode) {
        open(kind, mode, Duration.ZERO);
        beats(1);
        at.execute(
                "UPDATE <live_agents> SET status = 'QUEUE', callerid = ?, uniqueid = '100.1', channel = 'SIP/x',"
                        + " lead_id = 1 WHERE user = '9001'",
                CODE);
        at.insert(
                "auto_calls",
                "server_ip",
                SERVER,
                "campaign_id",
                "SALES",
                "status",
                "XFER",
                "lead_id",
                1,
                "uniqueid",
                "100.1",
                "callerid",
                CODE,
                "channel",
                "SIP/x",
                "call_type",
                "OUT");

        beats(5);
        assertThat(statuses()).isEqualTo("9001 INCALL,9002 READY");
        assertThat(at.value("SELECT CONCAT(status, user) FROM <list> WHERE lead_id = 1"))
                .isEqualTo("XFER9001");
        at.execute("DELETE FROM <auto_calls>");
        beats(1);

        assertThat(statuses()).isEqualTo("9001 READY,9002 READY");
        assertThat(at.value("SELECT CONCAT(lead_id, callerid, uniqueid) FROM <live_agents> WHERE user = '9001'"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @MethodSource("all")
    void aLineInACallIsNeverClearedForANewCampaign(Kind kind, Mode mode) {
        open(kind, mode, Duration.ZERO);
        beats(1);
        at.execute(
                "UPDATE <live_agents> SET status = 'INCALL', callerid = ?, uniqueid = '100.1' WHERE user = '9001'",
                CODE);
        at.insert(
                "auto_calls",
                "server_ip",
                SERVER,
                "campaign_id",
                "SALES",
                "status",
                "XFER",
                "lead_id",
                1,
                "uniqueid",
                "100.1",
                "callerid",
                CODE,
                "channel",
                "SIP/x",
                "call_type",
                "OUT");
        at.execute("UPDATE <remote_agents> SET campaign_id = 'SURVEY'");

        beats(1);

        assertThat(at.value("SELECT GROUP_CONCAT(campaign_id, status ORDER BY user) FROM <live_agents>"))
                .isEqualTo("SALESINCALL,SURVEYREADY");
    }

    @ParameterizedTest
    @MethodSource("all")
    void standsBackWhileTheDialersDaemonIsAtWorkAndTakesOverWhenItHasDied(Kind kind, Mode mode) {
        open(kind, mode, Duration.ofSeconds(8));
        at.natives().daemonSweep();
        for (int n = 0; n < 6; n++) {
            at.natives().daemonSweep();
            String before = numbers();
            beats(1);
            assertThat(numbers()).as("left alone").isEqualTo(before);
        }
        assertThat(heart.standing(SERVER)).isNotEmpty();

        at.execute("DELETE FROM <live_agents>");
        beats(3);
        assertThat(statuses()).as("it may be back any moment").isEmpty();
        beats(3);
        assertThat(statuses()).isEqualTo("9001 READY,9002 READY");
        assertThat(heart.standing(SERVER)).isEmpty();

        at.natives().daemonSweep();
        beats(1);
        at.natives().daemonSweep();
        String before = numbers();
        beats(1);
        assertThat(numbers()).as("it is back").isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("all")
    void anAgentThatIsNotOursGetsNoHeartbeat(Kind kind, Mode mode) {
        open(kind, mode, Duration.ZERO);
        at.remoteAgent(7000, 1, "830077", "SALES", "");
        at.execute("UPDATE <live_agents> SET random_id = 5, last_update_time = NOW() - INTERVAL 40 SECOND,"
                + " status = 'PAUSED' WHERE user = '7000'");

        beats(6);

        assertThat(at.value("SELECT CONCAT(random_id, status) FROM <live_agents> WHERE user = '7000'"))
                .isEqualTo("5PAUSED");
    }

    private String statuses() {
        return at.value("SELECT COALESCE(GROUP_CONCAT(user, ' ', status ORDER BY user), '') FROM <live_agents>");
    }

    private String numbers() {
        return at.value("SELECT GROUP_CONCAT(random_id ORDER BY user) FROM <live_agents>");
    }
}
