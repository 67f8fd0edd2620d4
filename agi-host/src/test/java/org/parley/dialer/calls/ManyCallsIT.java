package org.parley.dialer.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerCall;
import org.parley.dialer.DialerException;
import org.parley.dialer.DialerOptions;

/**
 * Many calls that end in all ways, on a database that is away now and then, while the dialer's own programs act on
 * the same rows at any moment: every call has one final status, no line stays busy, the seconds add up, and the server's
 * query log has no write of ours that is forbidden. The number
 * of calls of each dialect is the system property {@code parley.calls}.
 */
final class ManyCallsIT {
    private static final int CALLS = Integer.getInteger("parley.calls", 300);
    private static final List<How> ENDINGS = List.of(How.values());
    private static final int LINES = 5;
    private static final int AWAY_IN = 40; // one statement of so many finds the database away

    /** What one call must have left. */
    private record Expected(World.Call call, String status, int seconds) {}

    @ParameterizedTest
    @EnumSource
    void everyCallIsAccountedForOnce(DialectDatabase.Kind kind) throws Exception {
        World world = new World(DialectDatabase.open(kind)).populate(CALLS);
        Jdbi ours = DialectDatabase.ours(kind);
        Jdbi flaky = Jdbi.create(() -> fragile(ours.open().getConnection()));
        Dialer shaky = retried(() -> SqlDialer.detect(flaky, DialerOptions.standard()));

        List<Expected> expected = new ArrayList<>();
        try (DialectDatabase.Asked asked = DialectDatabase.listen(kind);
                ExecutorService lines = Executors.newFixedThreadPool(LINES)) {
            List<Future<List<Expected>>> all = new ArrayList<>();
            for (int line = 0; line < LINES; line++) {
                int number = line;
                all.add(lines.submit(() -> calls(world, shaky, number)));
            }
            for (Future<List<Expected>> each : all) {
                expected.addAll(each.get());
            }
            List<String> writes = Forbidden.writes(asked.statements().stream());
            assertThat(writes).as("what the server's own log has of us").hasSizeGreaterThan(CALLS);
            String prefix = world.schema().dialect().prefix();
            assertThat(writes.stream().map(sql -> Forbidden.reason(sql, prefix)).filter(why -> !why.isEmpty()))
                    .isEmpty();
        }

        assertThat(expected).hasSize(CALLS / LINES * LINES);
        List<String> wrong = new ArrayList<>();
        long seconds = 0;
        for (Expected one : expected) {
            String log = world.cell(
                    World.log(one.call()),
                    "CONCAT(status, ' ', end_epoch > 0, ' ', length_in_sec >= 0, ' ', term_reason IN ('AGENT', 'CALLER'))",
                    "uniqueid = '" + one.call().uniqueId() + "'");
            if (!log.equals(one.status() + " 1 1 1")) {
                wrong.add(one + " has " + log);
            }
            if (world.count("agent_log", "uniqueid = '" + one.call().uniqueId() + "'") != 1) {
                wrong.add(one + " is not once in the agent's log");
            }
            seconds += one.seconds();
        }
        assertThat(wrong).isEmpty();
        assertThat(world.count("live_agents", "status <> 'READY' OR callerid <> '' OR lead_id <> 0"))
                .as("lines that are not free")
                .isZero();
        assertThat(world.count("auto_calls", "lead_id > 0")).isZero();
        assertThat(world.cell("agent_log", "SUM(talk_sec)", "status IS NOT NULL"))
                .isEqualTo(String.valueOf(seconds));
        assertThat(world.count("agent_log", "status IS NULL"))
                .as("one open wait per line")
                .isEqualTo(LINES);
    }

    /** One line's calls, one after the other; its late ends overlap with the next call. */
    private static List<Expected> calls(World world, Dialer dialer, int line) {
        SplittableRandom random = new SplittableRandom(line);
        List<Expected> done = new ArrayList<>();
        String user = String.valueOf(9001 + line);
        for (int i = 0; i < CALLS / LINES; i++) {
            long lead = 1001 + (long) line * (CALLS / LINES) + i;
            done.add(call(world, dialer, random, lead, user));
        }
        return done;
    }

    private static Expected call(World world, Dialer dialer, SplittableRandom random, long lead, String user) {
        World.Call call = random.nextInt(3) == 0 ? world.routeInbound(lead, user) : world.routeOutbound(lead, user);
        How how = ENDINGS.get(random.nextInt(ENDINGS.size()));
        String status = List.of("SALE", "NI", "A").get(random.nextInt(3));
        int seconds = random.nextInt(20); // told, not waited for
        CallResult result = new CallResult(how, status, "", true, seconds, Instant.now(), null, Map.of(), null);
        sometimes(random, () -> world.daemonFlips(call));
        CallKeys keys = null;
        boolean hungUp = false;
        try {
            Optional<DialerCall> begun = dialer.begin(world.identity(call));
            keys = begun.orElseThrow().keys();
            sometimes(random, () -> world.daemonFlips(call));
            keys = dialer.begun(keys);
        } catch (DialerException away) {
            // the call goes on, its journal knows as much as was told
        }
        if (how == How.CALLER && random.nextBoolean()) {
            world.hangUp(call);
            hungUp = true;
        }
        try {
            if (keys != null) {
                dialer.release(keys, result);
            }
        } catch (DialerException away) {
            // the journal's writer does it
        }
        if (!hungUp && random.nextBoolean()) {
            world.hangUp(call);
        }
        settle(world, dialer, call, keys, result);
        return new Expected(call, status, seconds);
    }

    private static void settle(
            World world, Dialer dialer, World.Call call, @Nullable CallKeys keys, CallResult result) {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            try {
                if (dialer.settle(world.identity(call), keys, result, Duration.ofSeconds(attempt == 0 ? 0 : 9))) {
                    return;
                }
            } catch (DialerException away) {
                // and once more
            }
        }
        throw new IllegalStateException("Expected the call to be settled within 1000 attempts");
    }

    private static void sometimes(SplittableRandom random, Runnable act) {
        if (random.nextBoolean()) {
            act.run();
        }
    }

    private static Dialer retried(java.util.function.Supplier<Dialer> act) {
        for (int attempt = 1; ; attempt++) {
            try {
                return act.get();
            } catch (DialerException away) {
                if (attempt == 100) {
                    throw away;
                }
            }
        }
    }

    /** A connection that breaks now and then, before a statement or after it was carried out. */
    private static Connection fragile(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                ManyCallsIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("prepare")
                            && ThreadLocalRandom.current().nextInt(AWAY_IN) == 0) {
                        throw new SQLNonTransientConnectionException("the server has gone away", "08S01");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        Throwable cause = thrown.getCause();
                        throw cause instanceof SQLException sql ? sql : thrown;
                    }
                });
    }
}
