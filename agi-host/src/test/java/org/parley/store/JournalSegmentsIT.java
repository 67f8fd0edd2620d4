package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The files of the journal: shared, rolled, removed, torn, and read by others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class JournalSegmentsIT {
    private static final Instant START = Instant.parse("2026-03-29T01:30:00Z");
    private static final int SMALL = 1 << 13;

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
    void givesEveryWholeLineWhateverLiesBetween() throws Exception {
        byte[] good = line("good", "{\"n\":1}");
        byte[] flipped = line("flipped", "{\"n\":2}");
        flipped[flipped.length - 3] ^= 1;
        byte[] torn = Arrays.copyOf(line("torn", "{\"n\":3}"), 20);
        byte[] last = line("last", "{\"n\":4}");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] piece :
                List.of(good, "garbage\n".getBytes(StandardCharsets.UTF_8), flipped, torn, new byte[4096], last)) {
            bytes.write(piece);
        }
        bytes.write(Arrays.copyOf(last, last.length - 1));
        bytes.write(new byte[100]);
        List<SegmentLine> lines = new ArrayList<>();
        assertThat(SegmentLine.scan(bytes.toByteArray(), lines::add)).isEqualTo(4);
        assertThat(lines).extracting(SegmentLine::id).containsExactly("good", "last");
        assertThat(lines).extracting(SegmentLine::done).containsExactly(false, false);
        assertThat(new String(lines.get(1).json(), StandardCharsets.UTF_8)).isEqualTo("{\"n\":4}");
        assertThat(lines.get(1).offset()).isEqualTo(bytes.size() - 100 - 2 * last.length + 1);
        for (int cut = 0; cut < last.length; cut++) {
            assertThat(SegmentLine.scan(Arrays.copyOf(last, cut), _ -> {
                        throw new AssertionError("half a line passed for one");
                    }))
                    .isEqualTo(cut == 0 ? 0 : 1);
        }
    }

    @Test
    void fillsASegmentToItsLastByteAndRefusesWhatNoSegmentHolds(@TempDir Path folder) throws Exception {
        Segments row = new Segments(folder, 1_000, 1 << 20);
        row.begin();
        CallLines call = new CallLines("full", row);
        for (int length : new int[] {500, 500, 1_000, 961, 40}) {
            call.append(lineOf("full", length));
        }
        assertThatThrownBy(() -> call.append(lineOf("full", 1_001)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at most 1000 bytes");
        assertThat(call.segments()).hasSize(4);
        assertThat(call.json()).extracting(json -> json.length).hasSize(5);
        row.close();
        assertThat(segments(folder)).hasSize(4);
        assertThat(Files.size(folder.resolve("0000000004.journal")))
                .as("the zeros are cut off")
                .isEqualTo(40);
        assertThatThrownBy(() -> call.append(lineOf("full", 10))).hasMessageContaining("closed");
        assertThatThrownBy(call::json).hasMessageContaining("closed");
    }

    @Test
    void keepsManyThreadsApartWhileSegmentsRollAndLeavesNoMapping(@TempDir Path folder) throws Exception {
        int threads = 8;
        int calls = 50;
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), null, limits(100, 1 << 30))) {
            List<Thread> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String prefix = "t" + thread + "-";
                running.add(Thread.ofPlatform()
                        .start(() -> IntStream.range(0, calls).forEach(call -> talk(journal, prefix + call, 30))));
            }
            for (Thread thread : running) {
                assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
            }
            await().until(() -> journal.waiting() == 0);
            // the one in use, the next, and one that is about to go
            await().untilAsserted(() -> assertThat(segments(folder)).hasSizeLessThanOrEqualTo(2));
            await().untilAsserted(() -> assertThat(mappings(folder)).isLessThanOrEqualTo(2));
        }
        assertThat(segments(folder)).isEmpty();
        assertThat(mappings(folder)).isZero();
        CallBook book = new CallBook(folder, test.jdbi());
        for (int thread = 0; thread < threads; thread++) {
            for (int call = 0; call < calls; call++) {
                CallStory story = book.show("t" + thread + "-" + call).orElseThrow();
                assertThat(story.call().state()).isEqualTo(CallState.DONE);
                assertThat(story.turns())
                        .extracting(TurnRow::text)
                        .containsExactlyElementsOf(texts("t" + thread + "-" + call, 30));
            }
        }
    }

    @Test
    void aLongCallKeepsItsSegmentAndNoOther(@TempDir Path folder) throws Exception {
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), null, limits(100, 1 << 30))) {
            CallLog patient = journal.begin(start("patient"));
            for (int n = 0; n < 60; n++) {
                talk(journal, "brief" + n, 10);
            }
            await().until(() -> journal.waiting() == 0);
            await().untilAsserted(() -> assertThat(segments(folder)).hasSizeLessThanOrEqualTo(3));
            assertThat(segments(folder)).contains("0000000001.journal");
            turn(patient, "at last");
            patient.end(end());
            await().until(() -> !segments(folder).contains("0000000001.journal"));
        }
        assertThat(new CallBook(folder, test.jdbi())
                        .show("patient")
                        .orElseThrow()
                        .turns())
                .hasSize(1);
    }

    @Test
    void storesNothingAgainThatWasStoredBeforeTheHostDied(@TempDir Path folder) throws Exception {
        CallJournal killed = CallJournal.open(folder, test.jdbi(), null, limits(100, 1 << 30));
        turn(killed.begin(start("pins")), "its lines stay");
        talk(killed, "stored", 200); // in several segments
        turn(killed.begin(start("pins-too")), "its lines stay");
        await().until(() -> killed.waiting() == 0);
        killed.close();
        assertThat(segments(folder)).isNotEmpty();
        forget("stored");

        CallJournal.open(folder, test.jdbi(), null, limits(100, 1 << 30)).close();

        CallBook book = new CallBook(folder, test.jdbi());
        assertThat(book.show("stored")).isEmpty();
        assertThat(book.show("pins").orElseThrow().call().state()).isEqualTo(CallState.DIED);
        assertThat(book.show("pins-too").orElseThrow().turns()).hasSize(1);
        assertThat(segments(folder)).isEmpty();
    }

    @Test
    void withoutADatabaseTheNewestCallsStayReadableAndTheOldestGo(@TempDir Path folder) throws Exception {
        for (int host = 0; host < 3; host++) {
            try (CallJournal journal = CallJournal.open(folder, null, null, limits(20, 1 << 30))) {
                for (int n = 0; n < 50; n++) {
                    talk(journal, "plain" + host + "-" + n, 5);
                }
                assertThat(ids(new CallBook(folder, null).list(1_000))).hasSize(20);
            }
        }
        CallBook book = new CallBook(folder, null);
        List<String> newest =
                IntStream.range(30, 50).mapToObj(n -> "plain2-" + n).toList();
        assertThat(ids(book.list(1_000))).containsExactlyInAnyOrderElementsOf(newest);
        assertThat(ids(book.list(3))).containsExactlyInAnyOrder("plain2-47", "plain2-48", "plain2-49");
        assertThat(book.show("plain2-49").orElseThrow().turns()).hasSize(5);
        assertThat(book.show("plain0-0")).isEmpty();
        assertThat(segments(folder)).hasSizeLessThanOrEqualTo(6); // of some twenty
    }

    @Test
    void withoutADatabaseTheDisksBoundMakesRoomToo(@TempDir Path folder) throws Exception {
        try (CallJournal journal = CallJournal.open(folder, null, null, limits(1_000_000, 10 * SMALL))) {
            for (int n = 0; n < 300; n++) {
                talk(journal, "plain" + n, 10);
                assertThat(segments(folder)).hasSizeLessThanOrEqualTo(11);
            }
            assertThat(new CallBook(folder, null).show("plain299")).isPresent();
        }
    }

    @Test
    void keepsASummaryWhenTheDiskTakesNoMoreAndWholeCallsWhenItDoes(@TempDir Path home) throws Exception {
        Path folder = home.resolve("journal");
        Path aside = home.resolve("aside");
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), null, limits(100, 1 << 30))) {
            Files.move(folder, aside);
            Files.writeString(folder, "a file where the folder should be");
            for (int n = 0; n < 5; n++) {
                talk(journal, "refused" + n, 40); // more than a segment
            }
            CallBook book = new CallBook(folder, test.jdbi());
            for (int n = 0; n < 5; n++) {
                String id = "refused" + n;
                await().until(() -> book.show(id).orElseThrow().call().state() == CallState.DONE);
            }
            assertThat(book.show("refused4").orElseThrow().turns()).isEmpty();
            Files.delete(folder);
            Files.move(aside, folder);
            int[] again = {0};
            await().until(() -> {
                String id = "again" + again[0]++;
                talk(journal, id, 1);
                await().until(() -> book.show(id).orElseThrow().call().state() == CallState.DONE);
                return !book.show(id).orElseThrow().turns().isEmpty();
            });
        }
        assertThat(segments(folder)).isEmpty();
    }

    @Test
    void takesNoMoreThanItsShareOfTheDiskWhileTheDatabaseIsAway(@TempDir Path folder) throws Exception {
        Jdbi dead = Jdbi.create(() -> {
            throw new SQLNonTransientConnectionException("the database is away", "08000");
        });
        try (CallJournal journal = CallJournal.open(folder, dead, null, limits(100, 5 * SMALL))) {
            for (int n = 0; n < 100; n++) {
                talk(journal, "away" + n, 10);
            }
            assertThat(segments(folder)).hasSize(5);
            assertThat(journal.waiting()).isBetween(10, 90);
        }
        CallJournal.open(folder, test.jdbi(), null, limits(100, 5 * SMALL)).close();
        assertThat(new CallBook(folder, test.jdbi()).show("away0").orElseThrow().turns())
                .hasSize(10);
    }

    @Test
    void tellsOfCallsInAnotherProcessAndOfAllThatItWroteBeforeItWasKilled(@TempDir Path folder) throws Exception {
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledJournal.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, Integer> told = new HashMap<>();
        CallBook book = new CallBook(folder, null);
        try (BufferedReader lines = host.inputReader()) {
            read(lines, told, 2_000);
            for (Map.Entry<String, Integer> call : told.entrySet()) {
                CallStory story = book.show(call.getKey()).orElseThrow();
                assertThat(story.call().state()).isEqualTo(CallState.RUNNING);
                assertThat(story.turns()).hasSizeGreaterThan(call.getValue());
            }
            assertThat(ids(book.list(100)))
                    .containsExactlyInAnyOrder("ended", "killed0", "killed1", "killed2", "killed3");
            read(lines, told, 2_000);
            host.toHandle().destroyForcibly(); // which leaves its output to be read
            read(lines, told, Integer.MAX_VALUE); // what it had said by then
        } finally {
            host.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(told).hasSize(KilledJournal.CALLS);

        CallJournal.open(folder, test.jdbi(), null, limits(100, 1 << 30)).close();

        CallBook stored = new CallBook(folder, test.jdbi());
        for (Map.Entry<String, Integer> call : told.entrySet()) {
            CallStory story = stored.show(call.getKey()).orElseThrow();
            assertThat(story.call().state()).isEqualTo(CallState.DIED);
            assertThat(story.call().endedAt()).isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
            assertThat(story.turns()).hasSizeGreaterThan(call.getValue());
            List<String> texts = IntStream.range(0, story.turns().size())
                    .mapToObj(turn -> "turn " + turn)
                    .toList();
            assertThat(story.turns()).extracting(TurnRow::text).containsExactlyElementsOf(texts);
        }
        assertThat(stored.show("ended").orElseThrow().call().state()).isEqualTo(CallState.DONE);
        assertThat(segments(folder)).isEmpty();
    }

    /** Notes the last turn that each call has told, from so many lines. */
    private static void read(BufferedReader lines, Map<String, Integer> told, int most) throws IOException {
        for (int n = 0; n < most; n++) {
            String line = lines.readLine();
            if (line == null) {
                return;
            }
            String[] words = line.split(" ", 2);
            if (words.length == 2 && words[0].startsWith("killed") && words[1].matches("\\d+")) {
                told.put(words[0], Integer.valueOf(words[1]));
            }
        }
    }

    private static CallJournal.Limits limits(int callsKept, long bytesMax) {
        return new CallJournal.Limits(
                8L << 20, callsKept, Duration.ofMillis(20), Duration.ofMillis(80), SMALL, bytesMax);
    }

    private static void talk(CallJournal journal, String id, int turns) {
        CallLog log = journal.begin(start(id));
        texts(id, turns).forEach(text -> turn(log, text));
        log.end(end());
    }

    private static List<String> texts(String id, int turns) {
        return IntStream.range(0, turns).mapToObj(turn -> id + "/" + turn).toList();
    }

    private static void turn(CallLog log, String text) {
        log.turn(new TurnRow(TurnRow.Side.CALLER, text, 0, 1, null, null, false));
    }

    private static List<String> ids(List<CallRow> calls) {
        return calls.stream().map(CallRow::id).toList();
    }

    private static CallStart start(String id) {
        return new CallStart(id, "1.2", "SIP/x-1", "8300", "Reminder", "abc", "2125550101", 0, "", "", START);
    }

    private static CallEnd end() {
        return new CallEnd(START.plusSeconds(5), CallState.DONE, "CONF", "", "script", 4_960, "", null, "");
    }

    private void forget(String id) {
        test.jdbi().useHandle(handle -> {
            for (String table : List.of("parley_turn", "parley_event")) {
                handle.execute("DELETE FROM " + table + " WHERE call_id = ?", id);
            }
            handle.execute("DELETE FROM parley_call WHERE id = ?", id);
        });
    }

    private static byte[] line(String id, String json) {
        return SegmentLine.encode(id, 1_774_747_800_123L, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that only lie there, so many with their end. */
    private static byte[] lineOf(String id, int length) {
        byte[] line = Arrays.copyOf(line(id, "x".repeat(length)), length);
        line[length - 1] = '\n';
        return line;
    }

    private static List<String> segments(Path folder) throws IOException {
        return Segment.files(folder).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    /** By the kernel's book. */
    private static long mappings(Path folder) throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(map -> map.contains(folder.toString())).count();
        }
    }
}
