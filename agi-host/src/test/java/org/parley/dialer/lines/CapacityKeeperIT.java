package org.parley.dialer.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.dialer.DialerDatabase.SERVER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;

/** Lines in routing are never more than the host can serve, with each dialer's own daemon at work on the same rows. */
final class CapacityKeeperIT {
    // opened by each test, for its dialer
    @SuppressWarnings("NullAway.Init")
    private DialerDatabase at;

    @SuppressWarnings("NullAway.Init")
    private AgentLines agents;

    @SuppressWarnings("NullAway.Init")
    private CapacityKeeper keeper;

    private final List<LineChange> changes = Collections.synchronizedList(new ArrayList<>());
    private volatile Capacity.Offer calls = Capacity.Offer.ANY;
    private volatile Capacity.Offer extension = Capacity.Offer.ANY;

    private final Capacity capacity = new Capacity() {
        @Override
        public Offer calls() {
            return calls;
        }

        @Override
        public Offer extension(String name) {
            return name.equals("830055") ? extension : Offer.ANY;
        }
    };

    static Stream<Arguments> all() {
        return DialerDatabase.all();
    }

    private void open(Kind kind, Mode mode) {
        at = DialerDatabase.open(kind, mode);
        agents = AgentLines.of(at.jdbi());
        agents.carryOut(agents.plan(
                new AgentWish("9001", 4, "830055", "SALES", List.of("SUPPORT"), "sales", "", "ADMIN", true)));
        at.remoteAgent(7000, 2, "830077", "SALES", "");
        keeper = CapacityKeeper.idle(at.jdbi(), agents, capacity, changes::add);
    }

    @AfterEach
    void close() {
        at.close();
    }

