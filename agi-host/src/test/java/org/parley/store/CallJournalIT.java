package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CallJournalIT {
    private static final Instant START = Instant.parse("2026-03-29T01:30:00.123Z");
    private static final CallJournal.Limits QUICK =
            new CallJournal.Limits(8L << 20, 100, Duration.ofMillis(20), Duration.ofMillis(80), 1 << 20, 64L << 20);

    private static final String FIRST = "0000000001.journal";

    private static final CallIdentity IDENTITY =
            new CallIdentity("", "2125550101", "V0101080000000000077", "1.2", "SIP/x-1", "8300");
    private static final CallKeys KEYS = new CallKeys(
            "V0101080000000000077",
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
            "9001",
            "ADMIN",
            900,
            true,
            1_001,
            9);

    private TestDatabase test;

    @BeforeAll
    void open() {
        test = TestDatabase.open();
    }

    @AfterAll
    void close() {
        test.close();
    }

    @Test
    void storesACallWithItsTurnsAndEventsAndLeavesNothingBehind(@TempDir Path folder) throws Exception {
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), null, QUICK)) {
            CallLog log = journal.begin(start("whole"));
            log.answered(START.plusMillis(40));
            log.dialed(IDENTITY, KEYS);
            log.event("barge-in", Map.of("ms", 240, "كلمة", "توقف"));
            log.turn(new TurnRow(TurnRow.Side.AGENT, "سلام، وقت شما بخیر 🙂", 100, 1900, null, null, true));
            log.turn(new TurnRow(TurnRow.Side.CALLER, "نعم، مرحبا", 2000, 2600, 310L, 0.75, false));
            log.end(end(CallState.DONE));
        }
        CallStory story = book(folder).show("whole").orElseThrow();
        assertThat(story.call())
                .isEqualTo(new CallRow(
                        "whole",
                        "1.2",
                        "SIP/x-1",
                        "8300",
                        "Reminder",
                        "abc123",
                        "2125550101",
                        77,
                        "DEMO",
                        "V0101080000000000077",
                        "9001",
                        START,
                        START.plusMillis(40),
                        START.plusSeconds(5),
                        CallState.DONE,
                        "CONF",
                        "تم التأكيد",
                        "script",
                        4960,
                        "data/recordings/whole.wav",
                        61L,
                        ""));
        assertThat(story.turns())
                .containsExactly(
                        new TurnRow(TurnRow.Side.AGENT, "سلام، وقت شما بخیر 🙂", 100, 1900, null, null, true),
                        new TurnRow(TurnRow.Side.CALLER, "نعم، مرحبا", 2000, 2600, 310L, 0.75, false));
        assertThat(story.events()).hasSize(1);
        assertThat(story.events().getFirst().data()).isEqualTo(Map.of("ms", 240, "كلمة", "توقف"));
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void showsARunningCallWithWhatItHasSaidSoFar(@TempDir Path folder) {
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), null, QUICK)) {
            CallLog log = journal.begin(start("live"));
            log.turn(new TurnRow(TurnRow.Side.AGENT, "Hello", 0, 500, null, null, false));
            await().until(() -> test.jdbi()
                    .withHandle(handle -> handle.createQuery("SELECT state FROM parley_call WHERE id = 'live'")
                            .mapTo(String.class)
                            .findOne()
                            .orElse(""))
                    .equals("RUNNING"));
            assertThat(book(folder).show("live").orElseThrow().turns()).hasSize(1);
            log.end(end(CallState.DONE));
        }
        assertThat(book(folder).show("live").orElseThrow().call().state()).isEqualTo(CallState.DONE);
    }

    @Test
    void storesTheSameLinesTwiceAsOneCall(@TempDir Path folder) throws Exception {
        CallLog log;
        try (CallJournal journal = CallJournal.open(folder, null, null, QUICK)) {
            log = journal.begin(start("twice"));
            log.turn(new TurnRow(TurnRow.Side.CALLER, "yes", 1, 2, null, 0.9, false));
            log.end(end(CallState.DONE));
            log.end(end(CallState.FAILED));
        }
        Path file = folder.resolve(FIRST);
        byte[] content = Files.readAllBytes(file);
        for (int round = 0; round < 2; round++) {
            Files.write(file, content);
            CallJournal.open(folder, test.jdbi(), null, QUICK).close();
            assertThat(files(folder)).isEmpty();
        }
        CallStory story = book(folder).show("twice").orElseThrow();
        assertThat(story.turns()).hasSize(1);
        assertThat(story.call().state()).isEqualTo(CallState.DONE);
    }

    @Test
    void completesWhatAKilledHostLeftEvenWithATornLastLine(@TempDir Path folder) throws Exception {
        CallJournal killed = CallJournal.open(folder, null, null, QUICK);
        CallLog log = killed.begin(start("killed"));
        log.answered(START.plusMillis(500));
        log.turn(new TurnRow(TurnRow.Side.AGENT, "Good day", 600, 1200, null, null, false));
        // the host dies: its lock goes, its lines stay as they are
        killed.close();
        Files.write(
                folder.resolve(FIRST),
                "- 0123abcd 1774747800123 killed {\"t\":\"turn\",\"turn\":{\"side\":\"CALL"
                        .getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);

        CallJournal.open(folder, test.jdbi(), null, QUICK).close();

        CallStory story = book(folder).show("killed").orElseThrow();
        assertThat(story.call().state()).isEqualTo(CallState.DIED);
        assertThat(story.call().endReason()).isEqualTo("host died");
        assertThat(story.call().endedAt()).isNotNull();
        assertThat(story.turns()).hasSize(1);
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void keepsCallsWhileTheDatabaseIsAwayAndStoresThemWhenItIsBack(@TempDir Path folder) throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        Jdbi flaky = Jdbi.create(() -> {
            if (away.get()) {
                throw new java.sql.SQLNonTransientConnectionException("the database is away", "08000");
            }
            return test.database().dataSource().getConnection();
        });
        try (CallJournal journal = CallJournal.open(folder, flaky, null, QUICK)) {
            for (int n = 0; n < 3; n++) {
                CallLog log = journal.begin(start("away" + n));
                log.end(end(CallState.DONE));
            }
            assertThat(journal.waiting()).isEqualTo(3);
            away.set(false);
            await().until(() -> journal.waiting() == 0);
        }
        assertThat(book(folder).show("away2")).isPresent();
    }

    @Test
    void leavesCallsOnDiskWhenItClosesWithoutADatabase(@TempDir Path folder) {
        Jdbi dead = Jdbi.create(() -> {
            throw new java.sql.SQLNonTransientConnectionException("the database is away", "08000");
        });
        try (CallJournal journal = CallJournal.open(folder, dead, null, QUICK)) {
            journal.begin(start("later")).end(end(CallState.DONE));
        }
        assertThat(new CallBook(folder, null).show("later")).isPresent();
        CallJournal.open(folder, test.jdbi(), null, QUICK).close();
        assertThat(book(folder).show("later")).isPresent();
    }

    @Test
    void putsAsideWhatCanNeverBeStoredAndStoresTheOthers(@TempDir Path folder) throws Exception {
        String answered = "{\"t\":\"answered\",\"at\":\"2026-01-01T00:00:00Z\"}";
        Files.writeString(folder.resolve("0000000007.journal"), "not json\nat all\n");
        Files.write(folder.resolve("0000000008.journal"), line("headless", answered));
        Files.write(folder.resolve("0000000009.journal"), line("strange", "[1,"));
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), null, QUICK)) {
            journal.begin(start("good")).end(end(CallState.DONE));
        }
        assertThat(book(folder).show("good")).isPresent();
        assertThat(files(folder.resolve("refused")))
                .containsExactlyInAnyOrder(
                        "0000000007.journal",
                        "0000000007.journal.reason",
                        "headless.jsonl",
                        "headless.jsonl.reason",
                        "strange.jsonl",
                        "strange.jsonl.reason");
        assertThat(folder.resolve("refused/headless.jsonl")).content().isEqualTo(answered + "\n");
        assertThat(folder.resolve("refused/headless.jsonl.reason")).content().contains("not the start");
        assertThat(folder.resolve("refused/strange.jsonl.reason")).content().contains("line 1");
        assertThat(files(folder)).containsExactly("refused");
    }

    @Test
    void putsACallAsideThatTheDatabaseRefuses(@TempDir Path folder) throws Exception {
        try (TestDatabase strict = TestDatabase.open()) {
            strict.jdbi().useHandle(handle -> handle.execute("""
                    ALTER TABLE parley_call ADD CONSTRAINT only_short CHECK (talk_ms < 100000)"""));
            try (CallJournal journal = CallJournal.open(folder, strict.jdbi(), null, QUICK)) {
                CallEnd end = end(CallState.DONE);
                journal.begin(start("refused"))
                        .end(new CallEnd(end.endedAt(), end.state(), "", "", "script", 100_000_000, "", null, ""));
                journal.begin(start("fine")).end(end);
                await().until(() -> Files.exists(folder.resolve("refused/refused.jsonl.reason")));
                await().until(() -> journal.waiting() == 0);
            }
            assertThat(new CallBook(folder, strict.jdbi()).show("fine")).isPresent();
        }
    }

    @Test
    void boundsWhatOneCallMayWriteAndSaysHowMuchIsMissing(@TempDir Path folder) throws Exception {
        CallJournal.Limits small = new CallJournal.Limits(
                10_000, 100, QUICK.retryFirst(), QUICK.retryMax(), QUICK.segmentBytes(), QUICK.bytesMax());
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), null, small)) {
            CallLog log = journal.begin(start("chatty"));
            for (int n = 0; n < 100; n++) {
                log.turn(new TurnRow(TurnRow.Side.CALLER, "x".repeat(1_000), n, n + 1, null, null, false));
            }
            log.end(end(CallState.DONE));
        }
        CallStory story = book(folder).show("chatty").orElseThrow();
        assertThat(story.turns()).hasSizeBetween(5, 10);
        assertThat(story.events()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("journal.truncated");
            assertThat(event.data())
                    .isEqualTo(Map.of("linesDropped", 100 - story.turns().size()));
        });
        assertThat(story.call().disposition()).isEqualTo("CONF");
    }

    @Test
    void takesHostileTextAsText(@TempDir Path folder) throws Exception {
        String hostile = "'); DROP TABLE parley_call; -- \u0000 \n {\"t\":\"end\"} \uD800 " + "ا".repeat(20_000);
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), null, QUICK)) {
            CallStart start = start("hostile");
            CallLog log = journal.begin(new CallStart(
                    start.id(), hostile, hostile, hostile, hostile, hostile, hostile, 0, hostile, hostile, START));
            log.turn(new TurnRow(TurnRow.Side.CALLER, hostile, 0, 1, null, null, false));
            log.event(hostile, Map.of(hostile, hostile.repeat(10)));
            log.event("cyclic", Map.of("object", new Object()));
            log.end(new CallEnd(START, CallState.FAILED, hostile, hostile, hostile, 0, hostile, null, hostile));
        }
        CallStory story = book(folder).show("hostile").orElseThrow();
        assertThat(story.call().uniqueId()).hasSize(64).startsWith("'); DROP TABLE");
        assertThat(story.turns().getFirst().text()).hasSize(CallLog.TEXT_CHARS_MAX);
        assertThat(story.events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.data()).containsOnlyKeys("omitted"));
    }

    @Test
    void storesManyCallsAtOnceWithoutMixingThem(@TempDir Path folder) throws Exception {
        int calls = 40;
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), null, QUICK)) {
            List<Thread> running = new ArrayList<>();
            for (int n = 0; n < calls; n++) {
                String id = "many" + n;
                running.add(Thread.startVirtualThread(() -> {
                    CallLog log = journal.begin(start(id));
                    for (int turn = 0; turn < 10; turn++) {
                        log.turn(new TurnRow(TurnRow.Side.CALLER, id + "/" + turn, turn, turn, null, null, false));
                    }
                    log.end(end(CallState.DONE));
                }));
            }
            for (Thread call : running) {
                assertThat(call.join(Duration.ofSeconds(20))).isTrue();
            }
            await().until(() -> journal.waiting() == 0);
        }
        for (int n = 0; n < calls; n++) {
            String id = "many" + n;
            assertThat(book(folder).show(id).orElseThrow().turns())
                    .extracting(TurnRow::text)
                    .containsExactlyElementsOf(Stream.iterate(0, turn -> turn < 10, turn -> turn + 1)
                            .map(turn -> id + "/" + turn)
                            .toList());
        }
    }

    @Test
    void refusesAFolderThatAnotherHostUses(@TempDir Path folder) {
        try (CallJournal first = CallJournal.open(folder, null, null, QUICK)) {
            assertThat(first.waiting()).isZero();
            assertThatThrownBy(() -> CallJournal.open(folder, null, null, QUICK))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("database.journal-folder");
        }
    }

    @Test
    void aCallIdCanNeverNameAnotherFile(@TempDir Path folder) {
        for (String id : List.of("", "../x", "a/b", ".hidden", "x".repeat(65), "a b", "x\n")) {
            assertThatThrownBy(() -> start(id)).isInstanceOf(IllegalArgumentException.class);
            assertThat(new CallBook(folder, null).show(id)).isEmpty();
        }
    }

    private CallBook book(Path folder) {
        return new CallBook(folder, test.jdbi());
    }

    private static List<String> files(Path folder) throws java.io.IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("parley.lock"))
                    .toList();
        }
    }

    private static byte[] line(String id, String json) {
        return SegmentLine.encode(id, 1, json.getBytes(StandardCharsets.UTF_8));
    }

    private static CallStart start(String id) {
        return new CallStart(id, "1.2", "SIP/x-1", "8300", "Reminder", "abc123", "2125550101", 0, "", "", START);
    }

    private static CallEnd end(CallState state) {
        return new CallEnd(
                START.plusSeconds(5),
                state,
                "CONF",
                "تم التأكيد",
                "script",
                4_960,
                "data/recordings/whole.wav",
                61L,
                "");
    }
}
