package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerCall;
import org.parley.dialer.DialerException;
import org.parley.dialer.Staff;

/** What calls owe the dialer goes through the journal: in order, as often as it takes, and after a killed host. */
final class JournalDebtsIT {
    private static final Instant START = Instant.parse("2026-03-29T01:30:00Z");
    private static final CallIdentity IDENTITY =
            new CallIdentity("", "2125550101", "V0101080000000000077", "1.2", "SIP/x-1", "8300");
    private static final CallResult SALE =
            new CallResult(How.AGENT, "SALE", "yes", true, 5, START.plusSeconds(5), null, Map.of(), null);
    private static final CallJournal.Limits QUICK =
            new CallJournal.Limits(2_000, 100, Duration.ofMillis(20), Duration.ofMillis(80), 1 << 16, 1 << 20);

    @TempDir
    Path folder;

    private final Books dialer = new Books();
    private TestDatabase test;

    @BeforeEach
    void open() {
        test = TestDatabase.open();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void paysAfterTheCallAndOnlyOnce() {
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), dialer, QUICK)) {
            ended(journal, "paid");
            await().until(() -> state("paid").equals("DONE"));
        }
        assertThat(dialer.paid).containsExactly(SALE);
        CallJournal.open(folder, test.jdbi(), dialer, QUICK).close();
        assertThat(dialer.paid).hasSize(1);
    }

    @Test
    void asksAgainWhileTheDialersOwnProgramIsAtWorkAndDoesNotHoldUpOthers() {
        dialer.answers.add(Optional.of(false));
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), dialer, QUICK)) {
            ended(journal, "early");
            ended(journal, "other");
            await().until(() -> state("early").equals("DONE"));
            await().until(() -> state("other").equals("DONE"));
        }
        assertThat(dialer.asked).hasSizeGreaterThanOrEqualTo(3);
        assertThat(dialer.paid).hasSize(2);
    }

    @Test
    void waitsForADatabaseThatIsAwayAndForgetsNothing() {
        for (int i = 0; i < 5; i++) {
            dialer.answers.add(Optional.empty());
        }
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), dialer, QUICK)) {
            ended(journal, "first");
            ended(journal, "second");
            await().until(() -> dialer.paid.size() == 2);
        }
    }

    @Test
    void owesAlsoWhenTheJournalOfTheCallIsFull() {
        try (CallJournal journal = CallJournal.open(folder, test.jdbi(), dialer, QUICK)) {
            CallLog log = journal.begin(start("full"));
            log.dialed(IDENTITY, null);
            for (int i = 0; i < 100; i++) {
                log.event("noise", Map.of("text", "x".repeat(100)));
            }
            log.owes(SALE);
            log.end(end());
            await().until(() -> dialer.paid.size() == 1);
        }
        assertThat(dialer.paid).containsExactly(SALE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsACallWhoseHostWasKilled(boolean agreed) throws Exception {
        CallJournal killed = CallJournal.open(folder, null, null, QUICK);
        CallLog log = killed.begin(start("killed"));
        log.dialed(IDENTITY, null);
        log.turn(new TurnRow(TurnRow.Side.AGENT, "Good day", 600, 1200, null, null, false));
        if (agreed) {
            log.event("disposition", Map.of("status", "NI"));
            log.event("disposition", Map.of("status", "CALLBK"));
            log.event("callback", Map.of("at", "2026-04-01T10:00:00Z"));
        }
        killed.close(); // its lock goes, its lines stay as they are
        Files.writeString(
                folder.resolve("0000000001.journal"), "- 01234567 1 killed {\"t\":\"tu", StandardOpenOption.APPEND);

        try (CallJournal _ = CallJournal.open(folder, test.jdbi(), dialer, QUICK)) {
            await().until(() -> state("killed").equals("DIED"));
        }
        CallResult result = dialer.paid.getFirst();
        assertThat(result.how()).isEqualTo(How.FAILED);
        assertThat(result.spoke()).isTrue();
        assertThat(result.status())
                .as("nothing is what the dialer's room replaces by the fallback")
                .isEqualTo(agreed ? "CALLBK" : "");
        assertThat(result.callBack())
                .isEqualTo(agreed ? new CallResult.CallBack(Instant.parse("2026-04-01T10:00:00Z"), "") : null);
    }

    private static void ended(CallJournal journal, String id) {
        CallLog log = journal.begin(start(id));
        log.dialed(IDENTITY, null);
        log.owes(SALE);
        log.end(end());
    }

    private static CallStart start(String id) {
        return new CallStart(id, "1.2", "SIP/x-1", "8300", "Sales", "abc", "2125550101", 0, "", "", START);
    }

    private static CallEnd end() {
        return new CallEnd(START.plusSeconds(5), CallState.DONE, "SALE", "", "AGENT", 5_000, "", null, "");
    }

    private String state(String id) {
        return test.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT state FROM parley_call WHERE id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(""));
    }

    /** A dialer that keeps what it was paid, and before that answers as told: too early, or (empty) away. */
    private static final class Books implements Dialer {
        final List<CallResult> paid = new CopyOnWriteArrayList<>();
        final List<CallIdentity> asked = new CopyOnWriteArrayList<>();
        final BlockingQueue<Optional<Boolean>> answers = new LinkedBlockingQueue<>();

        @Override
        public Staff staff() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean hasLanguages() {
            return false;
        }

        @Override
        public String description() {
            return "books";
        }

        @Override
        public List<String> shortcomings() {
            return List.of();
        }

        @Override
        public Set<String> statuses() {
            return Set.of();
        }

        @Override
        public Optional<DialerCall> begin(CallIdentity identity) {
            return Optional.empty();
        }

        @Override
        public CallKeys begun(CallKeys keys) {
            return keys;
        }

        @Override
        public void release(CallKeys keys, CallResult result) {}

        @Override
        public boolean settle(CallIdentity identity, @Nullable CallKeys keys, CallResult result, Duration sinceEnd) {
            asked.add(identity);
            Optional<Boolean> answer = answers.isEmpty() ? Optional.of(true) : answers.remove();
            if (answer.isEmpty()) {
                throw new DialerException("the database is away", null);
            }
            if (answer.get()) {
                paid.add(result);
            }
            return answer.get();
        }
    }
}
