package org.parley.dialer.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.CallResult.CallBack;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.CallResult.Recording;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerCall;
import org.parley.dialer.DialerOptions;
import org.parley.dialer.DialerOptions.Strangers;

/** What the dialer's database is asked to do for a call: few statements, narrow ones, and never what is forbidden. */
final class StatementsIT {
    /** Small, in memory, or without an index by the dialer's own design. */
    private static final Set<String> SMALL = Set.of(
            "live_agents",
            "auto_calls",
            "statuses",
            "campaign_statuses",
            "campaigns",
            "remote_agents",
            "hopper",
            "users",
            "campaign_forms",
            "campaign_fields",
            "lists_fields",
            "system_settings");

    /** Enough that a scan shows in the plan; {@code -Dparley.leads=1000000 -Dparley.logs=200000} for a large site. */
    private static final int LEADS = Integer.getInteger("parley.leads", 5_000);

    private static final int LOGS = Integer.getInteger("parley.logs", 5_000);

    private final List<String> seen = new ArrayList<>();

    private Jdbi watched(DialectDatabase.Kind kind) {
        Jdbi jdbi = DialectDatabase.ours(kind);
        jdbi.setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                seen.add(String.valueOf(context.getRenderedSql()));
            }
        });
        return jdbi;
    }

    @ParameterizedTest
    @EnumSource
    void theFirstWordWaitsForSixStatementsAtMostAndNoneReadsABigTableThrough(DialectDatabase.Kind kind) {
        World world = new World(DialectDatabase.open(kind)).populate(3);
        fill(world, LEADS, LOGS);
        Jdbi jdbi = watched(kind);
        Dialer dialer = SqlDialer.detect(jdbi, DialerOptions.standard());
        for (World.Call call : List.of(world.routeOutbound(1001, "9001"), world.routeInbound(1002, "9002"))) {
            seen.clear();
            DialerCall begun = dialer.begin(world.identity(call)).orElseThrow();
            assertThat(seen).as("before the first word").hasSizeLessThanOrEqualTo(6);
            CallKeys keys = dialer.begun(begun.keys());
            CallResult result = whole(How.AGENT);
            dialer.release(keys, result);
            assertThat(dialer.settle(world.identity(call), keys, result, Duration.ofSeconds(9)))
                    .isTrue();
            assertThat(scans(jdbi, world, List.copyOf(seen))).isEmpty();
        }
        for (String big : List.of("<list>", "<log>", "<closer_log>", "<agent_log>", "recording_log")) {
            world.run("TRUNCATE TABLE " + big); // a million rows are not deleted one by one by the next test
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrittenThatBelongsToOthers(DialectDatabase.Kind kind) {
        World world = new World(DialectDatabase.open(kind)).populate(3);
        Dialer dialer = SqlDialer.detect(watched(kind), DialerOptions.standard());
        World.Call call = world.routeInbound(1002, "9002");
        seen.clear();
        CallKeys keys =
                dialer.begun(dialer.begin(world.identity(call)).orElseThrow().keys());
        CallResult result = whole(How.AGENT);
        dialer.release(keys, result);
        assertThat(dialer.settle(world.identity(call), keys, result, Duration.ofSeconds(9)))
                .isTrue();

        String prefix = world.schema().dialect().prefix();
        List<String> writes = Forbidden.writes(seen.stream());
        assertThat(writes).hasSizeGreaterThan(5);
        assertThat(writes)
                .allSatisfy(
                        sql -> assertThat(Forbidden.reason(sql, prefix)).as(sql).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V0101080000000099999 | 5550100 | a lead that does not exist",
                "V'; DROP TABLE x; -- | 555' OR '1'='1 | SQL for a code and for a number",
                "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00 | ٥٥٥٠١٠٠ | no characters of latin1",
                "V01010800000000010011 | 99999999999999999999999999 | one character more than a code has"
            })
    void hostileChannelsAreStrangersAndServed(String code, String number, String why) {
        for (DialectDatabase.Kind kind : DialectDatabase.Kind.values()) {
            World world = new World(DialectDatabase.open(kind)).populate(2);
            Jdbi jdbi = DialectDatabase.ours(kind);
            Dialer dialer = SqlDialer.detect(jdbi, new DialerOptions("", Strangers.FIND, 999, "NI"));
            CallIdentity hostile = new CallIdentity(code, number, code, "1.1", "SIP/x-1", "8300");
            assertThat(dialer.begin(hostile)).as(why).isEmpty();
            assertThat(dialer.settle(hostile, null, whole(How.CALLER), Duration.ofSeconds(9)))
                    .as(why)
                    .isTrue();
            assertThat(world.count("list", "lead_id > 0")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostileResultsBecomeWellFormedRowsUnderAStrictServer(DialectDatabase.Kind kind) {
        World world = new World(DialectDatabase.open(kind)).populate(2);
        Jdbi jdbi = DialectDatabase.ours(kind);
        String mode = jdbi.withHandle(handle ->
                handle.createQuery("SELECT @@sql_mode").mapTo(String.class).one());
        assertThat(mode).contains("STRICT_ALL_TABLES", "ONLY_FULL_GROUP_BY");
        Dialer dialer = SqlDialer.detect(jdbi, DialerOptions.standard());
        World.Call call = world.routeOutbound(1001, "9001");
        CallKeys keys =
                dialer.begun(dialer.begin(world.identity(call)).orElseThrow().keys());
        String wild = "x'); DROP TABLE \uD83D\uDE00 \uD800 \0 سلام ".repeat(200);
        CallResult result = new CallResult(
                How.AGENT,
                wild,
                wild,
                true,
                Integer.MAX_VALUE / 2,
                Instant.now(),
                new CallBack(Instant.parse("2027-02-01T15:30:00Z"), wild),
                Map.of("city", wild, "comments", wild, "no_such_field", wild, "lead_id", "7"),
                new Recording("/recordings/" + "r".repeat(300) + ".wav", 5));
        dialer.release(keys, result);
        assertThat(dialer.settle(world.identity(call), keys, result, Duration.ofSeconds(9)))
                .isTrue();

        assertThat(world.cell("list", "CHAR_LENGTH(city)", "lead_id = 1001")).isEqualTo("50");
        assertThat(world.count("callbacks", "lead_id = 1001")).isEqualTo(1);
        assertThat(world.cell("agent_log", "talk_sec", "lead_id = 1001")).isEqualTo("35999");
    }

    @ParameterizedTest
    @EnumSource
    void aStrangerGetsALeadOnlyWhereTheAdminSaysSo(DialectDatabase.Kind kind) {
        World world = new World(DialectDatabase.open(kind)).populate(2);
        Jdbi jdbi = DialectDatabase.ours(kind);
        CallIdentity stranger = new CallIdentity("", "+1 (999) 555-0199", "", "1795.9", "SIP/x-9", "8300");
        CallIdentity known = new CallIdentity("", "5550100001", "", "1795.8", "SIP/x-8", "8300");
        Dialer ignores = SqlDialer.detect(jdbi, new DialerOptions("", Strangers.IGNORE, 999, "NI"));
        Dialer finds = SqlDialer.detect(jdbi, new DialerOptions("", Strangers.FIND, 999, "NI"));
        Dialer makes = SqlDialer.detect(jdbi, new DialerOptions("", Strangers.CREATE, 101, "NI"));

        assertThat(ignores.begin(known)).isEmpty();
        assertThat(finds.begin(stranger)).isEmpty();
        assertThat(finds.begin(known).orElseThrow().lead().id()).isEqualTo(1001);
        DialerCall made = makes.begin(stranger).orElseThrow();
        assertThat(made.lead().phoneNumber()).isEqualTo("19995550199");
        assertThat(world.cell(
                        "list",
                        "CONCAT(status, list_id)",
                        "lead_id = " + made.lead().id()))
                .isEqualTo("INBND101");
        assertThat(makes.settle(stranger, made.keys(), whole(How.CALLER), Duration.ZERO))
                .isTrue();
        assertThat(world.cell("list", "status", "lead_id = " + made.lead().id()))
                .isEqualTo("SALE");
    }

    private static CallResult whole(How how) {
        return new CallResult(
                how,
                "SALE",
                "a note",
                true,
                20,
                Instant.now(),
                null,
                Map.of("city", "Tampa"),
                new Recording("/recordings/1.wav", 20));
    }

    private static void fill(World world, int leads, int logs) {
        String posted = world.schema().when("list", "post_date", ", post_date");
        rows(
                world,
                leads,
                "<list> (lead_id, list_id, phone_number, status" + posted + ")",
                "100000 + seq, 101, CONCAT('7', seq), 'NEW'" + (posted.isEmpty() ? "" : ", NOW()"));
        rows(
                world,
                logs,
                "<log> (uniqueid, lead_id, campaign_id, call_date, start_epoch, status)",
                "CONCAT('1.', seq), 100000 + seq, 'SALES', NOW(), 1, 'NI'");
        rows(
                world,
                logs,
                "<closer_log> (uniqueid, lead_id, campaign_id, call_date, start_epoch, status)",
                "CONCAT('1.', seq), 100000 + seq, 'SUPPORT', NOW(), 1, 'NI'");
        rows(
                world,
                logs,
                "<agent_log> (user, server_ip, event_time, lead_id, campaign_id)",
                "CONCAT('u', seq), '127.0.0.1', NOW(), 100000 + seq, 'SALES'");
        rows(
                world,
                logs,
                "recording_log (lead_id, start_epoch, filename, channel, server_ip, extension, location)",
                "100000 + seq, 1, CONCAT('f', seq), '', '', '', ''");
        world.run("ANALYZE TABLE <list>, <log>, <closer_log>, <agent_log>, recording_log");
    }

    /** In pieces, each of which is done long before the connection gives up. */
    private static void rows(World world, int count, String into, String values) {
        int piece = 50_000;
        for (int first = 1; first <= count; first += piece) {
            world.run("INSERT INTO " + into + " SELECT " + values + " FROM seq_" + first + "_to_"
                    + Math.min(count, first + piece - 1));
        }
    }

    /** The statements that read a big table from end to end. */
    private static List<String> scans(Jdbi jdbi, World world, List<String> statements) {
        List<String> found = new ArrayList<>();
        String prefix = world.schema().dialect().prefix();
        for (String sql : new HashSet<>(statements)) {
            String first = sql.strip().toLowerCase(Locale.ROOT);
            if (first.startsWith("explain") || !first.matches("(?s)(select|update|delete|insert).*")) {
                continue;
            }
            String literal = sql.replaceAll(":[a-z][A-Za-z]*", "'1'");
            jdbi.useHandle(handle -> handle.createQuery("EXPLAIN " + literal)
                    .map((row, context) -> new String[] {
                        String.valueOf(row.getString("table")),
                        String.valueOf(row.getString("type")),
                        row.getString("rows") == null ? "0" : row.getString("rows")
                    })
                    .forEach(plan -> {
                        String role = plan[0].replace(prefix, "");
                        if (plan[1].equals("ALL") && Long.parseLong(plan[2]) > 1_000 && !SMALL.contains(role)) {
                            found.add(role + ": " + sql);
                        }
                    }));
        }
        return found;
    }
}
