package org.parley.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that has calls write down turns, one after the other on several threads, says {@code CALL TURN} of each
 * that is written, and goes on until it is killed.
 */
final class KilledJournal {
    static final int CALLS = 4;

    private KilledJournal() {}

    public static void main(String[] arguments) throws Exception {
        CallJournal.Limits limits =
                new CallJournal.Limits(8L << 20, 100, Duration.ofMillis(20), Duration.ofMillis(80), 1 << 14, 64L << 20);
        CallJournal journal = CallJournal.open(Path.of(arguments[0]), null, null, limits);
        journal.begin(start("ended")).end(new CallEnd(Instant.EPOCH, CallState.DONE, "A", "", "", 0, "", null, ""));
        List<Thread> calls = new ArrayList<>();
        for (int n = 0; n < CALLS; n++) {
            CallLog log = journal.begin(start("killed" + n));
            calls.add(Thread.ofPlatform().start(() -> talk(log)));
        }
        for (Thread call : calls) {
            call.join();
        }
    }

    private static void talk(CallLog log) {
        for (int turn = 0; turn < 1_000_000; turn++) {
            log.turn(new TurnRow(TurnRow.Side.CALLER, "turn " + turn, turn, turn, null, null, false));
            System.out.println(log.id() + " " + turn);
        }
    }

    private static CallStart start(String id) {
        return new CallStart(id, "1.2", "SIP/x", "8300", "Sales", "abc", "2125550101", 0, "", "", Instant.now());
    }
}
