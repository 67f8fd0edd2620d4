package org.parley.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.parley.demo.DemoDialer.Dialled;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerCall;
import org.parley.dialer.DialerOptions;
import org.parley.dialer.calls.SqlDialer;
import org.parley.settings.Secret;
import org.parley.store.Database;
import org.parley.store.DatabaseSettings;

@Execution(ExecutionMode.SAME_THREAD) // the tests share the lines of one database
class DemoDialerIT {
    @TempDir
    private static Path folder;

    private static Database database;

    private DemoDialer dialer;

    @BeforeAll
    static void open() {
        database = Database.open(new DatabaseSettings(
                "embedded",
                "parley",
                new Secret(""),
                4,
                Duration.ofSeconds(5),
                folder.resolve("mariadb"),
                folder.resolve("journal")));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void load() {
        database.loadDemo();
        dialer = new DemoDialer(database.jdbi(), Clock.systemUTC());
    }

    private static CallIdentity identity(Dialled call) {
        return new CallIdentity(
                call.name(), call.phoneNumber(), call.code(), call.uniqueId(), call.channel(), call.extension());
    }

    private @Nullable Object column(Dialled call, String table, String column) {
        return dialer.rows(call).stream()
                .filter(row -> row.table().equals(table))
                .map(row -> row.columns().get(column))
                .findFirst()
                .orElse(null);
    }

    @Test
    void putsTheCallOnAWaitingLineAsTheDialerDoes() {
        Dialled call = dialer.dial().orElseThrow();

        assertThat(call.code()).matches("V\\d{10}" + "%09d".formatted(call.leadId()));
        assertThat(call.extension()).isEqualTo("8300");
        assertThat(column(call, "osdial_live_agents", "status")).hasToString("QUEUE");
        assertThat(column(call, "osdial_live_agents", "callerid")).hasToString(call.code());
        assertThat(column(call, "osdial_list", "status")).hasToString("PU");
        assertThat(column(call, "osdial_log", "status")).hasToString("QUEUE");
    }

    @Test
    void theHostsDialerRecognisesClaimsAndRecordsTheCall() {
        Dialled call = dialer.dial().orElseThrow();
        Dialer host = SqlDialer.detect(database.jdbi(), DialerOptions.standard());

        DialerCall known = host.begin(identity(call)).orElseThrow();
        CallKeys keys = host.begun(known.keys());
        CallResult sale =
                new CallResult(CallResult.How.AGENT, "SALE", "", true, 12, Instant.now(), null, Map.of(), null);
        host.release(keys, sale);
        dialer.hungUp(call);
        boolean settled = host.settle(identity(call), keys, sale, Duration.ZERO);

        assertThat(known.lead().id()).isEqualTo(call.leadId());
        assertThat(keys.lineUser()).isEqualTo(call.line());
        assertThat(keys.claimed()).isTrue();
        assertThat(settled).isTrue();
        assertThat(column(call, "osdial_list", "status")).hasToString("SALE");
        assertThat(column(call, "osdial_live_agents", "status")).hasToString("READY");
    }

    @Test
    void givesEveryCallALineAndALeadOfItsOwnUntilNoneIsLeft() {
        Set<String> lines = new HashSet<>();
        Set<Long> leads = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            Dialled call = dialer.dial().orElseThrow();
            lines.add(call.line());
            leads.add(call.leadId());
        }

        assertThat(lines).hasSize(5);
        assertThat(leads).hasSize(5);
        assertThat(dialer.dial()).isEmpty();
    }
}
