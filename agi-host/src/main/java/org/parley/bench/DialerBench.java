package org.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerException;
import org.parley.dialer.DialerOptions;
import org.parley.dialer.calls.SqlDialer;
import org.parley.dialer.schema.Schema;
import org.parley.settings.Secret;
import org.parley.store.Database;
import org.parley.store.DatabaseSettings;

/**
 * What a caller waits for the dialer's tables before the first word, on a local MariaDB with a large site's rows, while
 * other lines begin and end calls; beside as many bare round trips by the same pool in the same run.
 */
public final class DialerBench {
    /** As the host's own default. */
    private static final int CONNECTIONS = 10;
    /** The most that a call may ask before its first word. */
    private static final int STATEMENTS = 6;
    /** A call begins on each line so often: fifty lines then begin 25 a second, many times what a site does. */
    private static final Duration CALL = Duration.ofSeconds(2);

    private static final int WARM_UP_CALLS = 3;
    private static final int PIECE = 50_000;

    /**
     * How large the site is.
     *
     * @param dialect osdial, vicidial or vicidial-2013
     */
    public record Options(String dialect, int leads, int logs, int lines, Duration duration) {}

    private final Options options;
    private final AtomicInteger number = new AtomicInteger();

    private DialerBench(Options options) {
        this.options = options;
    }

    /** Runs it and returns the figures by name; times in ms. */
    public static Map<String, Object> run(Options options) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("parley-bench-dialer");
        try {
            return new DialerBench(options).measure(home);
        } finally {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** What one call took, in ns. */
    private record Took(long begin, long bare, long begun, long end) {}

    private Map<String, Object> measure(Path home) throws InterruptedException {
        DatabaseSettings settings = new DatabaseSettings(
                "embedded",
                "",
                new Secret(""),
                CONNECTIONS,
                Duration.ofSeconds(2),
                home.resolve("mariadb"),
                home.resolve("journal"));
        try (Database ours = Database.open(settings, _ -> {});
                Database theirs = Database.join(settings, _ -> {})) {
            for (String script : List.of("setup", "schema")) {
                String text = Database.resource("sql/" + options.dialect() + "/" + script + ".sql");
                theirs.jdbi().useHandle(handle -> handle.createScript(text).execute());
            }
            Schema schema = theirs.jdbi().withHandle(Schema::read);
            fill(theirs.jdbi(), schema);
            Dialer dialer = SqlDialer.detect(ours.jdbi(), DialerOptions.standard());
            List<Took> calls = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<List<Took>>> running = new ArrayList<>();
                for (int line = 0; line < options.lines(); line++) {
                    String user = String.valueOf(7001 + line);
                    running.add(threads.submit(() -> line(dialer, ours.jdbi(), theirs.jdbi(), schema, user)));
                }
                for (Future<List<Took>> line : running) {
                    calls.addAll(line.get());
                }
            } catch (ExecutionException e) {
                throw new DialerException("A line of the bench failed: " + e.getCause(), e.getCause());
            }
            return figures(dialer, calls);
        }
    }

    private Map<String, Object> figures(Dialer dialer, List<Took> calls) {
        Times begin = Times.of(calls, Took::begin);
        Times bare = Times.of(calls, Took::bare);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bench", "dialer");
        figures.put("dialer", dialer.description());
        figures.put("leads", options.leads());
        figures.put("logRows", options.logs());
        figures.put("lines", options.lines());
        figures.put("seconds", options.duration().toSeconds());
        figures.put("begin", begin);
        figures.put("sixRoundTrips", bare);
        figures.put("ratioToSixRoundTrips", Math.round(100 * begin.p50Millis() / bare.p50Millis()) / 100.0);
        figures.put("afterFirstWord", Times.of(calls, Took::begun));
        figures.put("end", Times.of(calls, Took::end));
        return figures;
    }