    @ParameterizedTest
    @MethodSource("all")
    void withoutCapacityIdleLinesAreOutAtOnceAndStayOutAndPeoplesLinesAreLeft(Kind kind, Mode mode) {
        open(kind, mode);
        busy("9003");
        calls = Capacity.Offer.none("voice is down");

        keeper.look();

        assertThat(statuses()).isEqualTo("7000 READY,7001 READY,9001 PAUSED,9002 PAUSED,9003 INCALL,9004 PAUSED");
        assertThat(changes).hasSize(1).first().satisfies(change -> {
            assertThat(change.before()).isEqualTo(4);
            assertThat(change.now()).isZero();
            assertThat(change.reason()).isEqualTo("voice is down");
        });
        for (int n = 0; n < 3; n++) {
            at.natives().daemonSweep();
            keeper.look();
        }
        assertThat(statuses()).isEqualTo("7000 READY,7001 READY,9003 INCALL");
        assertThat(changes).hasSize(1);
        assertThat(agents.show("9001").orElseThrow().held()).isEqualTo("voice is down");

        calls = Capacity.Offer.ANY;
        keeper.look();
        at.natives().daemonSweep();
        assertThat(statuses()).isEqualTo("7000 READY,7001 READY,9001 READY,9002 READY,9003 INCALL,9004 READY");
        assertThat(changes).hasSize(2);
        assertThat(agents.show("9001").orElseThrow().held()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aLineThatStandsOtherwiseIsToldOnce(Kind kind, Mode mode) {
        open(kind, mode);
        List<String> told = new ArrayList<>();
        CapacityKeeper telling = CapacityKeeper.idle(at.jdbi(), agents, capacity, new LineNews() {
            @Override
            public void offered(LineChange change) {}

            @Override
            public void stands(LineState state) {
                told.add(state.user() + " " + state.status());
                assertThat(state.userStart()).isEqualTo("9001");
                assertThat(state.campaign()).isEqualTo("SALES");
            }
        });
        telling.look();
        assertThat(told).containsExactlyInAnyOrder("9001 READY", "9002 READY", "9003 READY", "9004 READY");
        told.clear();
        telling.look();
        assertThat(told).isEmpty();

        busy("9003");
        telling.look();
        assertThat(told).containsExactly("9003 INCALL");
    }

    @ParameterizedTest
    @MethodSource("all")
    void asManyLinesWaitAsThereAreSlots(Kind kind, Mode mode) {
        open(kind, mode);
        calls = Capacity.Offer.of(2, "2 slots free");

        keeper.look();
        at.natives().daemonSweep();
        assertThat(ready()).isEqualTo("9001,9002");

        busy("9001");
        calls = Capacity.Offer.of(1, "1 slot free");
        keeper.look();
        at.natives().daemonSweep();
        assertThat(ready()).isEqualTo("9002");
        assertThat(changes).as("the same lines serve on").hasSize(1);

        calls = Capacity.Offer.of(3, "3 slots free");
        keeper.look();
        at.natives().daemonSweep();
        assertThat(ready()).isEqualTo("9002,9003,9004");
    }

    @ParameterizedTest
    @MethodSource("all")
    void aHostWithAllItsSlotsTakenIsStillOneThatServes(Kind kind, Mode mode) {
        open(kind, mode);
        for (int user = 9001; user <= 9004; user++) {
            busy("" + user);
        }
        calls = Capacity.Offer.of(0, "0 slots free");

        keeper.look();

        assertThat(changes).isEmpty();
        assertThat(at.value("SELECT status FROM <remote_agents> WHERE user_start = '9001'"))
                .isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @MethodSource("all")
    void aCallOnItsWayHasItsSlot(Kind kind, Mode mode) {
        open(kind, mode);
        at.execute("UPDATE <live_agents> SET status = 'QUEUE', callerid = 'V0101010101000000001', uniqueid = '1.1'"
                + " WHERE user = '9001'");
        calls = Capacity.Offer.of(1, "1 slot free");

        keeper.look();

        assertThat(ready()).isEmpty();
        assertThat(at.value("SELECT status FROM <live_agents> WHERE user = '9001'"))
                .isEqualTo("QUEUE");
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSurplusLineIsOutAsSoonAsItsCallHasEnded(Kind kind, Mode mode) {
        open(kind, mode);
        busy("9004");
        calls = Capacity.Offer.of(2, "2 slots free");
        keeper.look();
        assertThat(ready()).isEqualTo("9001,9002");

        at.execute("UPDATE <live_agents> SET status = 'READY', callerid = '', uniqueid = '', lead_id = 0"
                + " WHERE user = '9004'");
        keeper.look();

        assertThat(ready()).isEqualTo("9001,9002");
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatTheAdminDoesAtTheDialerIsWhatHeWants(Kind kind, Mode mode) {
        open(kind, mode);
        at.execute("UPDATE <remote_agents> SET status = 'INACTIVE' WHERE user_start = '9001'");
        keeper.look();
        assertThat(ready()).isEmpty();
        assertThat(agents.show("9001").orElseThrow().state()).isEqualTo("PAUSED");

        at.execute("UPDATE <remote_agents> SET status = 'ACTIVE', number_of_lines = 2 WHERE user_start = '9001'");
        keeper.look();
        at.natives().daemonSweep();
        assertThat(ready()).isEqualTo("9001,9002");

        calls = Capacity.Offer.none("voice is down");
        keeper.look();
        agents.pause("9001");
        calls = Capacity.Offer.ANY;
        keeper.look();
        at.natives().daemonSweep();
        assertThat(ready()).as("paused meanwhile").isEmpty();
        agents.resume("9001");
        keeper.look();
        at.natives().daemonSweep();
        assertThat(ready()).isEqualTo("9001,9002");
    }

    @ParameterizedTest
    @MethodSource("all")
    void ofAnExtensionWithoutScriptAndOfAHostThatStopsNothingIsLeft(Kind kind, Mode mode) {
        open(kind, mode);
        extension = Capacity.Offer.none("script sales does not load");
        keeper.look();
        assertThat(ready()).isEmpty();
        assertThat(changes.getLast().reason()).isEqualTo("script sales does not load");
        extension = Capacity.Offer.ANY;
        keeper.look();
        at.natives().daemonSweep();
        assertThat(ready()).isEqualTo("9001,9002,9003,9004");

        keeper.drain("the host is stopping");
        assertThat(ready()).isEmpty();
        at.natives().daemonSweep();

        CapacityKeeper next = CapacityKeeper.idle(at.jdbi(), agents, capacity, changes::add);
        next.look();
        at.natives().daemonSweep();
        assertThat(ready()).isEqualTo("9001,9002,9003,9004");
    }

    @ParameterizedTest
    @MethodSource("all")
    void byItselfItTakesLessThanFiveSeconds(Kind kind, Mode mode) {
        open(kind, mode);
        try (CapacityKeeper _ = CapacityKeeper.start(at.jdbi(), agents, capacity, SERVER, changes::add)) {
            calls = Capacity.Offer.none("voice is down");
            await().atMost(Duration.ofSeconds(5)).until(() -> ready().isEmpty());
            calls = Capacity.Offer.ANY;
            await().atMost(Duration.ofSeconds(5)).until(() -> !ready().isEmpty());
        }
    }

    private void busy(String user) {
        at.execute(
                "UPDATE <live_agents> SET status = 'INCALL', callerid = 'V0101010101000000001', uniqueid = '100.1',"
                        + " channel = 'SIP/x', lead_id = 1 WHERE user = ?",
                user);
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
                "V0101010101000000001",
                "channel",
                "SIP/x",
                "call_type",
                "OUT");
    }

    private String statuses() {
        return at.value("SELECT GROUP_CONCAT(user, ' ', status ORDER BY user) FROM <live_agents>");
    }

    /** Our lines that routing would take. */
    private String ready() {
        return at.value("SELECT COALESCE(GROUP_CONCAT(user ORDER BY user), '') FROM <live_agents>"
                + " WHERE status = 'READY' AND user LIKE '900%'");
    }
}
