package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;

/** Lists of calls, part by part, by filters: from the database, and the same from the journal. */
class CallListIT {
    private static final Instant START = Instant.parse("2026-03-29T01:30:00.123456Z");

    @TempDir
    private Path folder;

    private static List<String> ids(CallPage page) {
        return page.calls().stream().map(CallRow::id).toList();
    }

    private static void call(CallJournal journal, String id, Instant start, String script, String line) {
        CallLog log = journal.begin(
                new CallStart(id, "1.2", "SIP/x", "8300", script, "abc", "2125550101", 0, "CLOSER", "", start));
        log.dialed(
                new CallIdentity("", "2125550101", "V1", "1.2", "SIP/x", "8300"),
                new CallKeys(
                        "V1",
                        false,
                        "DEMO",
                        "DEMO",
                        77,
                        8300,
                        "2125550101",
                        "1.2",
                        "127.0.0.1",
                        5,
                        1_000,
                        1,
                        line,
                        "ADMIN",
                        900,
                        true,
                        1_001,
                        9));
        log.turn(new TurnRow(TurnRow.Side.AGENT, "Hello", 1, 2, null, null, false));
        String status = id.endsWith("3") ? "SALE" : "NI";
        log.end(new CallEnd(start.plusSeconds(5), CallState.DONE, status, "", "SCRIPT", 5_000, "", null, ""));
    }

    /** Ten calls a second apart but for two that began in the same millisecond, the later one 9 us earlier; one runs. */
    private void calls(CallJournal journal) {
        for (int i = 0; i < 10; i++) {
            Instant start = i == 4 ? START.plusSeconds(4).plusNanos(9_000) : START.plusSeconds(i == 5 ? 4 : i);
            call(journal, "call-" + i, start, i % 2 == 0 ? "even" : "odd", i < 5 ? "9001" : "9002");
        }
        journal.begin(new CallStart(
                "running", "1.3", "SIP/y", "8300", "odd", "abc", "2125550102", 0, "", "", START.minusSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aListIsReadPartByPartAndByFilters(boolean stored) throws Exception {
        try (TestDatabase test = stored ? TestDatabase.open() : null) {
            Jdbi jdbi = test == null ? null : test.jdbi();
            CallJournal journal = CallJournal.open(folder, jdbi, null);
            calls(journal);
            if (stored) {
                journal.close(); // which brings all into the tables
            }
            CallBook book = new CallBook(folder, jdbi);
            List<String> all = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            CallQuery.@Nullable Cursor before = null;
            do {
                CallPage page = book.list(new CallQuery(4, before, "", "", "", "", null, null));
                all.addAll(ids(page));
                sizes.add(page.calls().size());
                before = page.next() == null
                        ? null
                        : CallQuery.Cursor.parse(page.next().toString()).orElseThrow();
            } while (before != null);
            assertThat(all)
                    .containsExactly(
                            "call-9", "call-8", "call-7", "call-6", "call-5", "call-4", "call-3", "call-2", "call-1",
                            "call-0", "running");
            assertThat(sizes).containsExactly(4, 4, 3);
            assertThat(ids(book.list(new CallQuery(3, null, "even", "", "", "", null, null))))
                    .containsExactly("call-8", "call-6", "call-4");
            assertThat(book.list(new CallQuery(5, null, "even", "", "", "", null, null))
                            .next())
                    .isNull();
            assertThat(ids(book.list(new CallQuery(9, null, "", "DEMO", "SALE", "", null, null))))
                    .containsExactly("call-3");
            assertThat(ids(book.list(new CallQuery(9, null, "odd", "", "", "9002", null, null))))
                    .containsExactly("call-9", "call-7", "call-5");
            assertThat(ids(book.list(
                            new CallQuery(9, null, "", "", "", "", START.plusSeconds(2), START.plusSeconds(4)))))
                    .containsExactly("call-3", "call-2");
            assertThat(ids(book.list(new CallQuery(9, null, "' OR 1=1 -- ", "", "", "", null, null))))
                    .isEmpty();
            assertThat(book.row("call-3").orElseThrow().line()).isEqualTo("9001");
            journal.close();
        }
    }

    @Test
    void aListOfOneScriptDoesNotReadTheCallsOfOthers() {
        try (TestDatabase test = TestDatabase.open()) {
            test.jdbi().useHandle(handle -> handle.execute("""
                    INSERT INTO parley_call (id, script, campaign, disposition, line_user, started_at, state)
                    SELECT CONCAT('c', seq), CONCAT('s', seq MOD 100), CONCAT('p', seq MOD 100), CONCAT('d', seq MOD 100),
                           CONCAT('l', seq MOD 100), '2026-01-01' + INTERVAL seq SECOND, 'DONE'
                      FROM seq_1_to_20000"""));
            CallBook book = new CallBook(folder, test.jdbi());
            List<CallQuery> asked = List.of(
                    new CallQuery(10, null, "s7", "", "", "", null, null),
                    new CallQuery(10, null, "", "p7", "", "", null, null),
                    new CallQuery(10, null, "", "", "d7", "", null, null),
                    new CallQuery(10, null, "", "", "", "l7", null, null),
                    new CallQuery(
                            10,
                            CallQuery.Cursor.parse("1767230000000-" + UUID.randomUUID())
                                    .orElseThrow(),
                            "",
                            "",
                            "",
                            "",
                            null,
                            null));
            for (CallQuery query : asked) {
                long before = rowsRead(test.jdbi());
                assertThat(book.list(query).calls()).hasSize(10);
                assertThat(rowsRead(test.jdbi()) - before).as(query.toString()).isLessThan(1_000);
            }
        }
    }

    private static long rowsRead(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'ROWS_READ'")
                .mapTo(Long.class)
                .one());
    }
}