    /** So many, and how long they took, in ms. */
    private record Times(int count, double p50Millis, double p99Millis, double maxMillis) {
        static Times of(List<Took> calls, ToLongFunction<Took> part) {
            long[] sorted = calls.stream().mapToLong(part).sorted().toArray();
            return new Times(sorted.length, millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1));
        }
    }

    private static double millis(long[] sorted, double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return Math.round(sorted[Math.max(0, index)] / 1e3) / 1e3;
    }

    /** One line's calls, a new one every {@link #CALL}; lines are spread over that time. */
    private List<Took> line(Dialer dialer, Jdbi ours, Jdbi theirs, Schema schema, String user)
            throws InterruptedException {
        List<Took> calls = new ArrayList<>();
        long first = System.nanoTime() + CALL.toNanos() * (Long.parseLong(user) - 7001) / options.lines();
        int count = WARM_UP_CALLS + (int) Math.max(1, options.duration().dividedBy(CALL));
        for (int i = 0; i < count; i++) {
            Thread.sleep(Duration.ofNanos(Math.max(0, first + i * CALL.toNanos() - System.nanoTime())));
            Took took = call(dialer, ours, theirs, schema, user);
            if (i >= WARM_UP_CALLS) {
                calls.add(took);
            }
        }
        return calls;
    }

    private Took call(Dialer dialer, Jdbi ours, Jdbi theirs, Schema schema, String user) {
        CallIdentity identity = route(theirs, schema, user);
        long started = System.nanoTime();
        CallKeys keys = dialer.begin(identity)
                .orElseThrow(() -> new DialerException("Expected the dialer to know " + identity.accountCode(), null))
                .keys();
        long told = System.nanoTime();
        ours.useHandle(handle -> {
            for (int i = 0; i < STATEMENTS; i++) {
                handle.createQuery("SELECT 1").mapTo(Integer.class).one();
            }
        });
        long bare = System.nanoTime();
        keys = dialer.begun(keys);
        long noted = System.nanoTime();
        CallResult result =
                new CallResult(CallResult.How.AGENT, "NI", "", true, 2, Instant.now(), null, Map.of(), null);
        dialer.release(keys, result);
        if (!dialer.settle(identity, keys, result, Duration.ofSeconds(9))) {
            throw new DialerException("Expected call " + identity.accountCode() + " to be settled at once", null);
        }
        return new Took(told - started, bare - told, noted - bare, System.nanoTime() - noted);
    }

    /** What the dialer's routing leaves, before the call reaches us. */
    private CallIdentity route(Jdbi theirs, Schema schema, String user) {
        int call = number.incrementAndGet();
        long lead = 100_000 + 7L * call % options.leads();
        String code = schema.isOsdial() ? "V%010d%09d".formatted(call, lead) : "V%09d%010d".formatted(call, lead);
        String uniqueId = "1795000000." + call;
        String channel = "Local/8300@default-" + call + ";2";
        theirs.useHandle(handle -> {
            schema.define(handle)
                    .execute(
                            "INSERT INTO <auto_calls> (server_ip, campaign_id, status, lead_id, callerid, uniqueid,"
                                    + " channel, phone_number, call_time, call_type)"
                                    + " VALUES ('127.0.0.1', 'SALES', 'XFER', ?, ?, ?, ?, '5550100', NOW(), 'OUT')",
                            lead,
                            code,
                            uniqueId,
                            channel);
            handle.execute(
                    "INSERT INTO <log> (uniqueid, lead_id, campaign_id, call_date, start_epoch, status, user"
                            + schema.when("log", "server_ip", ", server_ip")
                            + ") VALUES (?, ?, 'SALES', NOW(), UNIX_TIMESTAMP(), 'QUEUE', 'VDAD'"
                            + schema.when("log", "server_ip", ", '127.0.0.1'") + ")",
                    uniqueId,
                    lead);
            handle.execute(
                    "UPDATE <live_agents> SET status = 'QUEUE', lead_id = ?, uniqueid = ?, callerid = ?, channel = ?"
                            + " WHERE user = ?",
                    lead,
                    uniqueId,
                    code,
                    channel,
                    user);
        });
        return new CallIdentity(code, "5550100", code, uniqueId, channel, "8300");
    }

    private void fill(Jdbi theirs, Schema schema) {
        int lines = options.lines();
        String posted = schema.when("list", "post_date", ", post_date");
        rows(theirs, schema, 1, "<campaigns> (campaign_id, active)", "'SALES', 'Y'");
        rows(theirs, schema, 1, "<lists> (list_id, campaign_id, active)", "101, 'SALES', 'Y'");
        rows(theirs, schema, 1, "<statuses> (status, status_name)", "'NI', 'Not interested'");
        rows(
                theirs,
                schema,
                options.leads(),
                "<list> (lead_id, list_id, phone_number, status, first_name, last_name" + posted + ")",
                "99999 + seq, 101, CONCAT('2', 100000000 + seq), 'NEW', 'Ana', CONCAT('No', seq)"
                        + (posted.isEmpty() ? "" : ", NOW()"));
        rows(
                theirs,
                schema,
                options.logs(),
                "<log> (uniqueid, lead_id, campaign_id, call_date, start_epoch, status)",
                "CONCAT('1.', seq), 100000 + seq, 'SALES', NOW(), 1, 'NI'");
        rows(
                theirs,
                schema,
                options.logs(),
                "<closer_log> (uniqueid, lead_id, campaign_id, call_date, start_epoch, status)",
                "CONCAT('1.', seq), 100000 + seq, 'SUPPORT', NOW(), 1, 'NI'");
        rows(
                theirs,
                schema,
                options.logs(),
                "<agent_log> (user, server_ip, event_time, lead_id, campaign_id)",
                "CONCAT('u', seq), '127.0.0.1', NOW(), 100000 + seq, 'SALES'");
        rows(
                theirs,
                schema,
                1,
                "<remote_agents> (user_start, number_of_lines, server_ip, conf_exten, status, campaign_id,"
                        + " closer_campaigns)",
                "'7001', " + lines + ", '127.0.0.1', '8300', 'ACTIVE', 'SALES', ' -'");
        rows(
                theirs,
                schema,
                lines,
                "<users> (user, pass, full_name, user_level, user_group)",
                "7000 + seq, '', CONCAT('AI ', seq), 1, 'AI'");
        rows(
                theirs,
                schema,
                lines,
                "<live_agents> (user, server_ip, conf_exten, extension, status, lead_id, campaign_id, uniqueid,"
                        + " callerid, channel, last_call_time, last_call_finish, closer_campaigns, comments)",
                "7000 + seq, '127.0.0.1', '8300', CONCAT('R/', 7000 + seq), 'READY', 0, 'SALES', '', '', '', NOW(),"
                        + " NOW(), ' -', 'REMOTE'");
        theirs.useHandle(
                handle -> schema.define(handle).execute("ANALYZE TABLE <list>, <log>, <closer_log>, <agent_log>"));
    }

    /** In pieces, each of which is done long before the connection gives up. */
    private static void rows(Jdbi theirs, Schema schema, int count, String into, String values) {
        for (int first = 1; first <= count; first += PIECE) {
            String sql = "INSERT INTO " + into + " SELECT " + values + " FROM seq_" + first + "_to_"
                    + Math.min(count, first + PIECE - 1);
            theirs.useHandle(handle -> schema.define(handle).execute(sql));
        }
    }
}
